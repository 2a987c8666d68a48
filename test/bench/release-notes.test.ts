import { expect, test } from 'vitest'
import type { Reported } from '../../bench/gatehouse.ts'
import { compareFindings } from '../../bench/release/compare-findings.ts'
import { notesText } from '../../bench/release/notes-text.ts'
import { allRules } from '../../scanner/rules/index.ts'

const found = (rule: string, path: string, more: Partial<Reported> = {}): Reported => ({
  rule,
  path,
  severity: 'high',
  confidence: 'high',
  line: 1,
  endLine: 1,
  excerpt: 'x',
  ...more,
})

test('what appeared, vanished and is judged anew is told apart by place', () => {
  const before = [
    found('a-b', 'one'),
    found('a-b', 'two'),
    found('a-b', 'two', { excerpt: 'y' }),
    found('c-d', 'one'),
    found('e-f', 'one'),
  ]
  const after = [
    found('a-b', 'one', { confidence: 'low' }),
    found('a-b', 'two'),
    found('a-b', 'three'),
    found('a-b', 'three'),
    found('c-d', 'one'),
    found('g-h', 'one'),
  ]
  const changes = compareFindings(before, after)
  expect(
    changes.map(({ rule, appeared, vanished, judgedAnew }) => [
      rule,
      appeared.length,
      vanished.length,
      judgedAnew.length,
    ]),
  ).toEqual([
    ['a-b', 2, 1, 1],
    ['e-f', 0, 1, 0],
    ['g-h', 1, 0, 0],
  ])
  expect(compareFindings(before, before)).toEqual([])
})

test('notes of a release say what to expect, which rules are new, and that they are quiet', () => {
  const [known, gone] = ['github-personal-access-token', 'acme-token']
  const before = [found(gone, 'one'), found(known, 'two', { confidence: 'medium' })]
  const after = [found(known, 'two'), found(known, 'three')]
  const notes = notesText({
    release: { version: '0.2.0', day: '2026-12-15', added: [known], retired: [gone] },
    from: 'v0.1.0',
    changes: compareFindings(before, after),
    measured: { subjects: ['shop'], files: 30, before: 2, after: 2 },
    rules: new Map(allRules.map((rule) => [rule.id, rule])),
  })
  expect(notes).toBe(`# 0.2.0, 2026-12-15

## Expected changes in findings

Measured against \`v0.1.0\` over 30 files of shop: 2 findings before, 2 now. Yours differ; the share is what to expect.

| rule | before | now | appeared | vanished | judged anew |
|---|---|---|---|---|---|
| \`${known}\` (new) | 1 | 2 | 1 | 0 | 1 (high, medium → high, high) |
| \`${gone}\` | 1 | 0 | 0 | 1 | 0 |

3 changes in 2 rules.

## New rules

For 14 days from the day of the release what they find is a note in the summary of a pull request: it is said on no line and fails nothing.

| rule | what it finds | severity | confidence |
|---|---|---|---|
| \`${known}\` | GitHub personal access token (classic) | critical | high |

## Rules that are gone

\`${gone}\`. Allowlist entries for them settle nothing any more.
`)
})
