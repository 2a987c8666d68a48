import type { AssessedFinding } from '../../../../policies/assessed-finding.ts'

/** A secret at a place, as a scan tells of it. */
export const assessed = (more: Partial<AssessedFinding> = {}): AssessedFinding => ({
  rule: 'github-personal-access-token',
  kind: 'secret',
  title: 'GitHub personal access token',
  severity: 'critical',
  confidence: 'high',
  path: 'a.sh',
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 9,
  commit: 'c'.repeat(40),
  fingerprint: `g1:${'a'.repeat(40)}`,
  excerpt: '********',
  reachedBy: [],
  history: { authorDate: '2026-03-01T10:00:00+02:00', author: 'Ada', tracked: true, paths: ['a.sh'] },
  status: 'open',
  ...more,
})

/** The same out of the files, in history alone. */
export const inHistory = (more: Partial<AssessedFinding> = {}): AssessedFinding => {
  const finding = assessed(more)
  return { ...finding, history: { ...finding.history!, tracked: false } }
}
