import type { AccessRequest } from './request-state.tsx'

type Rule = AccessRequest['rules'][number]

/** How many approvals are given of how many that are wanted; those beyond count for nothing. Pure. */
export function progressOf(rules: readonly Rule[]): { readonly given: number; readonly wanted: number } {
  return {
    given: rules.reduce((sum, { given, count }) => sum + Math.min(given.length, count), 0),
    wanted: rules.reduce((sum, { count }) => sum + count, 0),
  }
}

/** For how long at most every rule lets it; undefined: no rule says. Pure. */
export const longest = (rules: readonly Rule[]): number | undefined =>
  rules.length === 0 ? undefined : Math.min(...rules.map(({ maxDays }) => maxDays))

/** Who may approve, as people read it. Pure. */
export const approversOf = ({ by }: Rule): string =>
  by.map((one) => (one === '$owners' ? 'the repository’s owners' : one)).join(' or ')
