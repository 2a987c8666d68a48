import { describe, expect, test } from 'vitest'
import { decide, type Decision, type DecisionInput } from '../../policies/decide.ts'
import { known, unknown } from '../../policies/facts.ts'
import { modeAt } from '../../policies/mode-at.ts'
import type { WrittenPolicy } from '../../policies/policy.ts'
import { resolvePolicy } from '../../policies/resolve-policy.ts'
import { approval, assessed, coverage, deleted, facts, fingerprint, instant, now } from './samples.ts'

type Groups = NonNullable<WrittenPolicy['groups']>

function decision(
  groups: Groups,
  parts: Partial<DecisionInput> = {},
  rest: Partial<WrittenPolicy> = {},
): Decision {
  const policy = resolvePolicy({ version: 1, groups, ...rest })
  return decide({ policy, facts: facts(), approvals: known([]), findings: [], now, ...parts })
}

const allow: Groups[number] = { name: 'all', match: ['**'], access: 'allow' }
const asking: Groups[number] = {
  name: 'asking',
  match: ['acme/*'],
  access: 'approval',
  approval: { by: ['acme/security'], maxDays: 60 },
}

describe('which group decides', () => {
  test('the first that matches, whatever stands below', () => {
    const shop: Groups[number] = { name: 'shop', match: ['ACME/Shop'], access: 'deny' }
    expect(decision([allow, shop])).toMatchObject({ outcome: 'allowed', group: 'all' })
    expect(decision([shop, allow])).toMatchObject({ outcome: 'denied', group: 'shop' })
  })

  test('one that leaves the repository out does not', () => {
    expect(decision([{ ...allow, except: ['*/shop'] }])).toMatchObject({
      outcome: 'denied',
      group: 'default',
    })
    expect(decision([{ ...allow, except: ['*/shop'] }], {}, { default: 'allow' })).toMatchObject({
      outcome: 'allowed',
      group: 'default',
    })
  })

  test.each<[NonNullable<Groups[number]['where']>, string]>([
    [{ visibility: ['private'] }, 'allowed'],
    [{ visibility: ['public'] }, 'denied'],
    [{ topics: ['other', 'shop'] }, 'allowed'],
    [{ topics: ['other'] }, 'denied'],
    [{ customProperties: { tier: ['gold'] } }, 'allowed'],
    [{ customProperties: { tier: ['gold'], teams: ['green'] } }, 'denied'],
    [{ visibility: ['private'], topics: ['other'] }, 'denied'],
  ])('%j: %s', (where, outcome) => {
    expect(decision([{ ...allow, where }]).outcome).toBe(outcome)
  })

  test('where it cannot be settled, nothing is granted and nothing is denied', () => {
    const publicOnes: Groups[number] = {
      name: 'public',
      match: ['**'],
      access: 'deny',
      where: { visibility: ['public'] },
    }
    expect(decision([publicOnes, allow], { facts: facts({ visibility: unknown('timeout') }) })).toEqual({
      outcome: 'unknown',
      group: null,
      reasons: [
        {
          check: 'group',
          state: 'unknown',
          wanted: 'it is certain which group applies',
          found: 'public may apply: whether the visibility is public could not be read: timeout',
          todo: 'Make it readable, then check again.',
        },
      ],
      changesAt: null,
    })
  })

  test('what does not matter may stay unreadable', () => {
    const other: Groups[number] = {
      name: 'other',
      match: ['elsewhere/*'],
      access: 'deny',
      where: { visibility: ['public'] },
    }
    expect(decision([other, allow], { facts: facts({ visibility: unknown('timeout') }) }).outcome).toBe(
      'allowed',
    )
  })
})

