import type { RuleInfo } from '../engine/rule.ts'
import releases from './releases.json' with { type: 'json' }

/** A release of Gatehouse, and the rules that were in none before. The last may be under way; see docs/releasing.md. */
export interface Release {
  /** `0.2.0`; null: it has no number yet. */
  readonly version: string | null
  /** Year-month-day on which it came out; null: it is under way. */
  readonly day: string | null
  /** Ids of rules, sorted. */
  readonly added: readonly string[]
  /** Rules that it does not have any more. Their ids are never given to others. */
  readonly retired: readonly string[]
}

/** Every release, the oldest first. `npm run generate` adds new rules, `npm run release` the number and the day. */
export const ruleReleases: readonly Release[] = releases

/**
 * When rules came: the day of their release, or `unreleased`. Of the first release nothing is new. Pure.
 * @returns by id
 */
export function sinceIn([, ...later]: readonly Release[]): ReadonlyMap<string, string> {
  return new Map(later.flatMap(({ day, added }) => added.map((id) => [id, day ?? 'unreleased'] as const)))
}

const days = sinceIn(ruleReleases)

/** A rule with the day of the release that brought it. @param by what `sinceIn` says */
export function dated(rule: RuleInfo, by: ReadonlyMap<string, string> = days): RuleInfo {
  const since = by.get(rule.id)
  return since === undefined ? rule : { ...rule, since }
}
