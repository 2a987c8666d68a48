import { describe, expect, test } from 'vitest'
import { severities } from '../../../../scanner/engine/rule.ts'
import { fileRules } from '../../../../scanner/rules/files/index.ts'
import { inspectFileName, mayBeRisky } from '../../../../scanner/rules/files/inspect-file-name.ts'
import { fromSample } from './inspected.ts'

describe.each(fileRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test.each(rule.matches.map((sample, index) => [index, sample.path, sample] as const))(
    'reports %i %s',
    (_, path, sample) => {
      expect(mayBeRisky(path)).toBe(true)
      expect(inspectFileName(fromSample(sample)).map((found) => found.rule.id)).toEqual([id])
    },
  )

  test.each(rule.misses.map((sample, index) => [index, sample.path, sample] as const))(
    'leaves out %i %s',
    (_, _path, sample) => {
      expect(inspectFileName(fromSample(sample)).map((found) => found.rule.id)).not.toContain(id)
    },
  )

  test('carries its papers', () => {
    expect(rule.matches.length).toBeGreaterThan(0)
    expect(rule.misses.length).toBeGreaterThan(0)
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
    expect(severities).toContain(rule.severity)
    expect(rule.title).toMatch(/^\S.{5,80}[^.]$/)
    expect(rule.why).toMatch(/\.$/)
    // In the imperative: a verb first.
    expect(rule.fix).toMatch(/^(?:Untrack|Empty|Move|Put|Take|Read|Nothing|Check|Keep|If) .*\.$/)
    expect(new URL(rule.source.url).protocol).toMatch(/^https?:$/)
  })

  test('names are lower-case, and long enough for the index', () => {
    const { bases = [], extensions = [], starts = [], ends = [], paths = [] } = rule.names
    for (const name of [...bases, ...extensions, ...starts, ...ends, ...paths])
      expect(name).toBe(name.toLowerCase())
    for (const name of [...bases, ...extensions, ...paths]) expect(name).not.toBe('')
    for (const name of bases) expect(name).not.toContain('/')
    for (const name of [...starts, ...ends]) expect(name.length).toBeGreaterThanOrEqual(4)
    for (const path of paths) expect(path).toMatch(/^[^*]+\/(?:\*\.)?[^*/]+$/)
  })
})

test('ids are unique', () => {
  const ids = fileRules.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('no rule hides a later one’s samples in silence: each match is reported under exactly one rule', () => {
  for (const sample of fileRules.flatMap(({ matches }) => matches)) {
    expect(inspectFileName(fromSample(sample))).toHaveLength(1)
  }
})
