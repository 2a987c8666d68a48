import { expect, test } from 'vitest'
import { renderHuman } from '../../report/human.ts'
import { widthOf } from '../../report/terminal/measure.ts'
import { actingCharacters } from './hostile-text.ts'
import {
  empty,
  finding,
  hostile,
  large,
  partly,
  repeated,
  sampleRules,
  shop,
  shopScan,
} from './sample-reports.ts'

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n')

test.each([60, 80, 120])('no line is wider than a terminal of %i columns', (width) => {
  for (const report of [shop(), shopScan(), empty(), partly()]) {
    for (const line of linesOf(renderHuman(report, { width })))
      expect(widthOf(line)).toBeLessThanOrEqual(width)
  }
})

test('colours change nothing but colours', () => {
  const colored = renderHuman(shop(), { color: true })
  expect(colored).toMatch(/\x1b\[31m/)
  expect(colored.replaceAll(/\x1b\[[\d;]+m/g, '')).toBe(renderHuman(shop(), { color: false }))
})

test('without unicode only ASCII of ours is written', () => {
  expect(renderHuman(shop(), { unicode: false })).toMatch(/^[\n\x20-\x7e]+$/)
})

test('nothing of the repository acts on the terminal or in a CI log', () => {
  const text = renderHuman(hostile(), { all: true, width: 60 })
  for (const line of linesOf(text)) {
    expect(line).not.toMatch(actingCharacters)
    expect(line.trimStart().startsWith('::')).toBe(false)
    expect(line).not.toContain('##[')
  }
})

test('a long report is cut with the number of what is left out', () => {
  const text = renderHuman(large())
  expect(text.match(/… and 980 more \(use --all, or --format jsonl\)/g)).toHaveLength(3)
  expect(text).toContain('… and 990 more')
  expect(text.match(/src\/\d+\.ts/g)).toHaveLength(20)
})

test('with all nothing is left out', () => {
  const text = renderHuman(large(), { all: true })
  expect(text).not.toMatch(/ more \(/)
  expect(text.match(/(?:src|old)\/\d+\.ts|services\/\d+\/\.env/g)).toHaveLength(3000)
})

test('what was not scanned is never passed over', () => {
  const text = renderHuman(partly())
  expect(text).toContain('? Nothing found in what was looked at')
  expect(text).toContain('private/keys')
  expect(text).toContain('Not scanned: 1 place.')
  const ready = { ...empty(), coverage: partly().coverage }
  expect(renderHuman(ready)).toMatch(/^\? Ready to be connected to Claude, as far as it could be scanned\n/)
})

test('a submodule does not make an answer unsure, and is listed all the same', () => {
  const notScanned = [{ path: 'vendor/engine', code: 'submodule', reason: 'Check its own repository.' }]
  const text = renderHuman({ ...empty(), coverage: { ...empty().coverage, notScanned } })
  expect(text).toMatch(/^✓ Ready to be connected to Claude\n/)
  expect(text).toContain('vendor/engine')
  expect(text).not.toContain('Nothing was left out')
})

test('no report says clean, and every check says that it grants nothing', () => {
  for (const report of [shop(), empty(), partly(), large(), hostile()]) {
    expect(renderHuman(report)).not.toMatch(/\bclean\b/i)
    expect(renderHuman(report).includes('This grants nothing')).toBe(report.readiness !== undefined)
  }
})

test('a masked part stays in sight where an excerpt is cut', () => {
  const [first] = shop().findings
  const excerpt = `${'a'.repeat(90)} '********' ${'b'.repeat(90)}`
  const report = { ...shop(), findings: first === undefined ? [] : [{ ...first, excerpt }] }
  expect(renderHuman(report, { width: 60 })).toMatch(/│ …a+ '\*{8}' b+…/)
})

test('one secret in three hundred files is one secret with its places', () => {
  const text = renderHuman(repeated())
  expect(text).toContain('Secrets tracked now  2 critical')
  expect(text).not.toContain('Secrets only in history')
  expect(text).toContain('the same in 299 more places')
  expect(text.match(/sites\/\d+\/config\.ts/g)).toHaveLength(4)
  expect(text).toContain('… and 296 more')
  expect(text).toContain('1 secret in 300 places')
  expect(renderHuman(repeated(), { all: true }).match(/sites\/\d+\/config\.ts/g)).toHaveLength(300)
  const { readiness: _readiness, ...scan } = repeated()
  expect(renderHuman(scan)).toMatch(/^✗ 2 findings in 301 places: 2 critical\n/)
})

test('the same secret is open where nobody settled it', () => {
  const [first, second] = repeated().findings
  const findings = [first!, { ...second!, status: 'false-positive', statusReason: 'A sample.' } as const]
  const text = renderHuman({ ...repeated(), findings })
  expect(text).toContain('Secrets only in history  1 critical')
  expect(text).toContain('Set aside  1 false positive')
})

test('the same file at two paths is two files', () => {
  const fingerprint = `g1:${'cd'.repeat(20)}`
  const findings = ['a/.env', 'b/.env'].map((path) => finding(sampleRules.env, { path }, { fingerprint }))
  expect(renderHuman({ ...shop(), findings })).toContain('Risky files  2 high')
})

test('advice that does not hold is not marked as unknown', () => {
  const text = renderHuman(shop())
  expect(text).toMatch(/^! Workflows use the assistant safely/m)
  expect(text).toMatch(/^\? The repository is private or internal/m)
})

test('what is only in history is not to be untracked', () => {
  const findings = shop().findings.filter(({ path }) => path === 'config/.env.production')
  const text = renderHuman({ ...shop(), findings }).replaceAll(/\s+/g, ' ')
  expect(text).not.toContain('Untrack it')
  expect(text).toContain('It is out of the files already')
  expect(renderHuman(shop())).toContain('Untrack it')
})

test('an open finding says why its allowlist entry does not count', () => {
  const [first] = shop().findings
  const statusReason = 'Its allowlist entry (allowlist.yml:3) is expired: its last day was 2026-01-01.'
  const text = renderHuman({ ...shop(), findings: [{ ...first!, statusReason }] })
  expect(text.replaceAll(/\s+/g, ' ')).toContain(statusReason)
})
