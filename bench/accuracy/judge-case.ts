import { isOfService } from '../services.ts'
import type { SecretCase } from './secret-case.ts'

/** What was found in a case's text. */
export interface CaseFinding {
  readonly rule: string
  /** 1-based and inclusive; null where it is about the whole file. */
  readonly line: number | null
  readonly endLine: number | null
}

/** How a case came out. */
export interface CaseResult {
  readonly case: SecretCase
  /** Every rule that found something, each once. */
  readonly rules: readonly string[]
  /** 0 to 1: the share of what was expected that a rule of the case's service found; 0 for a negative. */
  readonly own: number
  /** The same for whatever rule. */
  readonly any: number
  /** For a negative: the rules that count as false alarms. */
  readonly alarms: readonly string[]
}

/**
 * Compares what was found with what a case expects. A positive without lines is found by one finding anywhere in it; one
 * with lines is found to the share of its lines. A negative that speaks for one rule only minds that service's findings.
 */
export function judgeCase(one: SecretCase, findings: readonly CaseFinding[]): CaseResult {
  const rules = [...new Set(findings.map(({ rule }) => rule))]
  const isOwn = (rule: string): boolean => isOfService(rule, one.service, one.expected)
  if (!one.expected) {
    const alarms = one.neg_scope === 'all-rules' ? rules : rules.filter(isOwn)
    return { case: one, rules, own: 0, any: 0, alarms }
  }
  const own = found(
    one,
    findings.filter(({ rule }) => isOwn(rule)),
  )
  return { case: one, rules, own, any: found(one, findings), alarms: [] }
}

function found(one: SecretCase, findings: readonly CaseFinding[]): number {
  const lines = one.expected_lines ?? []
  if (lines.length === 0) return findings.length > 0 ? 1 : 0
  const hit = lines.filter((line) => findings.some((finding) => covers(finding, line)))
  return hit.length / lines.length
}

const covers = ({ line, endLine }: CaseFinding, wanted: number): boolean =>
  line !== null && line <= wanted && wanted <= (endLine ?? line)
