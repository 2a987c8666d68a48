import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { addConsole } from '../../app/api/console-files.ts'
import { createListener } from '../../app/api/create-listener.ts'

/** A console over an API that answers from here: for what is of the console alone. */
export interface StubServer {
  readonly address: string
  readonly close: () => Promise<void>
}

/** @param folder where the built console lies */
export async function startStubServer(folder: string): Promise<StubServer> {
  const server = createListener(pino({ level: 'silent' }))
  await addConsole(server, folder)
  addStubApi(server)
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  return { address, close: () => server.close() }
}

export const stubRepositories = 5000
const mostAtOnce = 100

/** What the shell and the list of repositories ask. */
function addStubApi(server: FastifyInstance): void {
  server.get('/api/v1/me', () => me)
  server.get('/api/v1/organizations', () => ({ items: organizations }))
  server.get('/api/v1/repositories/count', () => ({ count: 12 }))
  server.get<{ Querystring: Readonly<Record<string, string>> }>('/api/v1/repositories', ({ query }) => {
    const from = Number(query['cursor'] ?? 0)
    const limit = Math.min(Number(query['limit'] ?? mostAtOnce), mostAtOnce)
    const found =
      query['search'] === undefined ? all : all.filter(({ name }) => name.includes(query['search']!))
    const next = from + limit < found.length ? String(from + limit) : null
    return { items: found.slice(from, from + limit), next }
  })
}

const me = {
  person: 'p1',
  login: 'ada',
  name: 'Ada Lovelace',
  avatarUrl: null,
  via: 'session',
  csrfToken: 'token-of-the-stub',
  signedInAt: '2026-11-27T08:00:00.000Z',
  roles: [],
}

const organization = (id: string, login: string, more: object) => ({
  id,
  login,
  host: 'github.com',
  parent: null,
  isSuspended: false,
  isLeaving: false,
  isPaused: false,
  policy: { state: 'valid', name: `${login}/gatehouse@1a2b3c4`, problems: [] },
  held: 0,
  waits: null,
  lastSweepAt: '2026-11-27T08:00:00.000Z',
  ...more,
})

const organizations = [
  organization('1', 'acme', { held: 14, waits: 'They are more than may be taken within an hour.' }),
  organization('2', 'globex', { isPaused: true }),
]

const outcomes = ['allowed', 'denied', 'needs-approval', 'unknown', 'undecided']
const names = ['shop', 'billing', 'search', 'gateway', 'mobile-app', 'warehouse', 'docs', 'infrastructure']

const all = Array.from({ length: stubRepositories }, (_, at) => ({
  id: String(at + 1),
  organization: { id: '1', login: 'acme', host: 'github.com' },
  name: `${names[at % names.length]}-${at + 1}`,
  visibility: 'private',
  isArchived: false,
  outcome: outcomes[at % outcomes.length],
  group: 'everything',
  mode: 'observe',
  since: '2026-11-20T08:00:00.000Z',
  changesAt: null,
  connectedPaths: at % 3 === 0 ? ['workflow', 'secret'] : [],
  possiblePaths: [],
  unknownPaths: ['cloud-session'],
  canChange: at % 2 === 0,
  openSecrets: at % 4,
  openFiles: 0,
  worst: at % 4 === 0 ? 0 : 5 - (at % 5),
  owners: [],
  request: null,
  approvedUntil: null,
  scannedAt: '2026-11-27T08:00:00.000Z',
  scanFailedAt: null,
}))
