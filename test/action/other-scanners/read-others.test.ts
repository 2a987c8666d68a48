import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readClaudeReview } from '../../../action/other-scanners/read-claude-review.ts'
import { readOthers } from '../../../action/other-scanners/read-others.ts'
import { readSarif } from '../../../action/other-scanners/read-sarif.ts'
import { toFinding } from '../../../action/other-scanners/to-finding.ts'
import { temporaryFolder } from '../../scanner/sources/git-fixture.ts'

const sarif = (results: readonly object[], rules: readonly object[] = []) => ({
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'Semgrep OSS', rules } }, results }],
})
const at = (uri: string, region: object = { startLine: 3 }) => ({
  locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
})
const ok = (written: unknown) => {
  const read = readSarif(written)
  if (!read.ok) throw new Error(read.problem)
  return read.findings
}

test('results are taken with the severity that their tool gives', () => {
  const rules = [
    { id: 'a.b', defaultConfiguration: { level: 'error' }, shortDescription: { text: 'Short.' } },
    { id: 'c', properties: { 'security-severity': '9.1' } },
  ]
  const found = ok(
    sarif(
      [
        { ruleId: 'a.b', ...at('src/a%20b.ts', { startLine: 3, endLine: 5 }) },
        { ruleIndex: 1, message: { text: 'Long.' }, ...at('./c.ts') },
        { ruleId: 'none', level: 'note', ...at('d.ts', {}) },
        { ruleId: 'x', ...at('e.ts') },
      ],
      rules,
    ),
  )
  expect(
    found.map(({ rule, severity, path, line, endLine, message }) => [
      rule,
      severity,
      path,
      line,
      endLine,
      message,
    ]),
  ).toEqual([
    ['a.b', 'high', 'src/a b.ts', 3, 5, 'Short.'],
    ['c', 'critical', 'c.ts', 3, 3, 'Long.'],
    ['none', 'low', 'd.ts', null, null, ''],
    ['x', 'medium', 'e.ts', 3, 3, ''],
  ])
})

test('what its people suppressed, what is in order and what lies elsewhere is left out', () => {
  expect(
    ok(
      sarif([
        { ruleId: 'a', suppressions: [{ kind: 'inSource' }], ...at('a') },
        { ruleId: 'a', kind: 'pass', ...at('a') },
        { ruleId: 'a' },
        ...[
          '/etc/passwd',
          '../x',
          'a/../../x',
          'C:\\x',
          'file:///a',
          'https://evil.test/a',
          'a\u0000b',
          '',
        ].map((uri) => ({
          ruleId: 'a',
          ...at(uri),
        })),
      ]),
    ),
  ).toEqual([])
})

test('what is none, and what is too much, is refused with the reason', () => {
  expect(readSarif({ version: '2.0.0', runs: [] })).toMatchObject({ ok: false })
  expect(readSarif({ version: '2.1.0', runs: [{ tool: {} }] })).toMatchObject({
    problem: expect.stringContaining('runs.0.tool.driver'),
  })
  expect(readSarif(sarif(Array.from({ length: 5001 }, () => ({ ruleId: 'a' }))))).toMatchObject({
    problem: expect.stringContaining('5001 results'),
  })
  expect(readClaudeReview({ findings: 'none' })).toMatchObject({ ok: false })
  expect(readClaudeReview([{ severity: 'HIGH' }])).toMatchObject({ ok: false })
})

test('a review of Claude is read as a list and as an object', () => {
  const one = {
    file: 'api.py',
    line: 42,
    severity: 'HIGH',
    category: 'sql_injection',
    description: 'Text.',
    confidence: 0.9,
  }
  for (const written of [[one], { findings: [one], analysis_summary: {} }])
    expect(readClaudeReview(written)).toMatchObject({
      ok: true,
      findings: [{ rule: 'sql_injection', severity: 'high', path: 'api.py', line: 42, message: 'Text.' }],
    })
})

test('a finding of others stays the same when lines move, and says nothing that must not be said', () => {
  const [one] = ok(
    sarif([{ ruleId: 'js/x<y>', message: { text: 'Key abc123secret\n::error::no' }, ...at('a.ts') }]),
  )
  const finding = toFinding(one!, '  call(x)', (text) => text.replaceAll('abc123secret', '********'))
  expect(finding).toMatchObject({
    rule: 'other-semgrep-oss-js-x-y',
    kind: 'code',
    title: 'Semgrep OSS: js/x<y>',
    note: 'Key ******** ::error::no',
    excerpt: '',
  })
  const same = (text: string) => toFinding({ ...one!, line: 9, endLine: 9 }, text, (each) => each).fingerprint
  expect(same('call(x)\r')).toBe(finding.fingerprint)
  expect(same('call(y)')).not.toBe(finding.fingerprint)
  const named = { ...one!, identity: 'id' }
  expect(toFinding(named, 'a', (each) => each).fingerprint).toBe(
    toFinding(named, 'b', (each) => each).fingerprint,
  )
})

test('files are read from the workspace alone, and one that is missing is an error', () => {
  const workspace = temporaryFolder()
  const outside = join(temporaryFolder(), 'x.sarif')
  writeFileSync(outside, '{}')
  mkdirSync(join(workspace, 'out'))
  writeFileSync(
    join(workspace, 'out/a.sarif'),
    `\ufeff${JSON.stringify(sarif([{ ruleId: 'a', ...at('a.ts') }]))}`,
  )
  writeFileSync(join(workspace, 'bad.sarif'), 'no')
  symlinkSync(outside, join(workspace, 'link.sarif'))
  const read = (sarifInputs: readonly string[], review = '') =>
    readOthers({ 'sarif-inputs': [...sarifInputs], 'claude-review': review }, workspace)
  expect(read(['out/*.sarif', 'out/a.sarif'])).toHaveLength(1)
  expect(() => read(['none/*.sarif'])).toThrow('no file is called none/*.sarif')
  expect(() => read(['bad.sarif'])).toThrow('bad.sarif is not JSON')
  expect(() => read(['link.sarif'])).toThrow('outside of the workspace')
  expect(() => read([], 'gone.json')).toThrow('gone.json could not be read')
})
