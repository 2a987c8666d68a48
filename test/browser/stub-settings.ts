import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { addStubRetention } from './stub-retention.ts'
import { addStubSinks } from './stub-sinks.ts'

const at = '2026-11-27T08:00:00.000Z'

/** How an organization is set up, with one of each kind. */
export function addStubSettings(server: FastifyInstance): void {
  const organization = '/api/v1/organizations/:organization'
  const pauses = new Map<string, object>()
  server.get<{ Params: { organization: string } }>(`${organization}/plan`, ({ params }) => ({
    ...plan,
    organization: params.organization,
    pause: pauses.get(params.organization) ?? null,
  }))
  server.get(`${organization}/plan/progress`, (_, reply) =>
    reply.type('text/event-stream').send('data: {"planned":0,"held":14,"manual":1}\n\n'),
  )
  server.post<{ Params: { organization: string }; Body: { reason: string } }>(
    `${organization}/pause`,
    ({ params, body }) => {
      pauses.set(params.organization, { reason: body.reason, at, by: 'ada' })
      return { isNew: true }
    },
  )
  server.post<{ Params: { organization: string } }>(`${organization}/resume`, ({ params }) => ({
    isNew: pauses.delete(params.organization),
  }))
  server.post(`${organization}/plan/accept`, async ({ headers }, reply) =>
    headers['if-match'] === `"${plan.digest}"`
      ? { changes: plan.awaiting }
      : reply
          .code(412)
          .send({ code: 'changed-meanwhile', title: 'Changed meanwhile', detail: 'It is another one.' }),
  )
  server.get(`${organization}/settings`, () => settings)
  addStubPeople(server, organization)
  addStubRetention(server, organization)
  addStubSweeps(server, organization)
  addStubSinks(server, organization)
  server.get('/api/v1/me/sessions', () => ({ items: sessions }))
  server.delete('/api/v1/me/sessions/:session', () => ({ isEnded: true }))
}

const change = (id: string, state: string, more: object = {}) => ({
  id,
  kind: 'disconnect',
  repository: { id, name: `acme/shop-${id}` },
  reason: 'The policy denies it: 2 open secrets.',
  state,
  problem: null,
  plannedAt: at,
  notBefore: at,
  ...more,
})

const plan = {
  digest: '0123456789abcdef',
  awaiting: 14,
  isAccepted: true,
  notAccepted: null,
  hold: { why: 'They are more than may be taken within an hour.', openedAt: at },
  ceiling: 'enforce',
  doneAt: null,
  writes: 14,
  counts: [{ kind: 'disconnect', state: 'held', count: 14 }],
  changes: [
    change('1', 'held'),
    change('2', 'planned'),
    change('3', 'manual', { problem: 'GitHub has no way for an App to do it: the steps are in an issue.' }),
  ],
  more: 11,
}

const settings = {
  commands: { arrive: 'by-polling', afterSeconds: 90 },
  checks: [
    {
      id: 'assistant-on-all-repositories',
      subject: 'installation:7',
      severity: 'critical',
      title: 'An assistant’s App is installed on all repositories',
      found: 'The App claude of Claude is installed on all repositories.',
      todo: 'Open the settings of the organization, GitHub Apps, Configure, and choose “Only select repositories”.',
      since: at,
    },
    {
      id: 'own-permissions-missing',
      subject: '',
      severity: 'medium',
      title: 'Gatehouse may not read everything it needs',
      found: 'It misses organization_secrets: read.',
      todo: 'Accept the permissions: organization settings, GitHub Apps, Review request, beside Gatehouse.',
      since: at,
    },
  ],
  work: {
    open: 3,
    failing: 1,
    oldestWaitSeconds: 400,
    errors: [
      {
        key: 'repository:5',
        repository: 'acme/shop-5',
        attempts: 3,
        error: 'GitHub answered 502.',
        nextAt: at,
      },
    ],
  },
  targets: [{ name: 'security-mail', failures: 0, lastError: null, lastFailedAt: null, lastSentAt: at }],
}

