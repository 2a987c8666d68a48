// Sends what is due, and is killed when the receiver has it and before that is recorded.
import { openStore } from '../../../app/database/store.ts'
import { target } from './sample.ts'
import { telling } from './told.ts'

const { connection, url, now } = JSON.parse(process.argv[2] ?? '')
const store = openStore(connection)
const secret = (): string => `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const webhook = target({ channel: { kind: 'webhook', url, secret }, events: new Set(['plan.held']) })
const told = telling(store, [webhook], { now: new Date(now) })
await told.distribute()
await told.send()
