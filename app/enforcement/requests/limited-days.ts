import type { ApprovalRule } from '../../../policies/policy-group.ts'

/** The smallest of what is asked for and what every rule lets; undefined: nothing was asked for. */
export function limited(days: number | undefined, rules: readonly ApprovalRule[]): number | undefined {
  return days === undefined ? undefined : Math.min(days, mostDays(rules))
}

/** The longest that every rule lets. */
export const mostDays = (rules: readonly ApprovalRule[]): number =>
  rules.reduce((least, { maxDays }) => Math.min(least, maxDays), 730)