const sessions = [
  {
    id: '6a2f41a3-c54c-4ce1-8d2e-0d1f8a526f6f',
    agent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    signedInAt: at,
    seenAt: at,
    isThis: true,
  },
  {
    id: '7b2f41a3-c54c-4ce1-8d2e-0d1f8a526f6f',
    agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    signedInAt: at,
    seenAt: at,
    isThis: false,
  },
]

/** People and tokens, of which an owner grants and makes more. */
function addStubPeople(server: FastifyInstance, organization: string): void {
  const granted = new Map<string, object>([
    ['grace', { role: 'auditor', granted: 'auditor', grantedBy: 'ada', grantedAt: at }],
  ])
  const tokens: object[] = [token]
  server.get(`${organization}/members`, () => ({
    items: [
      memberOf('ada', { role: 'owner', onGitHub: 'admin', sessions: 2, seenAt: at }),
      ...[...granted].map(([login, more]) => memberOf(login, more)),
    ],
    next: null,
  }))
  server.post<{ Body: { login: string; role: string } }>(`${organization}/members`, ({ body }) => {
    const { login, role } = body
    granted.set(login, { role, granted: role, grantedBy: 'ada', grantedAt: at })
    return { person: personOf(login) }
  })
  server.delete<{ Params: { person: string } }>(`${organization}/members/:person`, ({ params }) => {
    for (const login of granted.keys()) if (personOf(login) === params.person) granted.delete(login)
    return { isEnded: true }
  })
  server.post(`${organization}/members/:person/export`, () => ({ format: 'gatehouse/person/v1' }))
  server.post<{ Params: { person: string }; Body: { confirm: string } }>(
    `${organization}/members/:person/erase`,
    ({ params, body }) => {
      if (personOf(body.confirm) === params.person) granted.delete(body.confirm)
      return { deleted: { sessions: 1 }, replaced: {} }
    },
  )
  server.get(`${organization}/tokens`, () => ({ items: tokens }))
  server.post<{ Body: { name: string; scopes: readonly string[] } }>(`${organization}/tokens`, ({ body }) => {
    tokens.unshift({ ...token, id: '2', name: body.name, scopes: body.scopes, usedAt: null })
    return { id: '2', token: ['gatehouse', 'shown-this-once'].join('_'), expiresAt: later }
  })
}

/** An opaque id that is a UUID. */
const personOf = (login: string): string =>
  `00000000-0000-4000-8000-${Buffer.from(login.padEnd(6)).toString('hex')}`

const memberOf = (login: string, more: object) => ({
  person: personOf(login),
  login,
  role: 'member',
  granted: null,
  grantedBy: null,
  grantedAt: null,
  onGitHub: null,
  mapped: null,
  sessions: 0,
  seenAt: null,
  ...more,
})

const later = '2036-11-27T08:00:00.000Z'

const token = {
  id: '1',
  name: 'SIEM',
  ending: 'x7Qd',
  scopes: ['read-audit', 'export-audit'],
  createdBy: 'ada',
  createdAt: at,
  expiresAt: later,
  usedAt: at,
  endedAt: null,
}

/** One that ended, and one that is asked for and followed to its end. */
function addStubSweeps(server: FastifyInstance, organization: string): void {
  const ended = {
    id: '1',
    organization: '1',
    startedAt: at,
    finishedAt: at,
    coverage: { repositories: 2000, read: 1998, scanned: 1990, notWanted: 0, failedCount: 2 },
  }
  const all: object[] = [ended]
  server.get(`${organization}/sweeps`, () => ({ items: all, next: null }))
  server.post(`${organization}/sweeps`, async (_, reply) => reply.code(202).send({ organization: '1' }))
  server.get(`${organization}/sweeps/progress`, (_, reply) => {
    all.unshift({ ...ended, id: '2', coverage: { ...ended.coverage, read: 2000, failedCount: 0 } })
    const told = [
      { done: 700, total: 2000, doing: 'Its repositories are read and scanned', state: 'running' },
      { done: 2000, total: 2000, doing: 'Everything was looked at', state: 'done' },
    ]
    return reply.type('text/event-stream').send(
      Readable.from(
        (async function* events() {
          for (const one of told) {
            yield `data: ${JSON.stringify(one)}\n\n`
            await wait(1500)
          }
        })(),
      ),
    )
  })
}
