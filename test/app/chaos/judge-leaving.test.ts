import { expect, test } from 'vitest'
import { connectionProblems } from './judge-connections.ts'
import { leavingProblems } from './judge-leaving.ts'
import type { LastSwitched } from './judge-made.ts'
import { writeProblems } from './judge-writes.ts'
import { noActs, stateWith } from './judged-state.ts'
import type { MadeInOrganization, MadeInRepository } from './made-on-github.ts'

const minute = 60_000
const leaving = { organization: 'acme', from: minute, until: Infinity, left: [], planned: [] }
const nothing: MadeInOrganization = { login: 'acme', rulesets: [], hasProperty: false, beyondLimits: [] }
const web: MadeInRepository = {
  place: 'acme#7',
  id: 7,
  organization: 'acme',
  name: 'web',
  isArchived: false,
  isPublic: false,
  workflow: 'off',
  property: undefined,
  shown: [],
  written: [],
  proposals: ['closed'],
  policies: [],
}

interface Case {
  readonly leaving?: Partial<Omit<typeof leaving, 'left' | 'planned'>> & {
    readonly left?: readonly string[]
    readonly planned?: readonly string[]
  }
  readonly organization?: Partial<MadeInOrganization>
  readonly repository?: Partial<MadeInRepository>
  readonly lastSwitched?: LastSwitched
}

const judge = (one: Case): readonly string[] =>
  leavingProblems(
    stateWith({ ...noActs, leaving: [{ ...leaving, ...one.leaving }] }),
    {
      organizations: [{ ...nothing, ...one.organization }],
      repositories: [{ ...web, ...one.repository }],
    },
    one.lastSwitched ?? new Map(),
  )

test('what Gatehouse made and leaves behind is told, and what is people’s own is not', () => {
  expect(judge({})).toEqual([])
  expect(judge({ leaving: { left: ['ruleset 3'] } })).toEqual([
    expect.stringContaining('ruleset 3 is recorded'),
  ])
  expect(judge({ organization: { rulesets: ['Gatehouse: one'], hasProperty: true } })).toHaveLength(2)
  expect(judge({ repository: { proposals: ['open'] } })).toEqual([expect.stringContaining('pull request')])
  const policies = [{ branch: 'gatehouse/policy-1', isOpen: true }]
  expect(judge({ repository: { policies } })).toEqual([expect.stringContaining('pull request')])
  expect(judge({ lastSwitched: new Map([[7, 'program']]) })).toEqual([
    expect.stringContaining('switched off'),
  ])
  const written = [{ what: 'issue', state: 'open', marks: [] }] as const
  expect(judge({ repository: { written } })).toEqual([expect.stringContaining('an issue is open in web')])
  expect(judge({ repository: { written, isArchived: true } })).toEqual([])
})

test('where it stays after all nothing has to be gone, but nothing may have been planned meanwhile', () => {
  expect(judge({ leaving: { until: 2 * minute }, organization: { hasProperty: true } })).toEqual([])
  expect(judge({ leaving: { until: 2 * minute, planned: ['set-property', 'set-property'] } })).toEqual([
    'acme: set-property was planned while Gatehouse was to leave',
  ])
})

const acts = {
  ...noActs,
  acceptedAt: new Map([['acme', 0]]),
  outcomes: new Map([['acme#7', [{ at: 0, outcome: 'denied' }]]]),
  switches: new Map([['acme', [{ at: 0, on: new Set(['property', 'connections']) }]]]),
  leaving: [leaving],
}
const write = {
  operation: 'orgs/custom-properties-for-repos-create-or-update-organization-values',
  switch: 'property',
  organization: 'acme',
  repository: undefined,
  path: '/orgs/acme/properties/values',
  isChange: true,
} as const

test('what is written or taken while Gatehouse is to leave is told, what it takes back is not', () => {
  const judged = (over: object, at: number) => writeProblems(stateWith(acts), [{ ...write, ...over, at }])
  expect(judged({}, minute + 5_000)).toEqual([])
  expect(judged({}, 2 * minute)).toEqual([expect.stringMatching(/while Gatehouse was to leave$/)])
  const back = { operation: 'actions/enable-workflow', switch: 'workflows', repository: 7 }
  expect(judged(back, 2 * minute)).toEqual([])
  // Before that it is neither switched on nor allowed.
  expect(judged(back, minute - 1)).toHaveLength(2)
  expect(judged({ operation: 'issues/create-comment', switch: 'always' }, 2 * minute)).toEqual([])

  const change = {
    way: 'app',
    at: 2 * minute,
    organization: 'acme',
    repository: 7,
    change: 'removed',
    by: 'program',
  } as const
  const connections = { connected: new Map(), given: new Map(), changes: [change] }
  expect(connectionProblems(stateWith(acts), connections)).toEqual([
    expect.stringMatching(/while Gatehouse was to leave$/),
  ])
})
