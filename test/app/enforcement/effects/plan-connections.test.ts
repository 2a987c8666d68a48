import { describe, expect, test } from 'vitest'
import { known, unknown } from '../../../../policies/facts.ts'
import { resolvePolicy, type Policy } from '../../../../policies/resolve-policy.ts'
import type { Reason } from '../../../../policies/readiness.ts'
import {
  type ConnectionPlanning,
  planConnections,
} from '../../../../app/enforcement/effects/plan-connections.ts'
import type { InstallationFact } from '../../../../app/enforcement/inventory/facts.ts'
import { assistants } from '../../../../scanner/assistants/assistants.ts'

const now = new Date('2026-11-26T12:00:00Z')
const soon = new Date('2026-11-26T13:00:00Z')
const before = new Date('2026-11-26T11:00:00Z')

const claudeOn = (ids: readonly number[], over: Partial<InstallationFact> = {}): InstallationFact => ({
  id: 9,
  appId: 1,
  slug: 'claude',
  selection: 'selected',
  isSuspended: false,
  permissions: {},
  repositories: known(new Set(ids)),
  ...over,
})

const policy: Policy = resolvePolicy({
  version: 1,
  mode: 'enforce',
  changes: { connections: true },
  disconnectUntilFixed: { graceHours: { critical: 24 } },
  groups: [
    { name: 'open', match: ['acme/web'], access: 'allow' },
    { name: 'asked', match: ['acme/app'], access: 'approval', approval: { by: ['acme/security'] } },
  ],
})
const found: Reason = {
  check: 'secrets-in-tree',
  state: 'unmet',
  wanted: 'none',
  found: 'one',
  findings: ['g1:0'],
}
const hidden: Reason = { check: 'visibility', state: 'unmet', wanted: 'private', found: 'public' }

interface Case {
  readonly outcome: ConnectionPlanning['decision']['outcome']
  readonly group?: string
  readonly reasons?: readonly Reason[]
  readonly isOn: boolean
  readonly over?: Partial<ConnectionPlanning>
}

/** `connect`, `disconnect`, `disconnect until fixed`, or nothing. */
function planned({ outcome, group = 'open', reasons = [], isOn, over = {} }: Case): readonly string[] {
  const wanted = planConnections({
    assistants: assistants.filter(({ id }) => id === 'claude'),
    reach: { installations: known([claudeOn(isOn ? [7, 8] : [8])]), ownApps: {} },
    githubId: 7,
    decision: { outcome, group, reasons, mode: 'enforce', policy: '1' },
    policy,
    stayUntil: undefined,
    disconnectAt: undefined,
    switching: new Set(),
    takenUntilFixed: new Set(),
    lostByRestore: new Set(),
    now,
    ...over,
  })
  return wanted.map(({ action }) =>
    action.kind === 'disconnect' && action.until === 'fixed' ? 'disconnect until fixed' : action.kind,
  )
}

test.each<readonly [string, Case, readonly string[]]>([
  ['what is denied is taken', { outcome: 'denied', isOn: true }, ['disconnect']],
  ['and not where it is not there', { outcome: 'denied', isOn: false }, []],
  ['what may be connected without an approval is left as it is', { outcome: 'allowed', isOn: false }, []],
  ['what was approved is connected', { outcome: 'allowed', group: 'asked', isOn: false }, ['connect']],
  ['what is approved and connected stays', { outcome: 'allowed', group: 'asked', isOn: true }, []],
  [
    'what needs an approval is taken',
    { outcome: 'needs-approval', group: 'asked', isOn: true },
    ['disconnect'],
  ],
  [
    'but not while its owners may still ask',
    { outcome: 'needs-approval', group: 'asked', isOn: true, over: { stayUntil: soon } },
    [],
  ],
  [
    'and then it is',
    { outcome: 'needs-approval', group: 'asked', isOn: true, over: { stayUntil: before } },
    ['disconnect'],
  ],
  [
    'what is denied is not spared by that',
    { outcome: 'denied', isOn: true, over: { stayUntil: soon } },
    ['disconnect'],
  ],
  ['what is not known is neither taken', { outcome: 'unknown', isOn: true }, []],
  ['nor given', { outcome: 'unknown', group: 'asked', isOn: false }, []],
])('%s', (_, one, expected) => {
  expect(planned(one)).toEqual(expected)
})

