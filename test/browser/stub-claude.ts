import type { FastifyInstance } from 'fastify'
import { checkGroupMapping, type MappedGroup } from '../../app/enforcement/claude/group-mapping.ts'
import { claudeSwitches } from '../../app/enforcement/claude/posture.ts'

const at = '2026-11-27T08:00:00.000Z'
const record = 'anthropic-domain-verification-ab12cd=example'

/** Claude's side of an organization, with one of each kind. @returns keys that were entered, by their ends */
export function addStubClaude(server: FastifyInstance): readonly string[] {
  const path = '/api/v1/organizations/:organization/claude'
  const entered: string[] = []
  server.get<{ Params: { organization: string } }>(path, ({ params }) =>
    params.organization === '2' && entered.length === 0 ? notConnected : claude,
  )
  server.post<{ Body: { key: string } }>(path, async ({ body }, reply) => {
    if (body.key.endsWith('deletes'))
      return reply.code(422).send({
        code: 'claude-key-refused',
        title: 'The key was refused',
        detail: 'The key may do more than read: delete:compliance_user_data.',
        todo: 'Make one that only reads.',
      })
    entered.push(body.key.slice(-4))
    return { isProven: true, names: ['Acme'] }
  })
  server.post(`${path}/look`, () => ({ isDone: true }))
  server.post<{ Body: { mapping: MappedGroup[]; groups: string[] } }>(`${path}/group-mapping`, ({ body }) =>
    checkGroupMapping(body.mapping, body.groups),
  )
  return entered
}

const view = (resolver: string, state: string) => ({
  resolver,
  state,
  records: state === 'found' ? [record] : [],
  since: at,
})

const domain = (name: string, state: string, more: object = {}) => ({
  domain: name,
  record,
  setUpBy: 'ada@example.com',
  setUpAt: at,
  state,
  since: at,
  views: [view('1.1.1.1', state === 'found' ? 'found' : 'nothing')],
  found: `The TXT record ${record} has to stand at ${name}. It is found by system, 1.1.1.1 and 8.8.8.8.`,
  todo: null,
  lookedAt: at,
  ...more,
})

const claude = {
  tenant: {
    owner: { id: '1', login: 'acme' },
    isOwner: true,
    covers: [
      { id: '1', login: 'acme' },
      { id: '2', login: 'globex' },
    ],
    keyEnding: 'x7Qa',
    keyState: 'reads-only',
    keyEndsAt: null,
    setBy: 'ada',
    setAt: at,
    readUntil: at,
    lookedAt: at,
    failingSince: at,
    problem: 'Claude’s Compliance API: /v1/compliance/activities answered 503. Try again in a few minutes.',
    taken: 48_211,
    names: ['Acme'],
  },
  switches: claudeSwitches.map(({ name, title, why, clicks, page, widens }, index) => ({
    name,
    title,
    why,
    clicks,
    page,
    value: index === 2 ? null : index < 2 ? 'on' : widens === 'on' ? 'off' : 'on',
    isWide: index < 2,
    isRequired: index === 0,
    since: index === 2 ? null : at,
    by: index === 0 ? 'bob@example.com' : null,
  })),
  signIn: {
    enabled: true,
    enforced: false,
    consoleEnforced: null,
    directorySync: true,
    provisioning: 'scim_advanced',
    failedSync: at,
    switchedOff: null,
  },
  holders: [
    { role: 'primary_owner', email: 'ada@example.com' },
    { role: 'owner', email: 'bob@example.com' },
    { role: 'admin', email: null },
  ],
  members: 1204,
  domains: [
    domain('example.com', 'found'),
    domain('example.org', 'missing', {
      found: `The TXT record ${record} has to stand at example.org, and system, 1.1.1.1 and 8.8.8.8 found no such record, since 2026-11-27; it was last seen on 2026-11-26.`,
      todo: `At the DNS provider of example.org, set a TXT record with the value ${record}, without quotes; its name is \`@\` or empty, as the provider wants it.`,
    }),
  ],
  connections: [
    {
      source: 'project:1',
      via: 'project',
      repository: { id: '1', name: 'acme/shop-1' },
      named: 'acme/shop-1',
      openedAt: at,
      by: 'bob@example.com',
      undo: 'claude.ai, Projects: open the project, Project knowledge, GitHub: remove the repository',
    },
    {
      source: 'agent:p:5:*',
      via: 'agent',
      repository: null,
      named: null,
      openedAt: at,
      by: null,
      undo: 'claude.ai, Organization settings, Claude Code, GitHub, Access bundles: take the repository out',
    },
  ],
  moreConnections: 0,
  mapping: [{ group: 'Engineering', gives: 'premium' }],
}

const notConnected = {
  tenant: null,
  switches: [],
  signIn: null,
  holders: null,
  members: null,
  domains: [],
  connections: [],
  moreConnections: 0,
  mapping: [],
}
