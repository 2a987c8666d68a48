import { expect, test } from 'vitest'
import { type CheckPlanning, wantedChecks } from '../../../app/enforcement/decision-check/wanted-checks.ts'
import type { EffectAction } from '../../../app/enforcement/effects/effect-action.ts'
import { known } from '../../../policies/facts.ts'
import { resolvePolicy } from '../../../policies/resolve-policy.ts'

interface Given extends Partial<CheckPlanning> {
  /** Commits on which somebody else has set the status last. */
  readonly taken?: readonly string[]
  readonly ownCheck?: 'of-our-app' | 'of-anybody'
  readonly heads?: readonly string[]
  /** undefined: it cannot be read. */
  readonly queue?: readonly string[] | undefined
  readonly shown?: Readonly<Record<string, string>>
  readonly open?: readonly EffectAction[]
  readonly last?: EffectAction | undefined
}

const decided = { outcome: 'denied', reasons: [], policy: '3' } as const
const protectedBy = (ownCheck: Given['ownCheck']) => ({
  branchProtection: known({ protected: true, reviews: 1, ...(ownCheck && { ownCheck }) }),
})

const planning = ({
  heads = [],
  shown = {},
  open = [],
  last,
  queue,
  taken = [],
  ownCheck,
  ...more
}: Given): CheckPlanning => ({
  // oxlint-disable-next-line no-unsafe-type-assertion -- nothing more of it is looked at
  organization: {
    installation: { permissions: { checks: 'write', statuses: 'write' } },
  } as unknown as CheckPlanning['organization'],
  records: {
    shownOn: async () => new Map(Object.entries(shown)),
    lastAction: async () => last,
    openActions: async () => open,
  },
  github: {
    readStatusOrigin: async (_, commit) => known({ isOurs: !taken.includes(commit), person: undefined }),
    listMergeGroups: async () =>
      queue ? { known: true, value: queue } : { known: false, why: 'it is not told' },
    listPulls: async () => ({ known: true, value: heads.map((head, number) => ({ number, head })) }),
  },
  pulls: 'asked',
  repository: '7',
  snapshot: { githubId: 70, name: 'web', isArchived: false, defaultBranch: 'main' },
  decision: { ...decided, mode: 'notify', facts: protectedBy(ownCheck) },
  policy: resolvePolicy({ version: 1, changes: { status: true } }),
  reaches: [],
  stayUntil: undefined,
  isAskedFor: false,
  now: new Date(0),
  ...more,
})

const commitsOf = async (given: Given): Promise<readonly unknown[]> =>
  (await wantedChecks(planning(given))).map(({ action }) => 'commit' in action && action.commit)
const shownOn = async (head: string) => {
  const [first] = await wantedChecks(planning({ heads: [head] }))
  if (first?.action.kind !== 'show-decision') throw new Error('it is to be shown')
  return first.action
}
const [shownA, onB] = [await shownOn('a'), await shownOn('b')]
const { digest } = shownA

test('heads that do not show it yet are shown it, where it is switched on and may be written', async () => {
  expect(await commitsOf({ heads: ['a', 'b', 'a'], shown: { b: digest, c: 'x' } })).toEqual(['a'])
  expect(await commitsOf({ heads: ['a'], shown: { a: 'another' } })).toEqual(['a'])
  const decision = { ...decided, mode: 'observe', facts: protectedBy(undefined) } as const
  expect(await commitsOf({ heads: ['a'], decision })).toEqual([])
  expect(await commitsOf({ heads: ['a'], policy: resolvePolicy({ version: 1 }) })).toEqual([])
})

test('all of many heads are shown it, the newest first, and what waits in a merge queue before them', async () => {
  const heads = Array.from({ length: 250 }, (_, index) => `head-${index}`)
  expect(await commitsOf({ heads })).toEqual(heads)
  expect(await commitsOf({ heads: ['a', 'b'], queue: ['q', 'b'] })).toEqual(['q', 'b', 'a'])
  // Nothing can wait to be merged where nothing is open.
  expect(await commitsOf({ heads: [], queue: ['q'] })).toEqual([])
})

test('where GitHub is not asked, what is planned goes on, and only what says something else has the repository read', async () => {
  const pulls = 'unasked'
  expect(await commitsOf({ pulls })).toEqual([])
  expect(await commitsOf({ pulls, last: shownA })).toEqual([])
  expect(await commitsOf({ pulls, last: shownA, open: [onB] })).toEqual(['b'])
  const other = { ...shownA, digest: 'another' }
  expect(await commitsOf({ pulls, last: other })).toEqual(['a'])
})

test('what somebody else has set over it is set again where a merge would pass by it, and only there', async () => {
  const given = { heads: ['a', 'b'], shown: { a: digest, b: digest }, taken: ['b'] }
  expect(await commitsOf({ ...given, ownCheck: 'of-anybody' })).toEqual(['b'])
  expect(await commitsOf({ ...given, ownCheck: 'of-our-app' })).toEqual([])
  expect(await commitsOf(given)).toEqual([])
})