describe('disconnect until fixed', () => {
  test('findings alone leave their owners their time, and then take it', () => {
    const denied = { outcome: 'denied', reasons: [found], isOn: true } as const
    expect(planned(denied)).toEqual([])
    expect(planned({ ...denied, over: { disconnectAt: soon } })).toEqual([])
    expect(planned({ ...denied, over: { disconnectAt: before } })).toEqual(['disconnect until fixed'])
  })

  test('whatever else denies it does not wait', () => {
    const denied = { outcome: 'denied', reasons: [found, hidden], isOn: true } as const
    expect(planned({ ...denied, over: { disconnectAt: soon } })).toEqual(['disconnect'])
  })

  test('a policy without conditions about findings is no excuse', () => {
    expect(planned({ outcome: 'allowed', isOn: true, over: { disconnectAt: before } })).toEqual([
      'disconnect until fixed',
    ])
  })

  test('what was taken for it is given back, and nothing else', () => {
    const fixed = { outcome: 'allowed', isOn: false } as const
    expect(planned({ ...fixed, over: { takenUntilFixed: new Set([9]) } })).toEqual(['connect'])
    expect(planned({ ...fixed, over: { takenUntilFixed: new Set([10]) } })).toEqual([])
  })
})

describe('on all repositories', () => {
  const onAll = known([claudeOn([], { selection: 'all', repositories: unknown('it is on all of them') })])
  const selecting = { ...policy, changes: { ...policy.changes, selection: true } }
  const over = { policy: selecting, reach: { installations: onAll, ownApps: {} } }

  test.each<readonly [string, Case, readonly string[]]>([
    ['what is denied is taken by switching it', { outcome: 'denied', isOn: true, over }, ['disconnect']],
    ['what was approved is there', { outcome: 'allowed', group: 'asked', isOn: true, over }, []],
    ['what is not known stays', { outcome: 'unknown', isOn: true, over }, []],
  ])('%s', (_, one, expected) => {
    expect(planned(one)).toEqual(expected)
  })

  test('a switch that is under way is planned for as though nothing were gone', () => {
    const underWay = { policy: selecting, switching: new Set([9]) }
    expect(planned({ outcome: 'denied', isOn: false, over: underWay })).toEqual(['disconnect'])
    expect(planned({ outcome: 'allowed', group: 'asked', isOn: false, over: underWay })).toEqual([])
  })
})

describe('nothing is planned', () => {
  const denied = { outcome: 'denied', isOn: true } as const
  const decision = { outcome: 'denied', group: 'open', reasons: [], policy: '1' } as const

  test.each(['observe', 'notify'] as const)('in %s', (mode) => {
    expect(planned({ ...denied, over: { decision: { ...decision, mode } } })).toEqual([])
  })

  test('where the policy does not switch it on', () => {
    const off = { ...policy, changes: { ...policy.changes, connections: false } }
    expect(planned({ ...denied, over: { policy: off } })).toEqual([])
  })

  test.each<readonly [string, ConnectionPlanning['reach']['installations']]>([
    ['installations cannot be read', unknown('refused')],
    ['their repositories cannot be read', known([claudeOn([], { repositories: unknown('refused') })])],
    ['the App is on all repositories', known([claudeOn([7], { selection: 'all' })])],
    ['the App is suspended', known([claudeOn([7], { isSuspended: true })])],
    ['it is not an App of an assistant', known([claudeOn([7], { slug: 'renovate', appId: 2 })])],
  ])('where %s', (_, installations) => {
    expect(planned({ ...denied, over: { reach: { installations, ownApps: {} } } })).toEqual([])
  })
})
