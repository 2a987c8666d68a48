import { describe, expect, test } from 'vitest'
import type {
  OrganizationReachFacts,
  RepositoryReachFacts,
} from '../../../app/enforcement/inventory/facts.ts'
import { readReach } from '../../../app/enforcement/inventory/readers.ts'
import { known, unknown } from '../../../policies/facts.ts'
import { connectionPaths, type ConnectionPath } from '../../../scanner/assistants/connection.ts'
import { claude } from '../../../scanner/assistants/claude.ts'

const quietOrganization: OrganizationReachFacts = {
  installations: known([]),
  ownApps: {},
  secrets: known([]),
  tokens: known([]),
  basePermission: known('none'),
  nativeAgent: known('none'),
  cloudSessions: known(false),
}
const quietRepository: RepositoryReachFacts = {
  id: 17,
  visibility: known('private'),
  workflows: known([]),
  secrets: known([]),
  deployKeys: known([]),
  readers: known(3),
  otherWorkflows: known([]),
  activity: [],
}

function reachOf(
  path: ConnectionPath,
  organization: Partial<OrganizationReachFacts>,
  repository: Partial<RepositoryReachFacts> = {},
) {
  const all = readReach({
    assistant: claude,
    organization: { ...quietOrganization, ...organization },
    repository: { ...quietRepository, ...repository },
  })
  return all.find((one) => one.path === path)!
}

const installation = (over: object = {}) => ({
  id: 1,
  appId: 1236702,
  slug: 'claude',
  selection: 'selected' as const,
  isSuspended: false,
  permissions: {},
  repositories: known(new Set([17])),
  ...over,
})

test('every path is judged, and where nothing was found that is all that is said', () => {
  const all = readReach({ assistant: claude, organization: quietOrganization, repository: quietRepository })
  expect(all.map(({ path }) => path)).toEqual([...connectionPaths])
  expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['not-seen']))
})

describe('an installation of the App', () => {
  test.each([
    ['all repositories', { selection: 'all' as const, repositories: unknown('-') }, 'connected'],
    ['this repository', {}, 'connected'],
    ['other repositories', { repositories: known(new Set([18])) }, 'not-seen'],
    ['repositories that nobody can read', { repositories: unknown('the plan does not tell') }, 'possible'],
    ['this repository, suspended', { isSuspended: true }, 'not-seen'],
    ['this repository, under another name', { slug: 'claude-of-acme' }, 'connected'],
    ['this repository, of another App', { slug: 'renovate', appId: 7 }, 'not-seen'],
  ])('on %s', (_, over, state) => {
    expect(reachOf('app-installation', { installations: known([installation(over)]) }).state).toBe(state)
  })

  test('of an App that the organization made itself counts where the policy names it', () => {
    const installations = known([installation({ slug: 'acme-helper', appId: 99 })])
    expect(reachOf('app-installation', { installations }).state).toBe('not-seen')
    expect(reachOf('app-installation', { installations, ownApps: { claude: [99] } }).state).toBe('connected')
  })

  test('that cannot be listed is unknown, with the reason', () => {
    expect(
      reachOf('app-installation', { installations: unknown('Administration: read is missing') }),
    ).toMatchObject({
      state: 'unknown',
      why: 'Administration: read is missing',
    })
  })
})

