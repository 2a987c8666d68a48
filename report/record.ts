import type { AssessedFinding } from '../policies/assessed-finding.ts'

/**
 * A finding as programs read it: exactly these keys, in this order, in JSON Lines, JSON and CSV. Adding one is a change
 * of a published format.
 */
export type FindingRecord = ReturnType<typeof recordOf>

export const recordOf = (finding: AssessedFinding) => ({
  rule: finding.rule,
  title: finding.title,
  severity: finding.severity,
  confidence: finding.confidence,
  path: finding.path,
  line: finding.line,
  column: finding.column,
  endLine: finding.endLine,
  endColumn: finding.endColumn,
  commit: finding.commit,
  fingerprint: finding.fingerprint,
  status: finding.status,
  excerpt: finding.excerpt,
  reachedBy: finding.reachedBy,
})
