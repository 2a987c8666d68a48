import type { Policy } from '../policies/resolve-policy.ts'
import type { RefChoice } from '../scanner/sources/git/select-tips.ts'

/**
 * How far back the policy wants history to be looked at; undefined: not at all.
 * @param ref the commit whose files count as tracked now; null where there is none
 */
export function historyRefs({ scanning }: Policy, ref: string | null): RefChoice | undefined {
  const { history } = scanning
  if (history === 'none') return undefined
  if (history === 'head') return ref === null ? [] : [ref]
  return history === 'all' ? 'all' : 'default'
}

/** Whether what is not found there is not in history any more. */
export const isWholeHistory = (refs: RefChoice | undefined): boolean => refs === 'default' || refs === 'all'
