import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  compareVersions,
  ledgerText,
  released,
  ruleLedger,
  ruleLedgerFile,
  withRules,
} from '../../build/rule-ledger.ts'
import about from '../../package.json' with { type: 'json' }
import { allRules } from '../../scanner/rules/index.ts'
import { dated, type Release, ruleReleases, sinceIn } from '../../scanner/rules/since.ts'

const release = (day: string | null, added: readonly string[], more: Partial<Release> = {}): Release => ({
  version: day === null ? null : `0.${Number(day.slice(-2))}.0`,
  day,
  added,
  retired: [],
  ...more,
})

test('every rule stands in the list of releases, once (`npm run generate` adds it)', () => {
  expect(readFileSync(ruleLedgerFile, 'utf8')).toBe(ruleLedger())
  const added = ruleReleases.flatMap((one) => one.added)
  const retired = new Set(ruleReleases.flatMap((one) => one.retired))
  expect(added).toHaveLength(new Set(added).size)
  expect(new Set(added.filter((id) => !retired.has(id)))).toEqual(new Set(allRules.map(({ id }) => id)))
})

test('releases follow one another, and the last that is out is the version of the package', () => {
  const out = ruleReleases.filter(({ day }) => day !== null)
  for (const [index, { version, day }] of out.entries()) {
    const before = out[index - 1]
    if (!before) continue
    expect(compareVersions(version!, before.version!)).toBeGreaterThan(0)
    expect(day! >= before.day!).toBe(true)
  }
  expect(ruleReleases.findIndex(({ day }) => day === null)).toBeOneOf([-1, ruleReleases.length - 1])
  expect(about.version).toBe((out.at(-1) ?? ruleReleases[0])?.version)
})

test('a rule is new since the day of its release, before that unreleased, and never in the first one', () => {
  const since = sinceIn([
    release('2026-11-01', ['a-b']),
    release('2026-12-02', ['c-d']),
    release(null, ['e-f']),
  ])
  expect([...since]).toEqual([
    ['c-d', '2026-12-02'],
    ['e-f', 'unreleased'],
  ])
  expect(sinceIn([release(null, ['a-b'])]).size).toBe(0)
  const rule = allRules[0]!
  expect(dated(rule, since)).toBe(rule)
  expect(dated(rule, new Map([[rule.id, 'unreleased']]))).toEqual({ ...rule, since: 'unreleased' })
})

test('new and retired rules are noted in the release under way', () => {
  const first = [release('2026-11-01', ['a-b', 'c-d'])]
  expect(withRules(first, ['a-b', 'c-d'])).toBe(first)
  const second = withRules(first, ['e-f', 'a-b', 'd-e'])
  expect(second).toEqual([...first, release(null, ['d-e', 'e-f'], { retired: ['c-d'] })])
  // It was never out.
  expect(withRules(second, ['a-b', 'c-d', 'e-f'])).toEqual([...first, release(null, ['e-f'])])
  const out = released(second, { version: '0.2.0', day: '2026-11-02' })
  expect(out.at(-1)).toEqual(release('2026-11-02', ['d-e', 'e-f'], { retired: ['c-d'] }))
  expect(() => withRules(out, ['a-b', 'c-d', 'd-e', 'e-f'])).toThrow('were retired: c-d.')
  expect(JSON.parse(ledgerText(out))).toEqual(out)
})

test('a release comes after the last one, by number and by day', () => {
  const first = [release('2026-11-09', ['a-b'])]
  expect(() => released(first, { version: '0.9.0', day: '2026-11-10' })).toThrow('does not come after')
  expect(() => released(first, { version: '0.10.0', day: '2026-11-08' })).toThrow('does not come after')
  expect(released(first, { version: '0.10.0', day: '2026-11-09' })).toHaveLength(2)
  expect(compareVersions('0.10.0', '0.9.5')).toBeGreaterThan(0)
})
