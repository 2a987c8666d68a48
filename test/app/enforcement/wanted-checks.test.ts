import { expect, test } from 'vitest'
import { type CheckPlanning, wantedChecks } from '../../../app/enforcement/decision-check/wanted-checks.ts'
import type { EffectAction } from '../../../app/enforcement/effects/effect-action.ts'
import { resolvePolicy } from '../../../policies/resolve-policy.ts'

interface Given extends Partial<CheckPlanning> {
  readonly heads?: readonly string[]
  /** undefined: it cannot be read. */
  readonly queue?: readonly string[] | undefined
  readonly shown?: Readonly<Record<string, string>>
  readonly open?: readonly EffectAction[]
  readonly last?: EffectAction | undefined
}

const planning = ({ heads = [], shown = {}, open = [], last, queue, ...more }: Given): CheckPlanning => ({
  // oxlint-disable-next-line no-unsafe-type-assertion -- nothing more of it is looked at
  organization: {
    installation: { permissions: { checks: 'write' } },
  } as unknown as CheckPlanning['organization'],
  records: {
    shownOn: async () => new Map(Object.entries(shown)),
    lastAction: async () => last,
    openActions: async () => open,
  },
  github: {
    listMergeGroups: async () =>
      queue ? { known: true, value: queue } : { known: false, why: 'it is not told' },
    listPulls: async () => ({ known: true, value: heads.map((head, number) => ({ number, head })) }),
  },
  pulls: 'asked',
  repository: '7',
  snapshot: { githubId: 70, name: 'web', isArchived: false, defaultBranch: 'main' },
  decision: { outcome: 'denied', reasons: [], mode: 'notify', policy: '3' },
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
  const decision = { outcome: 'denied', reasons: [], mode: 'observe', policy: '3' } as const
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
