import type { Fact } from './facts.ts'
import type { ApprovalRule } from './policy-group.ts'
import type { Reason } from './readiness.ts'

/** One person's yes to one repository. */
export interface Approval {
  /** GitHub login. */
  readonly by: string
  /** GitHub login of who asked. */
  readonly requestedBy: string
  /** The teams (`organization/team`) the approver is in, and `$owners` where they own the repository. */
  readonly actsFor: Fact<readonly string[]>
  /** Teams that may be one of these under another name, which nobody can tell now. */
  readonly mayActFor?: readonly string[]
  /** ISO 8601. */
  readonly grantedAt: string
  /** ISO 8601; the policy's `maxDays` may end it earlier. */
  readonly expiresAt: string
  /**
   * Somebody whom the policy names for emergencies (`requests.emergency`) let it be connected at once. It stands for all that a
   * rule wants of approvals, whoever asked, and for a day at most.
   */
  readonly isEmergency?: boolean
}

const dayLength = 24 * 60 * 60 * 1000

/** When an approval is in force, in milliseconds since 1970: from `from` on, and no more at `until`. */
export function termOf(
  approval: Approval,
  rule: ApprovalRule,
): { readonly from: number; readonly until: number } {
  const from = Date.parse(approval.grantedAt)
  if (approval.isEmergency === true)
    return { from, until: Math.min(Date.parse(approval.expiresAt), from + dayLength) }
  return { from, until: Math.min(Date.parse(approval.expiresAt), from + rule.maxDays * dayLength) }
}

/** Whether enough people have approved. One who can't be checked against the teams is neither counted nor refused. */
export function judgeApprovals(rule: ApprovalRule, approvals: Fact<readonly Approval[]>, now: Date): Reason {
  const reason = { check: 'approval', wanted: wantedApprovals(rule) }
  const todo = `Ask for access; ${rule.by.join(' or ')} can approve it.`
  if (!approvals.known)
    return {
      ...reason,
      state: 'unknown',
      found: `could not be read: ${approvals.why}`,
      todo: 'Make approvals readable, then check again.',
    }
  const inForce = approvals.value.filter((approval) => isInForce(approval, rule, now))
  if (inForce.some(({ isEmergency }) => isEmergency === true))
    return { ...reason, state: 'met', found: 'emergency access' }
  const sure = peopleOf(inForce.filter((approval) => standing(approval, rule) === 'yes'))
  const found = sure.size === 0 ? 'none in force' : `${sure.size} in force`
  if (sure.size >= rule.count) return { ...reason, state: 'met', found }
  const possible = peopleOf(inForce.filter((approval) => standing(approval, rule) !== 'no'))
  if (possible.size >= rule.count)
    return {
      ...reason,
      state: 'unknown',
      found: `${found}; the teams of other approvers could not be read`,
      todo: 'Make team membership readable, then check again.',
    }
  return { ...reason, state: 'unmet', found, todo }
}

export function wantedApprovals(rule: ApprovalRule): string {
  const people = rule.count === 1 ? 'an approval' : `approvals of ${rule.count} people`
  const self = rule.selfApproval ? '' : '; who asks cannot approve'
  return `${people} by ${rule.by.join(' or ')}, not older than ${rule.maxDays} days${self}`
}

function isInForce(approval: Approval, rule: ApprovalRule, now: Date): boolean {
  const { from, until } = termOf(approval, rule)
  // Written so that a date that can't be read makes it false.
  if (!(from <= now.getTime() && now.getTime() < until)) return false
  return (
    approval.isEmergency === true ||
    rule.selfApproval ||
    approval.by.toLowerCase() !== approval.requestedBy.toLowerCase()
  )
}

function standing(approval: Approval, rule: ApprovalRule): 'yes' | 'no' | 'unknown' {
  if (!approval.actsFor.known) return 'unknown'
  const wanted = new Set(rule.by.map((one) => one.toLowerCase()))
  const isAmong = (names: readonly string[]): boolean => names.some((one) => wanted.has(one.toLowerCase()))
  if (isAmong(approval.actsFor.value)) return 'yes'
  return isAmong(approval.mayActFor ?? []) ? 'unknown' : 'no'
}

/** Who has given what a rule wants, as far as that is sure. */
export const approversOf = (
  rule: ApprovalRule,
  approvals: readonly Approval[],
  now: Date,
): ReadonlySet<string> =>
  peopleOf(approvals.filter((one) => isInForce(one, rule, now) && standing(one, rule) === 'yes'))

const peopleOf = (approvals: readonly Approval[]): ReadonlySet<string> =>
  new Set(approvals.map((approval) => approval.by.toLowerCase()))
