import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
} from 'fast-check'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { DecisionInput } from '../../policies/decide.ts'
import { type Fact, type Facts, known, unknown } from '../../policies/facts.ts'
import type { Approval } from '../../policies/judge-approvals.ts'
import type { WrittenPolicy } from '../../policies/policy.ts'
import { resolvePolicy } from '../../policies/resolve-policy.ts'
import { assessed, coverage, deleted, fingerprint, instant, now } from './samples.ts'

export type WrittenGroup = NonNullable<WrittenPolicy['groups']>[number]
type Conditions = NonNullable<WrittenPolicy['conditions']>

const severity = constantFrom('low', 'medium', 'high', 'critical' as const)
const visibility = constantFrom('public', 'internal', 'private' as const)
const threshold = record({ severity, acceptRisk: boolean() })

/** Few at a time: with many, nearly everything would be denied. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each alternative is one, their union is not seen as one
const conditions = oneof(
  { weight: 4, arbitrary: constant({}) },
  { weight: 1, arbitrary: record({ noSecretsInTree: threshold, noSecretsInHistory: threshold }) },
  { weight: 1, arbitrary: record({ noTrackedEnvFiles: threshold, completeScan: constant({}) }) },
  {
    weight: 1,
    arbitrary: record({
      visibility: constantFrom(['private' as const], ['private' as const, 'public' as const]),
    }),
  },
  { weight: 1, arbitrary: record({ branchProtection: record({ reviews: integer({ min: 0, max: 3 }) }) }) },
  { weight: 1, arbitrary: record({ customProperties: constant({ tier: ['gold'] }) }) },
) as Arbitrary<Conditions>

const mode = constantFrom('observe', 'notify', 'enforce' as const)
/** Few patterns, so that groups often overlap. */
const match = array(constantFrom('**', '**', 'acme/*', '*/shop', 'other/*'), { minLength: 1, maxLength: 1 })
const where = option(
  oneof(
    record({ visibility: array(visibility, { minLength: 1, maxLength: 1 }) }),
    record({ topics: constant(['shop']) }),
    record({ customProperties: constant({ tier: ['gold'] }) }),
  ),
  { nil: undefined, freq: 1 },
)

const plainGroup = record({
  match,
  where,
  access: constantFrom('allow', 'allow', 'deny' as const),
  mode: option(mode, { nil: undefined }),
  conditions,
  advice: conditions,
})
const askingGroup = record({
  match,
  where,
  access: constant('approval' as const),
  mode: option(mode, { nil: undefined }),
  conditions,
  approval: record({
    by: constantFrom(['acme/security'], ['$owners'], ['acme/security', '$owners']),
    count: constantFrom(1, 1, 2),
    selfApproval: boolean(),
    maxDays: constantFrom(20, 365),
  }),
})

/** A group without its name: names must differ, so the policy gives them. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- undefined stands for a key that is left out
export const group: Arbitrary<Omit<WrittenGroup, 'name'>> = oneof(plainGroup, askingGroup) as Arbitrary<
  Omit<WrittenGroup, 'name'>
>

export const named = (groups: readonly Omit<WrittenGroup, 'name'>[]): WrittenGroup[] =>
  groups.map((one, index) => ({ ...one, name: `group ${index}` }))

const groups = array(group, { maxLength: 4 })

export const writtenPolicy: Arbitrary<WrittenPolicy> = record({
  groups,
  conditions,
  default: constantFrom('allow', 'deny' as const),
  mode,
}).map(({ groups, ...rest }) => ({ version: 1, groups: named(groups), ...rest }))

const fact = <Value>(value: Arbitrary<Value>): Arbitrary<Fact<Value>> =>
  oneof({ weight: 12, arbitrary: value.map(known) }, { weight: 1, arbitrary: constant(unknown('timeout')) })

const notScanned = constantFrom([], [], [{ path: 'x', code: 'unreadable', reason: '' }])

export const someFacts: Arbitrary<Facts> = record({
  repository: fact(constantFrom('acme/shop', 'acme/docs', 'other/shop')),
  visibility: fact(visibility),
  topics: fact(constantFrom(['shop'], [])),
  customProperties: fact(constantFrom<Record<string, string>>({ tier: 'gold' }, { tier: 'silver' }, {})),
  branchProtection: fact(record({ protected: boolean(), reviews: integer({ min: 0, max: 3 }) })),
  basePermission: fact(constantFrom('none', 'read', 'write', 'admin' as const)),
  scan: fact(
    record({ coverage: notScanned.map((list) => coverage({ notScanned: list })), history: boolean() }),
  ),
})

const someDay = integer({ min: -40, max: 40 })

const oneApproval: Arbitrary<Approval> = record({
  by: constantFrom('alice', 'bob', 'carol'),
  requestedBy: constantFrom('alice', 'dave'),
  actsFor: fact(constantFrom(['acme/security'], ['$owners'], [])),
  grantedAt: oneof(constant(instant(-2)), someDay.map(instant)),
  expiresAt: oneof(
    { weight: 9, arbitrary: someDay.map(instant) },
    { weight: 1, arbitrary: constant('no date') },
  ),
})
export const someApprovals = fact(array(oneApproval, { maxLength: 4 }))

const oneFinding: Arbitrary<AssessedFinding> = record({
  kind: constantFrom('secret', 'secret', 'file', 'workflow', 'assistant' as const),
  severity: constantFrom('info', 'low', 'medium', 'high', 'critical' as const),
  confidence: constantFrom('low', 'medium', 'high' as const),
  path: constantFrom('.env', 'src/a.ts'),
  status: constantFrom('open', 'false-positive', 'risk-accepted', 'baseline' as const),
  isDeleted: boolean(),
  seed: integer({ min: 1, max: 3 }),
  changes: option(someDay.map(instant), { nil: undefined }),
}).map(({ isDeleted, seed, changes, ...parts }) =>
  assessed({
    ...parts,
    fingerprint: fingerprint(seed),
    ...(isDeleted && { history: deleted() }),
    ...(changes !== undefined && { changesAt: changes }),
  }),
)
export const someFindings = array(oneFinding, { maxLength: 3 })

/** Everything a decision needs, besides the policy. */
export const situation: Arbitrary<Omit<DecisionInput, 'policy'>> = record({
  facts: someFacts,
  approvals: someApprovals,
  findings: someFindings,
  now: constant(now),
})

export const policy = writtenPolicy.map(resolvePolicy)
