import { expect, test } from 'vitest'
import type { OpenChange } from './chaos-program.ts'
import { madeProblems } from './judge-made.ts'
import { noActs, stateWith } from './judged-state.ts'
import type { MadeInOrganization, MadeInRepository } from './made-on-github.ts'

const everything = ['workflows', 'property', 'status', 'issues', 'remediation', 'ruleset', 'tokens']

interface Case {
  readonly outcome?: string
  readonly findings?: readonly string[]
  readonly made?: Partial<MadeInRepository>
  readonly organization?: Partial<MadeInOrganization>
  readonly open?: readonly Partial<OpenChange>[]
  readonly on?: readonly string[]
  readonly lastSwitched?: 'program' | 'people'
  readonly reasons?: readonly string[]
}

function judge({
  outcome = 'allowed',
  findings = [],
  made = {},
  organization = {},
  open = [],
  on = everything,
  lastSwitched = 'program',
  reasons = [],
}: Case): readonly string[] {
  const decision = {
    repository: 'acme/seven',
    outcome,
    group: null,
    reasons,
    reaches: [],
    findings,
    scanned: null,
  }
  const acts = {
    ...noActs,
    acceptedAt: new Map([['acme', 1]]),
    switches: new Map([['acme', [{ at: 1, on: new Set(on) }]]]),
    open: open.map((one) => ({
      organization: 'acme',
      place: 'acme#7',
      kind: '',
      state: 'held' as const,
      ...one,
    })),
  }
  const repository: MadeInRepository = {
    place: 'acme#7',
    id: 7,
    organization: 'acme',
    name: 'seven',
    isArchived: false,
    isPublic: false,
    workflow: undefined,
    property: outcome,
    shown: [],
    written: [],
    proposals: [],
    policies: [],
    ...made,
  }
  const own = {
    login: 'acme',
    rulesets: ['Gatehouse: one'],
    hasProperty: true,
    beyondLimits: [],
    ...organization,
  }
  return madeProblems(
    stateWith(acts, new Map([['acme#7', decision]])),
    { repositories: [repository], organizations: [own] },
    new Map([[7, lastSwitched]]),
  )
}

const shown = (checks: readonly string[], statuses: readonly string[] = ['Claude is allowed here']) => ({
  shown: [{ commit: 'c0', isHead: true, checks, statuses }],
})
const issue = (mark: string, state: 'open' | 'closed' = 'open') => ({
  what: 'issue' as const,
  state,
  marks: [mark],
})

test('what is as it was decided is right, and what is switched off or waits is as people left it', () => {
  expect(judge({ made: { workflow: 'on', ...shown(['Claude is allowed here']) } })).toEqual([])
  expect(judge({ outcome: 'denied', made: { workflow: 'off' } })).toEqual([])
  const wrong = { outcome: 'denied', made: { workflow: 'on', property: 'allowed' } } as const
  expect(judge({ ...wrong, on: ['ruleset'] })).toEqual([])
  expect(judge({ ...wrong, open: [{ kind: 'disable-workflow' }, { kind: 'set-property' }] })).toEqual([])
})

test('a workflow that runs where it may not, or that was not switched on again, is told', () => {
  expect(judge({ outcome: 'denied', made: { workflow: 'on' } })).toEqual([
    'acme/seven is denied, and a workflow runs an assistant in it',
  ])
  expect(judge({ made: { workflow: 'off' } })).toEqual([
    'acme/seven is allowed, and its workflow was not switched on again',
  ])
  expect(judge({ made: { workflow: 'off' }, lastSwitched: 'people' })).toEqual([])
})

test('a property, a check or a status that says something else is told', () => {
  expect(judge({ made: { property: 'denied' } })).toEqual([
    expect.stringContaining('its property says "denied"'),
  ])
  expect(judge({ made: shown(['Claude is denied here']) })).toEqual([
    expect.stringContaining('the check says'),
  ])
  expect(judge({ made: shown(['Claude is allowed here'], []) })).toEqual([
    expect.stringMatching(/the status says nothing$/),
  ])
})

