/** Adds events to one chain: `node appending-process.ts <connection as JSON> <organization> <name> <transactions>`. */
import { appendAudit } from '../../../app/database/audit-log.ts'
import { openStore } from '../../../app/database/store.ts'

const [, , connection = '', organization = '', name = '', transactions = ''] = process.argv
const store = openStore({ ...JSON.parse(connection), max: 4 })
const event = (index: number, part: string) =>
  ({ kind: 'sweep.started', actor: null, subject: `${name}:${index}`, data: { part } }) as const
await Promise.all(
  Array.from({ length: Number(transactions) }, (_, index) =>
    store.transact((unit) =>
      appendAudit(unit, organization, new Date(), [event(index, 'first'), event(index, 'second')]),
    ),
  ),
)
await store.close()