describe('conditions', () => {
  const strict = {
    ...allow,
    conditions: { noSecretsInTree: {}, visibility: ['private' as const] },
    advice: { noRiskyFiles: {} },
  }

  test('all that hold are kept as reasons too', () => {
    const { outcome, reasons } = decision([strict])
    expect(outcome).toBe('allowed')
    expect(reasons.map(({ check, state }) => `${check}: ${state}`)).toEqual([
      'group: met',
      'secrets-in-tree: met',
      'visibility: met',
      'risky-files: met',
    ])
  })

  test('one that does not hold denies, also where another cannot be read', () => {
    const parts = { findings: [assessed()], facts: facts({ visibility: unknown('timeout') }) }
    expect(decision([strict], parts).outcome).toBe('denied')
    expect(decision([strict], parts).reasons.map(({ state }) => state)).toEqual([
      'met',
      'unmet',
      'unknown',
      'met',
    ])
  })

  test('one that cannot be read is unknown', () => {
    expect(decision([strict], { facts: facts({ visibility: unknown('timeout') }) }).outcome).toBe('unknown')
  })

  test('advice decides nothing', () => {
    const { outcome, reasons } = decision([strict], { findings: [assessed({ kind: 'file' })] })
    expect(outcome).toBe('allowed')
    expect(reasons.at(-1)).toMatchObject({ check: 'risky-files', state: 'unmet', advisory: true })
  })

  test('a denied group still says what else was found', () => {
    expect(
      decision([{ ...strict, access: 'deny' }], { findings: [assessed()] }).reasons.map(({ state }) => state),
    ).toEqual(['unmet', 'unmet', 'met', 'met'])
  })
})

const outcomeWith = (
  approvals: Parameters<typeof approval>[0][],
  rule = {},
  parts: Partial<DecisionInput> = {},
): string =>
  decision([{ ...asking, approval: { ...asking.approval!, ...rule } }], {
    approvals: known(approvals.map(approval)),
    ...parts,
  }).outcome

describe('approvals', () => {
  test.each([
    ['none', [], {}, 'needs-approval'],
    ['one in force', [{}], {}, 'allowed'],
    ['one that ended', [{ expiresAt: instant(0) }], {}, 'needs-approval'],
    ['one that begins later', [{ grantedAt: instant(1) }], {}, 'needs-approval'],
    ['one older than the policy lets it be', [{ grantedAt: instant(-60) }], {}, 'needs-approval'],
    ['one a moment younger', [{ grantedAt: instant(-59.999) }], {}, 'allowed'],
    ['one with a date that is none', [{ expiresAt: 'never' }], {}, 'needs-approval'],
    ['one by somebody else', [{ actsFor: known(['acme/design']) }], {}, 'needs-approval'],
    ['one by a team in other letters', [{ actsFor: known(['Acme/Security']) }], {}, 'allowed'],
    ['one of oneself', [{ by: 'Alice' }], {}, 'needs-approval'],
    ['one of oneself, where that is taken', [{ by: 'alice' }], { selfApproval: true }, 'allowed'],
    ['two of the same person', [{}, { by: 'BOB' }], { count: 2 }, 'needs-approval'],
    ['two people', [{}, { by: 'carol' }], { count: 2 }, 'allowed'],
    ['an owner', [{ actsFor: known(['$owners']) }], { by: ['$owners'] }, 'allowed'],
    ['one whose teams cannot be read', [{ actsFor: unknown('timeout') }], {}, 'unknown'],
    [
      'one whose teams cannot be read, and one that suffices',
      [{ actsFor: unknown('timeout') }, { by: 'carol' }],
      {},
      'allowed',
    ],
    [
      'too few even with those that cannot be read',
      [{ actsFor: unknown('timeout') }],
      { count: 2 },
      'needs-approval',
    ],
  ] as const)('%s', (_, approvals, rule, wanted) => {
    expect(outcomeWith([...approvals], structuredClone(rule))).toBe(wanted)
  })

  test('that cannot be read are unknown', () => {
    expect(outcomeWith([], {}, { approvals: unknown('timeout') })).toBe('unknown')
  })

  test('never outweigh a condition', () => {
    const group = { ...asking, conditions: { noSecretsInTree: {} } }
    expect(decision([group], { approvals: known([approval()]), findings: [assessed()] }).outcome).toBe(
      'denied',
    )
  })
})

const changesAt = (parts: Partial<DecisionInput>, group = asking): string | null =>
  decision([group], parts).changesAt