test('owners who are told what is not so, or before everybody, are told of', () => {
  const written = [issue('gatehouse: owner-notice')]
  expect(judge({ made: { written } })).toEqual([expect.stringContaining('its owners are told')])
  expect(judge({ outcome: 'denied', made: { written, isPublic: true } })).toEqual([
    expect.stringContaining('everybody can read'),
  ])
  expect(judge({ outcome: 'denied', made: { written } })).toEqual([])
})

test('environment files without a pull request, and a pull request without them, are told', () => {
  const findings = ['dotenv-file .env open f1']
  expect(judge({ findings })).toEqual([expect.stringContaining('no pull request')])
  expect(judge({ findings, made: { proposals: ['open'] } })).toEqual([])
  expect(judge({ findings, made: { proposals: ['closed'] } })).toEqual([])
  expect(judge({ made: { proposals: ['merged', 'open'] } })).toEqual([expect.stringContaining('not there')])
})

test('what was made twice is told', () => {
  const same = ['Claude is allowed here', 'Claude is allowed here']
  expect(judge({ made: shown(same, same) })).toEqual([
    expect.stringMatching(/the check .* is there twice$/),
    expect.stringMatching(/the status .* is there twice$/),
  ])
  const written = [issue('gatehouse:17', 'closed'), issue('gatehouse:17')]
  expect(judge({ made: { written } })).toEqual([expect.stringContaining('issue gatehouse:17 is there twice')])
  const preview = (what: 'comment on 3' | 'comment on 4') => ({
    what,
    state: 'open' as const,
    marks: ['gatehouse: policy preview'],
  })
  expect(judge({ made: { written: [preview('comment on 3'), preview('comment on 4')] } })).toEqual([])
  expect(judge({ made: { written: [preview('comment on 3'), preview('comment on 3')] } })).toEqual([
    expect.stringContaining('comment on 3 gatehouse: policy preview is there twice'),
  ])
  const findings = ['dotenv-file .env open f1']
  expect(judge({ findings, made: { proposals: ['open', 'open'] } })).toEqual([
    expect.stringContaining('2 pull requests'),
  ])
  const policies = ['1', '2', '1'].map((id) => ({ branch: `gatehouse/policy-${id}`, isOpen: false }))
  expect(judge({ made: { policies } })).toEqual(['acme/seven: gatehouse/policy-1 has two pull requests'])
})

test('rulesets that are missing or left over, and tokens beyond the limits, are told', () => {
  expect(judge({ organization: { rulesets: [] } })).toEqual([expect.stringContaining('has 0 rulesets')])
  const off = everything.filter((one) => one !== 'ruleset')
  expect(judge({ on: off })).toEqual([expect.stringContaining('has 1 rulesets')])
  expect(judge({ organization: { beyondLimits: ['endless'] } })).toEqual([
    'acme: beyond the limits are endless',
  ])
  const held = { place: undefined, kind: 'revoke-token' }
  expect(judge({ organization: { beyondLimits: ['endless'] }, open: [held] })).toEqual([])
})

test('what is left to people and stands in no issue is told, and so is an issue of nothing', () => {
  const made = { name: 'gatehouse' }
  const open = [{ kind: 'connect', state: 'manual' as const }]
  expect(judge({ made, open })).toEqual(['acme: something is left to people, and its issue is not'])
  const written = [issue('gatehouse: manual-steps')]
  expect(judge({ made: { ...made, written }, open })).toEqual([])
  expect(judge({ made: { ...made, written } })).toEqual([
    'acme: nothing is left to people, and its issue is open',
  ])
})

test('in what is there to be empty nothing is made', () => {
  expect(judge({ reasons: ['quarantine: met'], made: { property: undefined } })).toEqual([])
  expect(judge({ made: { property: undefined } })).toHaveLength(1)
})