describe('a secret', () => {
  const shared = (over: object) =>
    known([
      {
        store: 'actions' as const,
        name: 'ANTHROPIC_API_KEY',
        visibility: 'all' as const,
        repositories: unknown('-'),
        ...over,
      },
    ])

  test.each([
    ['for all repositories', shared({}), {}, 'connected'],
    ['for private ones', shared({ visibility: 'private' }), {}, 'connected'],
    [
      'for private ones, of a public repository',
      shared({ visibility: 'private' }),
      { visibility: known('public' as const) },
      'not-seen',
    ],
    [
      'for selected ones',
      shared({ visibility: 'selected', repositories: known(new Set([17])) }),
      {},
      'connected',
    ],
    [
      'for other ones',
      shared({ visibility: 'selected', repositories: known(new Set([18])) }),
      {},
      'not-seen',
    ],
    ['for selected ones that cannot be read', shared({ visibility: 'selected' }), {}, 'possible'],
    ['of another name', shared({ name: 'NPM_TOKEN' }), {}, 'not-seen'],
    ['of a name that only hints', shared({ name: 'AWS_ROLE_TO_ASSUME' }), {}, 'not-seen'],
  ])('of the organization %s', (_, secrets, repository, state) => {
    expect(reachOf('secret', { secrets }, repository).state).toBe(state)
  })

  test('of the repository proves it, whatever else cannot be read', () => {
    const secrets = known([{ store: 'dependabot' as const, name: 'CLAUDE_CODE_OAUTH_TOKEN' }])
    expect(reachOf('secret', { secrets: unknown('no permission') }, { secrets })).toMatchObject({
      state: 'connected',
      evidence: ['The repository has CLAUDE_CODE_OAUTH_TOKEN among its dependabot.'],
    })
  })

  test('that may be among what cannot be read is unknown, not absent', () => {
    expect(reachOf('secret', { secrets: unknown('no permission') }).state).toBe('unknown')
    expect(reachOf('secret', {}, { secrets: unknown('no permission') }).state).toBe('unknown')
    // One store that could not be read, of several.
    const unreadStores = [{ store: 'agents' as const, why: 'no permission for agents' }]
    expect(reachOf('secret', {}, { unreadStores })).toMatchObject({
      state: 'unknown',
      why: 'no permission for agents',
    })
    const found = known([{ store: 'actions' as const, name: 'ANTHROPIC_API_KEY' }])
    expect(reachOf('secret', {}, { secrets: found, unreadStores }).state).toBe('connected')
  })
})

test('tokens and deploy keys open it for whoever has them: possible, never more', () => {
  const token = {
    id: 1,
    owner: 'a person',
    name: 'ci',
    selection: 'all' as const,
    repositories: unknown('-'),
    permissions: {},
    expiresAt: null,
  }
  expect(reachOf('fine-grained-token', { tokens: known([token]) })).toMatchObject({
    state: 'possible',
    evidence: ['1 fine-grained token reaches it; whoever has one may use it with any tool.'],
  })
  const keys = known([{ id: 1, title: 'deploy', readOnly: false }])
  expect(reachOf('deploy-key', {}, { deployKeys: keys }).evidence).toEqual([
    '1 deploy key opens it, 1 of them for writing.',
  ])
})

test("what Claude's own record says is open connects, whatever is switched off, and says since when settings are so", () => {
  const openedAt = new Date('2026-11-20T10:00:00Z')
  const atClaude = [{ source: 'project:1', via: 'project' as const, openedAt, openedBy: 'somebody' }]
  const off = { cloudSessions: known(false), cloudSessionsRead: '2026-11-21T10:00:00Z' }
  expect(reachOf('cloud-session', off, { atClaude })).toMatchObject({
    state: 'connected',
    control: 'detectable',
    evidence: [
      "It was attached to a project at Claude on 2026-11-20, as Claude's own record says.",
      "Claude's settings say that sessions in the cloud are switched off, since 2026-11-21.",
    ],
  })
  expect(reachOf('cloud-session', off, { atClaude: [] }).state).toBe('not-seen')
})

test('sessions in the cloud go through people: unknown until an owner says that they are off', () => {
  const base = { basePermission: known('read' as const) }
  expect(
    reachOf('cloud-session', { ...base, cloudSessions: unknown('nobody has confirmed it') }),
  ).toMatchObject({
    state: 'unknown',
    control: 'unknown',
    evidence: ['Every member of the organization has the permission read.', '3 people can read it.'],
  })
  expect(reachOf('cloud-session', { ...base, cloudSessions: known(true) }).state).toBe('possible')
  expect(reachOf('cloud-session', { ...base, cloudSessions: known(false) }).state).toBe('not-seen')
})

