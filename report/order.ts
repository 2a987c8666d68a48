import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { Severity } from '../scanner/engine/rule.ts'

/** From grave to harmless: the order of every list and chart. */
export const gravestFirst: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']

/** Whether it is in the tree now, and not only in older commits. */
export const isTracked = (finding: AssessedFinding): boolean => finding.history?.tracked ?? true

/** A new array; ties keep their order. */
export function sortFindings<One extends AssessedFinding>(findings: readonly One[]): readonly One[] {
  return findings.toSorted(
    (left, right) =>
      gravestFirst.indexOf(left.severity) - gravestFirst.indexOf(right.severity) ||
      Number(isTracked(right)) - Number(isTracked(left)) ||
      compare(left.rule, right.rule) ||
      compare(left.path, right.path) ||
      (left.line ?? 0) - (right.line ?? 0) ||
      (left.column ?? 0) - (right.column ?? 0),
  )
}

// By code units and not by language: the same report everywhere.
function compare(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
