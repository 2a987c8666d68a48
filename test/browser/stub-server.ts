import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { addConsole, githubPictures } from '../../app/api/console-files.ts'
import { createListener } from '../../app/api/create-listener.ts'
import { addStubClaude } from './stub-claude.ts'
import { addStubEmergencies } from './stub-emergencies.ts'
import { addStubExceptions } from './stub-exceptions.ts'
import { addStubFindings } from './stub-findings.ts'
import { addStubRecertifications } from './stub-recertifications.ts'
import { addStubRequests } from './stub-requests.ts'
import { permissions } from '../../app/enforcement/members/permissions.ts'
import { addStubAudit } from './stub-audit.ts'
import { addStubHistory } from './stub-history.ts'
import { addStubPolicy } from './stub-policy.ts'
import { addStubRevocations } from './stub-revocations.ts'
import { addStubSettings } from './stub-settings.ts'
import { addStubWaitingVerdicts } from './stub-waiting-verdicts.ts'

/** A console over an API that answers from here: for what is of the console alone. */
export interface StubServer {
  readonly address: string
  /** What was answered to requests so far. */
  readonly answers: readonly unknown[]
  /** What was found about emergencies so far. */
  readonly reviews: readonly unknown[]
  /** What was waived so far. */
  readonly waived: readonly unknown[]
  /** What was said of approvals that are to be confirmed so far. */
  readonly confirmations: readonly unknown[]
  /** What was decided about answers to findings so far: `confirm 3`. */
  readonly decided: readonly string[]
  /** Keys of Claude's that were entered so far, by their ends. */
  readonly claudeKeys: readonly string[]
  readonly close: () => Promise<void>
}

/** @param folder where the built console lies */
export async function startStubServer(folder: string): Promise<StubServer> {
  const server = createListener(pino({ level: 'silent' }))
  await addConsole(server, folder, [githubPictures])
  addStubApi(server)
  const answers = addStubRequests(server)
  const reviews = addStubEmergencies(server)
  const waived = addStubExceptions(server)
  const confirmations = addStubRecertifications(server)
  addStubFindings(server)
  const decided = addStubWaitingVerdicts(server)
  addStubHistory(server)
  addStubRevocations(server)
  addStubAudit(server)
  addStubPolicy(server)
  addStubSettings(server)
  const claudeKeys = addStubClaude(server)
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  return {
    address,
    answers,
    reviews,
    waived,
    confirmations,
    decided,
    claudeKeys,
    close: () => server.close(),
  }
}

export const stubRepositories = 5000
const mostAtOnce = 100

/** What the shell and the list of repositories ask. */
function addStubApi(server: FastifyInstance): void {
  server.get('/api/v1/me', () => me)
  server.get('/api/v1/organizations', () => ({ items: organizations }))
  server.get('/api/v1/overview', () => overview)
  server.get<{ Params: { id: string } }>('/api/v1/repositories/:id', ({ params: { id } }) => ({
    summary: all[Number(id) - 1],
    explanation,
    page: `https://github.com/acme/${all[Number(id) - 1]?.name}`,
  }))
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
  roles: ['1', '2'].map((organization) => ({
    organization,
    role: 'owner',
    permissions: Object.keys(permissions),
    seesAll: true,
  })),
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
  worst: at % 4 === 0 ? 0 : 1 + (at % 4),
  owners: [],
  request: null,
  approvedUntil: null,
  scannedAt: '2026-11-27T08:00:00.000Z',
  scanFailedAt: null,
}))

const at = '2026-11-27T08:00:00.000Z'
const path = (name: string, state: string, control: string, more: object = {}) => ({
  assistant: 'claude',
  path: name,
  state,
  control,
  evidence: [],
  readAt: at,
  ...more,
})

/** Why a repository is as it is, with one of each kind. */
const explanation = {
  host: 'github.com',
  repository: 'acme/shop-1',
  decision: {
    outcome: 'denied',
    group: 'services',
    mode: 'enforce',
    reasons: [
      { check: 'group', state: 'met', wanted: 'a group that allows it', found: 'services' },
      {
        check: 'secrets-in-tree',
        state: 'unmet',
        wanted: 'no open secret',
        found: '2 open secrets',
        todo: 'Rotate them, and remove them from the files.',
      },
      { check: 'branch-protection', state: 'unknown', wanted: '1 review', found: 'it could not be read' },
    ],
    policy: 'acme/gatehouse@1a2b3c4',
    since: at,
    decidedAt: at,
    changesAt: null,
  },
  owners: { kind: 'codeowners', owners: ['@acme/shop'], why: 'CODEOWNERS names them for everything.' },
  paths: [
    path('app-installation', 'connected', 'enforceable', { evidence: ['Claude’s App is on it.'] }),
    path('cloud-session', 'unknown', 'unknown', { why: 'GitHub tells nobody of it.' }),
    path('workflow', 'not-seen', 'detectable'),
  ],
  findings: { open: { critical: 0, high: 2, medium: 0, low: 1, info: 0 }, settled: 3 },
  lookedAt: { paths: at, commit: '1a2b3c4d5e6f', contentProblem: '1 place was not scanned' },
  remarks: ['GitHub told of a change that was not looked at yet.'],
}

const overview = {
  repositories: stubRepositories,
  exposed: { secrets: 7, files: 3, repositories: 4 },
  open: { secrets: 41, files: 12, repositories: 30 },
  reach: { reached: 120, allowed: 96, canChange: 88, onlySee: 32, cannotSee: 11 },
  waiting: 5,
  expiring: 9,
  unowned: 17,
  undecided: 0,
  notScanned: 1,
  sweeps: [
    {
      id: '1',
      organization: '1',
      startedAt: at,
      finishedAt: at,
      coverage: { repositories: 5000, read: 4998, scanned: 4990, notWanted: 0, failedCount: 2 },
    },
  ],
  trend: Array.from({ length: 30 }, (_, index) => ({
    day: new Date(Date.parse('2026-10-29') + index * 24 * 60 * 60_000).toISOString().slice(0, 10),
    reached: 150 - index,
    allowed: 90 + Math.floor(index / 5),
    exposedSecrets: Math.max(7, 40 - index),
  })),
}