describe('changesAt', () => {
  test('is null where nothing ends by itself', () => {
    expect(changesAt({})).toBeNull()
  })

  test('is the end of an approval, by its own date or by the policy', () => {
    expect(changesAt({ approvals: known([approval()]) })).toBe(instant(29))
    expect(changesAt({ approvals: known([approval({ grantedAt: instant(-50) })]) })).toBe(instant(10))
  })

  test('is the beginning of an approval', () => {
    expect(changesAt({ approvals: known([approval({ grantedAt: instant(3) })]) })).toBe(instant(3))
  })

  test('is the end of an allowlist entry, where that comes first', () => {
    const findings = [assessed({ status: 'risk-accepted', changesAt: instant(5) })]
    expect(changesAt({ findings, approvals: known([approval()]) })).toBe(instant(5))
  })

  test('is null for a group that denies', () => {
    expect(
      changesAt({ approvals: known([approval()]) }, { name: 'no', match: ['**'], access: 'deny' }),
    ).toBeNull()
  })
})

test('an emergency stands for every approval that is wanted, for a day at most, and for nothing else', () => {
  const emergency = { isEmergency: true, by: 'dev', requestedBy: 'dev', actsFor: known([]) }
  const two = { count: 2 }
  expect(outcomeWith([{ ...emergency, grantedAt: instant(-0.5), expiresAt: instant(0.1) }], two)).toBe(
    'allowed',
  )
  expect(outcomeWith([{ ...emergency, grantedAt: instant(-0.5), expiresAt: instant(0) }], two)).toBe(
    'needs-approval',
  )
  expect(outcomeWith([{ ...emergency, grantedAt: instant(-1), expiresAt: instant(9) }], two)).toBe(
    'needs-approval',
  )
  const given = known([approval({ ...emergency, grantedAt: instant(-0.5), expiresAt: instant(9) })])
  expect(decision([asking], { approvals: given }).changesAt).toBe(instant(0.5))
  expect(decision([{ ...asking, access: 'deny', approval: undefined }], { approvals: given }).outcome).toBe(
    'denied',
  )
})

test('an invalid clock denies approvals and does not throw', () => {
  const parts = { now: new Date(Number.NaN), approvals: known([approval()]) }
  expect(decision([asking], parts)).toMatchObject({ outcome: 'needs-approval', changesAt: null })
})

test('enforcement begins on its day, and only notifies before', () => {
  const policy = resolvePolicy({
    version: 1,
    mode: 'enforce',
    enforceFrom: '2026-06-16',
    groups: [{ ...allow, mode: 'observe' }],
  })
  const [first, last] = policy.groups
  expect(modeAt(last!, new Date('2026-06-15T23:59:59.999Z'))).toBe('notify')
  expect(modeAt(last!, new Date('2026-06-16T00:00:00Z'))).toBe('enforce')
  expect(modeAt(first!, new Date('2030-01-01'))).toBe('observe')
})

test('a decision is a plain value that survives JSON', () => {
  const one = decision([{ ...asking, conditions: { completeScan: {} } }], {
    findings: [assessed({ fingerprint: fingerprint(3) })],
    approvals: known([approval()]),
    facts: facts({ scan: known({ coverage: coverage(), history: true }) }),
  })
  expect(JSON.parse(JSON.stringify(one))).toEqual(one)
})

