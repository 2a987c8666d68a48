import type { ApprovalRule } from '../../../policies/policy-group.ts'
import type { ActsFor } from '../approvals/approval.ts'

/** What somebody is to a team, to the owners of a repository, or to the owners of the organization, as GitHub says now. */
export type Standing =
  | { readonly is: 'yes'; readonly actsFor: ActsFor }
  | { readonly is: 'no' }
  /** It could not be read: neither yes nor no. */
  | { readonly is: 'unknown' }

/** By what is asked for: `acme/security`, `$owners`, `organizationOwners`, all in lower case. */
export type Standings = ReadonlyMap<string, Standing>

/** Stands for the owners of the organization, who are named in no rule. */
export const organizationOwners = '$organization'

export type Judged =
  | { readonly may: 'yes'; readonly actsFor: readonly ActsFor[] }
  | { readonly may: 'unknown' }
  /** `self`: they would, if it were not their own request. */
  | { readonly may: 'no'; readonly why: 'outsider' | 'self' }

const standingIn = (standings: Standings, name: string): Standing =>
  standings.get(name.toLowerCase()) ?? { is: 'unknown' }

/** Whether somebody is in one of several teams. One that is certain is enough; else one that cannot be read leaves it open. Pure. */
export function judgeMember(names: readonly string[], standings: Standings): Judged {
  const all = names.map((name) => standingIn(standings, name))
  const actsFor = all.flatMap((one) => (one.is === 'yes' ? [one.actsFor] : []))
  if (actsFor.length > 0) return { may: 'yes', actsFor }
  return all.some(({ is }) => is === 'unknown') ? { may: 'unknown' } : { may: 'no', why: 'outsider' }
}

/**
 * Whether somebody may approve by the rules of a group, of which a parent policy adds one. Who is sure of one rule and may be
 * sure of another waits: what is recorded must say all that they act for. Pure.
 */
export function judgeApprover(
  rules: readonly Pick<ApprovalRule, 'by' | 'selfApproval'>[],
  standings: Standings,
  isRequester: boolean,
): Judged {
  const judged = rules.map((rule) => ({ rule, by: judgeMember(rule.by, standings) }))
  const open = judged.filter(({ rule }) => !isRequester || rule.selfApproval)
  if (open.some(({ by }) => by.may === 'unknown')) return { may: 'unknown' }
  const actsFor = open.flatMap(({ by }) => (by.may === 'yes' ? by.actsFor : []))
  if (actsFor.length > 0) {
    const distinct = new Map(actsFor.map((one) => [one.name.toLowerCase(), one]))
    return { may: 'yes', actsFor: [...distinct.values()] }
  }
  const isSelf = isRequester && judged.some(({ by }) => by.may !== 'no')
  return { may: 'no', why: isSelf ? 'self' : 'outsider' }
}