describe('signs that an assistant worked in a repository', () => {
  const at = new Date('2026-05-04T12:00:00Z')
  const acted = [{ assistant: 'claude', kind: 'event' as const, at }]

  test('make an installation possible that cannot be listed, and say when', () => {
    expect(
      reachOf('app-installation', { installations: unknown('the plan') }, { activity: acted }),
    ).toMatchObject({ state: 'possible', evidence: ['Its account acted in it on 2026-05-04.'] })
  })

  test('of another assistant say nothing', () => {
    const activity = [{ assistant: 'other', kind: 'event' as const, at }]
    expect(reachOf('app-installation', {}, { activity })).toMatchObject({ state: 'not-seen', evidence: [] })
  })

  test('in commits are evidence of sessions, which may have been anywhere', () => {
    const activity = [{ assistant: 'claude', kind: 'commit' as const, at }]
    const { state, evidence } = reachOf('cloud-session', { cloudSessions: known(true) }, { activity })
    expect(state).toBe('possible')
    expect(evidence.join(' ')).toContain('2026-05-04')
  })
})

const file = {
  kind: 'file' as const,
  file: '.github/workflows/claude.yml',
  place: null,
  form: 'action',
  what: 'runs anthropics/claude-code-action',
  triggers: [],
  secrets: [],
}

describe('workflows that are switched off', () => {
  const other = { ...file, file: '.github/workflows/review.yml' }
  const off = (by: 'gatehouse' | 'person' | 'github', path = file.file) => ({ path, by })

  test.each([
    ['gatehouse', 'is switched off by Gatehouse; anyone with write access can switch it on.'],
    ['person', 'is switched off by a person; anyone with write access can switch it on.'],
    ['github', 'is switched off by GitHub itself'],
  ] as const)('by %s may run again, which is said, and are not said to be gone', (by, words) => {
    const read = reachOf('workflow', {}, { workflows: known([file]), switchedOff: known([off(by)]) })
    expect(read.state).toBe('possible')
    expect(read.evidence).toEqual([
      '.github/workflows/claude.yml runs anthropics/claude-code-action.',
      expect.stringContaining(words),
    ])
  })

  test('connect as long as another one runs, on whichever branch', () => {
    const switchedOff = known([off('gatehouse')])
    expect(reachOf('workflow', {}, { workflows: known([file, other]), switchedOff }).state).toBe('connected')
    const both = { workflows: known([file]), otherWorkflows: known([other]), switchedOff }
    expect(reachOf('workflow', {}, both).state).toBe('connected')
  })

  test('are off on other branches too, and what runs nobody says nothing', () => {
    const switchedOff = known([off('person'), off('person', '.github/workflows/build.yml')])
    const same = { workflows: known([file]), otherWorkflows: known([file]), switchedOff }
    expect(reachOf('workflow', {}, same).state).toBe('possible')
    expect(reachOf('workflow', {}, { workflows: known([]), switchedOff }).state).toBe('not-seen')
  })

  test('are taken for running where that cannot be read, and why is said', () => {
    const read = reachOf('workflow', {}, { workflows: known([file]), switchedOff: unknown('no permission') })
    expect(read).toMatchObject({ state: 'connected', why: 'no permission' })
  })
})

describe('workflows on other branches', () => {
  test('connect as those of the default branch do', () => {
    expect(reachOf('workflow', {}, { otherWorkflows: known([file]) })).toMatchObject({
      state: 'connected',
      evidence: ['.github/workflows/claude.yml on another branch runs anthropics/claude-code-action.'],
    })
  })

  test('that were not looked at are said not to have been', () => {
    expect(reachOf('workflow', {}, { otherWorkflows: unknown('it was not scanned yet') })).toMatchObject({
      state: 'not-seen',
      why: 'it was not scanned yet',
    })
  })
})
