import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { Severity } from '../scanner/engine/rule.ts'
import { type Issue, issuesOf } from './issues.ts'
import { isTracked, sortFindings } from './order.ts'
import type { Report } from './report.ts'

export type GroupId = 'tracked' | 'history' | 'files' | 'assistant' | 'code'

/** Open findings that people act on in the same way. */
export interface Group {
  readonly id: GroupId
  readonly title: string
  /** Most severe first, then in the tree before history, then by rule, path and line. */
  readonly issues: readonly Issue[]
}

/** The findings of one rule in one group, in the group's order. */
export interface RuleGroup {
  readonly rule: string
  readonly title: string
  /** The gravest of them. */
  readonly severity: Severity
  readonly issues: readonly Issue[]
}

const titles = [
  ['tracked', 'Secrets tracked now'],
  ['history', 'Secrets only in history'],
  ['files', 'Risky files'],
  ['assistant', 'Claude in this repository'],
  ['code', 'Weaknesses in code'],
] as const satisfies readonly (readonly [GroupId, string])[]

/** The open findings by what they are, in the order in which they should be read; groups without any are left out. */
export function groupFindings(report: Report): readonly Group[] {
  const open = openIssues(report)
  const groups = titles.map(([id, title]) => ({
    id,
    title: id === 'tracked' && !hasHistory(report) ? 'Secrets in these files' : title,
    issues: open.filter((finding) => groupOf(finding) === id),
  }))
  return groups.filter((group) => group.issues.length > 0)
}

/** Findings of one group by rule: the rule with the gravest finding first. */
export function groupByRule(issues: readonly Issue[]): readonly RuleGroup[] {
  const byRule = new Map<string, Issue[]>()
  for (const issue of sortFindings(issues)) {
    const list = byRule.get(issue.rule)
    if (list === undefined) byRule.set(issue.rule, [issue])
    else list.push(issue)
  }
  return [...byRule].map(([rule, list]) => ({ rule, ...gravestOf(list), issues: list }))
}

export const openFindings = (report: Report): readonly AssessedFinding[] =>
  report.findings.filter((finding) => finding.status === 'open')

/** The same, each secret once. */
export const openIssues = (report: Report): readonly Issue[] => issuesOf(openFindings(report))

/** What people or the diff have taken out of the count; marked, never dropped. */
export const settledIssues = (report: Report): readonly Issue[] =>
  issuesOf(report.findings.filter((finding) => finding.status !== 'open'))

/** Whether it is a secret: by a secret rule, or by the place it stands in. */
export const isSecret = (finding: AssessedFinding): boolean =>
  finding.kind === 'secret' || finding.isSecret === true

export function countBySeverity(findings: readonly AssessedFinding[]): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  for (const finding of findings) counts[finding.severity] += 1
  return counts
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
const gravestOf = ([first]: readonly Issue[]): Pick<RuleGroup, 'title' | 'severity'> => ({
  title: first?.title ?? '',
  severity: first?.severity ?? 'info',
})
