import type { Decision } from '../../../policies/decide.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import { isForFindingsAlone } from './until-fixed.ts'

export interface AccessPlanning {
  readonly decision: Pick<Decision, 'outcome' | 'group' | 'reasons'> & {
    readonly mode: Mode
    readonly policy: string | null
  }
  readonly policy: Pick<Policy, 'changes' | 'groups' | 'disconnectUntilFixed'>
  /** Until when a connection may stay although it is not approved: it was there before governance began, or is being renewed. */
  readonly stayUntil: Date | undefined
  /** When it loses its connections because of what stands open in it (`disconnectAt`). */
  readonly disconnectAt: Date | undefined
  readonly now: Date
}

/** `given-back`: what was taken is given back, and nothing else is given. */
export type WantedAccess =
  | 'connected'
  | 'disconnected'
  | 'disconnected-until-fixed'
  | 'given-back'
  | 'as-it-is'

/**
 * What the policy wants of a repository, on whichever path. An approval was asked for to be connected; what a group allows without
 * one may be connected, and whether it is stays with its owners, except where it was taken from them until they had fixed
 * something. Pure.
 */
export function wantedAccess(planning: AccessPlanning): WantedAccess {
  const { decision, policy, stayUntil, now } = planning
  if (decision.outcome === 'unknown') return 'as-it-is'
  const isGrave = planning.disconnectAt !== undefined && planning.disconnectAt <= now
  if (decision.outcome === 'allowed') {
    if (isGrave) return 'disconnected-until-fixed'
    const group = policy.groups.find(({ name }) => name === decision.group)
    return (group?.approvals.length ?? 0) > 0 ? 'connected' : 'given-back'
  }
  if (decision.outcome === 'denied' && policy.disconnectUntilFixed && isForFindingsAlone(decision.reasons))
    return isGrave ? 'disconnected-until-fixed' : 'as-it-is'
  if (decision.outcome === 'needs-approval' && stayUntil !== undefined && now < stayUntil) return 'as-it-is'
  return 'disconnected'
}

/** Whether an assistant is to be kept out of it now. */
export const isKeptOut = (access: WantedAccess): boolean =>
  access === 'disconnected' || access === 'disconnected-until-fixed'

/** Whether what was taken from it is to be given back. */
export const isLetIn = (access: WantedAccess): boolean => access === 'connected' || access === 'given-back'

/** Why, for people. */
export const reasonFor = (access: WantedAccess, decision: AccessPlanning['decision']): string =>
  access === 'disconnected-until-fixed'
    ? 'Something grave stands open in it; it is connected again when that is fixed.'
    : reasonOf(decision)

const words = {
  allowed: 'allows it, with an approval',
  denied: 'denies it',
  'needs-approval': 'needs an approval that is not there',
  unknown: 'is not known',
} as const

/** The decision as a reason, for people. */
export const reasonOf = ({ outcome, group }: AccessPlanning['decision']): string =>
  `The decision ${words[outcome]}${group === null ? '' : `, by the group "${group}"`}.`
