import type { AssessedFinding } from './assessed-finding.ts'
import { judgeCondition } from './checks/index.ts'
import { type Exception, underExceptions, withoutWaived } from './exception.ts'
import type { Fact, Facts } from './facts.ts'
import { askGroups, everyRepository, type GroupStep } from './find-group.ts'
import { type Approval, judgeApprovals, termOf } from './judge-approvals.ts'
import type { Access } from './policy-group.ts'
import type { Reason } from './readiness.ts'
import type { Group, Policy } from './resolve-policy.ts'

export interface DecisionInput {
  readonly policy: Policy
  readonly facts: Facts
  readonly approvals: Fact<readonly Approval[]>
  /** Conditions and findings that are waived for this repository. */
  readonly exceptions?: readonly Exception[]
  /** As `assess` marked them at `now`. */
  readonly findings: readonly AssessedFinding[]
  readonly now: Date
}

/** What the policy says of one repository now. Screens read: "allowed", "denied", "needs approval", "unknown". */
export interface Decision {
  /** `unknown`: something decisive could not be read. It grants nothing, and nothing may be taken away because of it. */
  readonly outcome: 'allowed' | 'denied' | 'needs-approval' | 'unknown'
  /** Name of the group that decided; null where that could not be settled. */
  readonly group: string | null
  /** Everything that was considered, also what holds. */
  readonly reasons: readonly Reason[]
  /** ISO 8601: the first instant at which it could be another one although nothing is changed by anybody; null: never. */
  readonly changesAt: string | null
}

/**
 * Decides about one repository. Pure and total: the same input always gives the same decision, and every input gives one.
 * The first group that matches decides. Its mode has no influence.
 */
export function decide(input: DecisionInput): Decision {
  const steps = askGroups(input.policy, input.facts)
  // A group above that may or may not apply could decide otherwise, so nothing below it may grant.
  const unsettled = steps.find(({ selected }) => selected === 'unknown')
  if (unsettled !== undefined)
    return { outcome: 'unknown', group: null, reasons: [unsettledReason(unsettled)], changesAt: null }
  const step = steps.at(-1)!
  const reasons = [groupReason(step), ...groupReasons(step.group, input)]
  return {
    outcome: outcomeOf(reasons),
    group: step.group.name,
    reasons,
    changesAt: step.group.access === 'deny' ? null : changesAt(step.group, input),
  }
}

/** The reason that says by which group a repository is judged. */
export function groupReason({ group, why }: GroupStep): Reason {
  const reason = {
    check: 'group',
    wanted: 'the policy has a group for this repository that does not deny it',
  }
  // That a group for every repository is for every repository needs no telling.
  const because = why === everyRepository ? '' : `: ${why}`
  const found = `the group "${group.name}" ${accessWords[group.access]}${because}`
  if (group.access !== 'deny') return { ...reason, state: 'met', found }
  return { ...reason, state: 'unmet', found, todo: 'Only a change of the policy can allow it.' }
}

const accessWords: Readonly<Record<Access, string>> = {
  allow: 'allows it where the rest holds',
  approval: 'lets it be approved where the rest holds',
  deny: 'denies it',
}

/** The reason that says of a group that it may or may not apply. */
export const unsettledReason = ({ group, why }: GroupStep): Reason => ({
  check: 'group',
  state: 'unknown',
  wanted: 'it is certain which group applies',
  found: `${group.name} may apply: ${why}`,
  todo: 'Make it readable, then check again.',
})

/** Everything else a group asks for: its conditions, then its approvals. */
export function groupReasons(group: Group, input: Omit<DecisionInput, 'policy'>): Reason[] {
  const { exceptions = [], now } = input
  return [
    ...group.conditions.map((condition) => {
      const judge = (findings: DecisionInput['findings']) => judgeCondition(condition, { ...input, findings })
      return underExceptions(withoutWaived(judge, input.findings, exceptions, now), exceptions, now)
    }),
    ...group.approvals.map((rule) => judgeApprovals(rule, input.approvals, input.now)),
  ]
}

/** A group that denies has said so in its own reason, which no condition outweighs. */
function outcomeOf(reasons: readonly Reason[]): Decision['outcome'] {
  const deciding = reasons.filter((reason) => reason.advisory !== true)
  const conditions = deciding.filter((reason) => reason.check !== 'approval')
  if (conditions.some(({ state }) => state === 'unmet')) return 'denied'
  if (conditions.some(({ state }) => state === 'unknown')) return 'unknown'
  const approvals = deciding.filter((reason) => reason.check === 'approval')
  if (approvals.some(({ state }) => state === 'unmet')) return 'needs-approval'
  return approvals.some(({ state }) => state === 'unknown') ? 'unknown' : 'allowed'
}

function changesAt(
  group: Group,
  { approvals, exceptions = [], findings, now }: DecisionInput,
): string | null {
  const terms = approvals.known
    ? group.approvals.flatMap((rule) => approvals.value.map((approval) => termOf(approval, rule)))
    : []
  const instants = [
    // One that ends before it begins is never in force.
    ...terms.filter(({ from, until }) => from < until).flatMap(({ from, until }) => [from, until]),
    ...exceptions.flatMap(({ grantedAt, expiresAt }) => [Date.parse(grantedAt), Date.parse(expiresAt)]),
    ...findings.map((finding) => Date.parse(finding.changesAt ?? '')),
  ].filter((instant) => instant > now.getTime())
  const first = instants.reduce((earliest, instant) => Math.min(earliest, instant), Infinity)
  return first === Infinity ? null : new Date(first).toISOString()
}