describe('an exception', () => {
  const at = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString()
  const exception = (check: string, from: number, until: number) => ({
    check,
    grantedAt: at(from),
    expiresAt: at(until),
  })
  const withSecret = { findings: [assessed()] }
  const guarded = { conditions: { noSecretsInTree: {}, branchProtection: {} } }
  const under = (...exceptions: readonly ReturnType<typeof exception>[]) =>
    decision([allow], { ...withSecret, exceptions }, guarded)

  test('waives its condition while it is in force, and leaves what was found', () => {
    expect(under().outcome).toBe('denied')
    const waived = under(exception('secrets-in-tree', -1, 10))
    expect(waived).toMatchObject({ outcome: 'allowed', changesAt: at(10) })
    const reason = waived.reasons.find(({ check }) => check === 'secrets-in-tree')
    expect(reason).toMatchObject({ state: 'unmet', advisory: true })
    expect(reason!.found).toContain('an exception waives it until')
  })

  test('that is over, has not begun, or is of something else waives nothing', () => {
    expect(under(exception('secrets-in-tree', -10, 0)).outcome).toBe('denied')
    expect(under(exception('secrets-in-tree', 1, 10))).toMatchObject({ outcome: 'denied', changesAt: at(1) })
    expect(under(exception('branch-protection', -1, 10)).outcome).toBe('denied')
  })

  test('outweighs neither a group that denies nor a missing approval', () => {
    const all = ['group', 'approval', 'secrets-in-tree'].map((check) => exception(check, -1, 10))
    const parts = { ...withSecret, exceptions: all }
    expect(decision([{ ...allow, access: 'deny' }], parts, guarded).outcome).toBe('denied')
    expect(decision([asking], parts, guarded).outcome).toBe('needs-approval')
  })

  test('waives findings of a class, and counts and shows all the others', () => {
    const finding = (rule: string, path: string, number: number) =>
      assessed({ rule, path, fingerprint: fingerprint(number), severity: 'high' })
    const findings = [
      finding('aws-access-key', 'test/one.ts', 1),
      finding('aws-access-key', 'test/two.ts', 2),
      finding('aws-access-key', 'src/one.ts', 3),
    ]
    const until = (paths: string[], days: number, more = {}) => ({
      findings: { rules: ['aws-*'], paths, ...more },
      grantedAt: at(-1),
      expiresAt: at(days),
    })
    const reasonUnder = (...exceptions: readonly ReturnType<typeof until>[]) => {
      const made = decision([allow], { findings, exceptions }, { conditions: { noSecretsInTree: {} } })
      return { ...made, reason: made.reasons.find(({ check }) => check === 'secrets-in-tree')! }
    }
    const tests = reasonUnder(until(['test/**'], 10))
    expect(tests).toMatchObject({ outcome: 'denied', changesAt: at(10) })
    expect(tests.reason.found).toBe(
      `1 open secret (1 high); with what exceptions waive until ${at(10).slice(0, 10)}: 3 open secrets (3 high)`,
    )
    expect(tests.reason.findings).toEqual([fingerprint(3)])
    const all = reasonUnder(until(['test/**'], 10), until(['src/**'], 5))
    expect(all).toMatchObject({ outcome: 'allowed', changesAt: at(5), reason: { state: 'met' } })
    expect(all.reason.found).toContain(`waive until ${at(5).slice(0, 10)}: 3 open secrets`)
    // Of two that waive the same it is the longer one that counts.
    expect(reasonUnder(until(['**/*.ts'], 3), until(['**/*.ts'], 9)).reason.found).toContain(
      at(9).slice(0, 10),
    )
    for (const exception of [
      until(['test/**'], 0),
      until(['docs/**'], 10),
      until(['**/*.ts'], 10, { severity: 'medium' }),
      until(['**/*.ts'], 10, { kinds: ['file'] }),
      until(['**/*.ts'], 10, { rules: ['aws'] }),
    ])
      expect(reasonUnder(exception).reason.found).toBe('3 open secrets (3 high)')
  })

  test('of findings says nothing of what could not be read, and outweighs no missing approval', () => {
    const everything = [{ findings: { paths: ['src/**'] }, grantedAt: at(-1), expiresAt: at(10) }]
    const parts = {
      ...withSecret,
      exceptions: everything,
      facts: facts({ scan: unknown('it was never scanned') }),
    }
    expect(decision([allow], parts, { conditions: { noSecretsInTree: {} } }).outcome).toBe('unknown')
    expect(decision([asking], { ...withSecret, exceptions: everything }, guarded).outcome).toBe(
      'needs-approval',
    )
    // What is also somewhere that nobody knows of is of no class that names paths.
    const spread = assessed({ history: { ...deleted(), tracked: true, morePaths: 3 } })
    expect(
      decision(
        [allow],
        { findings: [spread], exceptions: everything },
        { conditions: { noSecretsInTree: {} } },
      ).outcome,
    ).toBe('denied')
  })
})
