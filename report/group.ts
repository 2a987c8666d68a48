import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { Severity } from '../scanner/engine/rule.ts'
import type { Report } from './report.ts'

export type GroupId = 'tracked' | 'history' | 'files' | 'assistant' | 'code'

/** Open findings that people act on in the same way. */
export interface Group {
  readonly id: GroupId
  readonly title: string
  /** Most severe first, then in the tree before history, then by rule, path and line. */
  readonly findings: readonly AssessedFinding[]
}

/** The findings of one rule in one group, in the group's order. */
export interface RuleGroup {
  readonly rule: string
  readonly title: string
  /** The gravest of them. */
  readonly severity: Severity
  readonly findings: readonly AssessedFinding[]
}

/** From grave to harmless: the order of every list and chart. */
export const gravestFirst: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']

const titles = [
  ['tracked', 'Secrets tracked now'],
  ['history', 'Secrets only in history'],
  ['files', 'Risky files'],
  ['assistant', 'Claude in this repository'],
  ['code', 'Weaknesses in code'],
] as const satisfies readonly (readonly [GroupId, string])[]

/** The open findings by what they are, in the order in which they should be read; groups without any are left out. */
export function groupFindings(report: Report): readonly Group[] {
  const open = sortFindings(openFindings(report))
  const groups = titles.map(([id, title]) => ({
    id,
    title: id === 'tracked' && !hasHistory(report) ? 'Secrets in these files' : title,
    findings: open.filter((finding) => groupOf(finding) === id),
  }))
  return groups.filter((group) => group.findings.length > 0)
}

/** Findings of one group by rule: the rule with the gravest finding first. */
export function groupByRule(findings: readonly AssessedFinding[]): readonly RuleGroup[] {
  const byRule = new Map<string, AssessedFinding[]>()
  for (const finding of sortFindings(findings)) {
    const list = byRule.get(finding.rule)
    if (list === undefined) byRule.set(finding.rule, [finding])
    else list.push(finding)
  }
  return [...byRule].map(([rule, list]) => ({ rule, ...gravestOf(list), findings: list }))
}

export const openFindings = (report: Report): readonly AssessedFinding[] =>
  report.findings.filter((finding) => finding.status === 'open')

/** What people or the diff have taken out of the count; marked, never dropped. */
export const settledFindings = (report: Report): readonly AssessedFinding[] =>
  sortFindings(report.findings.filter((finding) => finding.status !== 'open'))

/** Whether it is a secret: by a secret rule, or by the place it stands in. */
export const isSecret = (finding: AssessedFinding): boolean =>
  finding.kind === 'secret' || finding.isSecret === true

/** Whether it is in the tree now, and not only in older commits. */
export const isTracked = (finding: AssessedFinding): boolean => finding.history?.tracked ?? true

export function countBySeverity(findings: readonly AssessedFinding[]): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  for (const finding of findings) counts[finding.severity] += 1
  return counts
}

/** A new array; ties keep their order. */
export function sortFindings(findings: readonly AssessedFinding[]): readonly AssessedFinding[] {
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

/** `check` always reads history; a plain folder has none. */
const hasHistory = (report: Report): boolean => report.readiness !== undefined || report.coverage.commits > 0

function groupOf(finding: AssessedFinding): GroupId {
  if (finding.kind === 'file') return 'files'
  if (finding.kind === 'code') return 'code'
  if (!isSecret(finding)) return 'assistant'
  return isTracked(finding) ? 'tracked' : 'history'
}

// The list is sorted and never empty.
const gravestOf = ([first]: readonly AssessedFinding[]): Pick<RuleGroup, 'title' | 'severity'> => ({
  title: first?.title ?? '',
  severity: first?.severity ?? 'info',
})

// By code units and not by language: the same report everywhere.
function compare(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
