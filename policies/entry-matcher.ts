import type { Finding } from '../scanner/engine/finding.ts'
import { type AllowlistEntry, longestTermDays } from './allowlist.ts'
import { endOfDay, startOfDay } from './fields.ts'
import { globMatcher } from './glob.ts'

const dayLength = 24 * 60 * 60 * 1000

/**
 * When an entry counts, in milliseconds since 1970: from `from` on, and no more at `until`. One that ends too far ahead only
 * begins to count when its end is near enough, one with a rotation only after the rotation.
 */
export function termOfEntry(entry: AllowlistEntry): { readonly from: number; readonly until: number } {
  const until = endOfDay(entry.expires)
  const rotated = entry.rotated === undefined ? -Infinity : startOfDay(entry.rotated.when)
  return { from: Math.max(until - longestTermDays * dayLength, rotated), until }
}

/** Makes the test whether an entry is about a finding. */
export function entryMatcher(entry: AllowlistEntry): (finding: Finding) => boolean {
  const { fingerprint, rule, path } = entry
  if (fingerprint !== undefined) return (finding) => finding.fingerprint === fingerprint
  // The schema asks for both; without them an entry must match nothing rather than everything.
  if (rule === undefined || path === undefined) return () => false
  const isAboutPath = globMatcher([path])
  // A secret that was also somewhere else in history is not settled by an entry for one of the places.
  return (finding) =>
    ruleMatches(rule, finding.rule) &&
    // Of places that are not listed nothing is known.
    (finding.history?.morePaths ?? 0) === 0 &&
    [finding.path, ...(finding.history?.paths ?? [])].every((one) => isAboutPath(one))
}

/** Whether an entry's `rule` means the rule with this id. */
export function ruleMatches(pattern: string, rule: string): boolean {
  if (pattern === '*') return true
  return pattern.endsWith('-*') ? rule.startsWith(pattern.slice(0, -1)) : rule === pattern
}
