import { expect, test } from 'vitest'
import { outcomeOf } from '../../action/outcome-of.ts'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { renderMarkdown } from '../../report/markdown.ts'
import type { Report } from '../../report/report.ts'

const finding = (number: number): AssessedFinding => ({
  rule: 'a-b',
  kind: 'secret',
  title: 'A token',
  severity: 'high',
  confidence: 'high',
  path: 'a.sh',
  line: number,
  column: 1,
  endLine: number,
  endColumn: 5,
  commit: null,
  fingerprint: `g1:${String(number).padStart(40, '0')}`,
  excerpt: '',
  reachedBy: [],
  status: 'open',
})
const report = (count: number): Report => ({
  target: 'acme/web#1',
  version: '1',
  scannedAt: '2026-11-27T00:00:00.000Z',
  duration: 1,
  findings: Array.from({ length: count }, (_, at) => finding(at + 1)),
  rules: new Map(),
  coverage: { files: 1, bytes: 1, commits: 1, blobs: 1, notScanned: [] },
})

test('the first line says whether the change passes, with a sign that fits', () => {
  const top = (
    count: number,
    blocking: number,
    verdict: 'passed' | 'blocked' | 'not-scanned',
    isLetPass = false,
  ) => {
    const outcome = outcomeOf(report(count), { verdict, blocking, isLetPass, what: 'change' })
    return renderMarkdown({ ...report(count), ...(outcome && { outcome }) }).split('\n')[0]
  }
  expect(top(3, 1, 'blocked')).toBe('## ❌ 1 of 3 findings keeps this change from passing: 3 high')
  expect(top(3, 2, 'blocked')).toBe('## ❌ 2 of 3 findings keep this change from passing: 3 high')
  expect(top(1, 0, 'passed')).toBe('## ⚠️ 1 finding, which does not keep this change from passing: 1 high')
  expect(top(2, 0, 'passed')).toBe('## ⚠️ 2 findings, none of which keeps this change from passing: 2 high')
  expect(top(0, 0, 'passed')).toBe('## ✅ Nothing found')
  expect(top(0, 0, 'not-scanned')).toBe(
    '## ❔ Not everything could be looked at, which says nothing about the change',
  )
  expect(top(0, 0, 'not-scanned', true)).toContain('an approver lets it pass')
})
