import type { RuleInfo } from '../engine/rule.ts'
import { allRules } from './index.ts'

/**
 * The papers of every rule that something was found by, by id.
 * @param own rules that are not built in
 */
export function papersOf(
  findings: readonly { readonly rule: string }[],
  own: readonly RuleInfo[] = [],
): ReadonlyMap<string, RuleInfo> {
  const found = new Set(findings.map(({ rule }) => rule))
  return new Map([...allRules, ...own].filter(({ id }) => found.has(id)).map((rule) => [rule.id, rule]))
}
