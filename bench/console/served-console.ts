/**
 * The console and its API alone, in a process of their own, on a database that is there: nothing sweeps, and nobody is asked who calls
 * but the database. Started by `measure-served.ts`.
 */
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { addConsole, githubPictures } from '../../app/api/console-files.ts'
import { createListener } from '../../app/api/create-listener.ts'
import { findConsole } from '../../app/console-folder.ts'
import { openStore } from '../../app/database/store.ts'
import { openConsole } from '../../app/open-console.ts'

const log = pino({ level: 'warn' }, pino.destination(2))
const server = createListener(log)
await addConsole(server, findConsole(), [githubPictures])
await openConsole(server, {
  config: {
    publicUrl: undefined,
    sealKey: randomBytes(32).toString('base64'),
    siemPrivateAddresses: [],
    dataFolder: '.',
    ceiling: 'enforce',
    policyRepository: 'gatehouse',
    writeLimits: { perMinute: 80, contentPerHour: 500 },
    hosts: undefined,
    enterpriseApp: undefined,
    claudeApiUrl: 'http://127.0.0.1:9',
  },
  readTicket: undefined,
  hosts: [],
  store: openStore({ connectionString: process.env['DATABASE_URL'] ?? '' }),
  log,
  signal: new AbortController().signal,
  now: () => new Date(),
})
await server.listen({ host: '127.0.0.1', port: 0 })
const address = server.server.address()
console.log(
  JSON.stringify({ msg: 'listening', port: typeof address === 'object' ? address?.port : undefined }),
)
