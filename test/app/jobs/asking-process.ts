/** A process that asks for keys and works on none, as a command is: `node asking-process.ts <connection as JSON> <key> …`. */
import { askForWork } from '../../../app/database/ask-for-work.ts'
import { openStore } from '../../../app/database/store.ts'

const [, , connection = '', ...keys] = process.argv
const store = openStore({ ...JSON.parse(connection), max: 1 })
await store.transact((unit) => askForWork(unit, keys))
await store.close()
