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
  /** 1 where a rule of the case's service found it, else 0; 0 for a negative. */
  readonly own: number
  /** The same for whatever rule. */
  readonly any: number
  /** 0 to 1: the share of the expected lines that a rule of the case's service covered; as `own` where none are named. */
  readonly lines: number
  /** For a negative: the rules that count as false alarms. */
  readonly alarms: readonly string[]
}

/**
 * Compares what was found with what a case expects. A positive is found by one finding: anywhere in it, or on one of its
 * lines where it names them. A negative that speaks for one rule only minds that service's findings.
 */
export function judgeCase(one: SecretCase, findings: readonly CaseFinding[]): CaseResult {
  const rules = [...new Set(findings.map(({ rule }) => rule))]
  const isOwn = (rule: string): boolean => isOfService(rule, one.service, one.expected)
  if (!one.expected) {
    const alarms = one.neg_scope === 'all-rules' ? rules : rules.filter(isOwn)
    return { case: one, rules, own: 0, any: 0, lines: 0, alarms }
  }
  const own = findings.filter(({ rule }) => isOwn(rule))
  const lines = coveredLines(one, own)
  return {
    case: one,
    rules,
    own: Math.ceil(lines),
    any: Math.ceil(coveredLines(one, findings)),
    lines,
    alarms: [],
  }
}

function coveredLines(one: SecretCase, findings: readonly CaseFinding[]): number {
  const lines = one.expected_lines ?? []
  if (lines.length === 0) return findings.length > 0 ? 1 : 0
  const hit = lines.filter((line) => findings.some((finding) => covers(finding, line)))
  return hit.length / lines.length
}

const covers = ({ line, endLine }: CaseFinding, wanted: number): boolean =>
  line !== null && line <= wanted && wanted <= (endLine ?? line)
