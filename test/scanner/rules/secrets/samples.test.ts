import { describe, expect, test } from 'vitest'
import { compileRules } from '../../../../scanner/engine/compile-rules.ts'
import { matchBytes } from '../../../../scanner/engine/match-bytes.ts'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'

const compiled = compileRules(secretRules)
const found = (text: string): readonly string[] =>
  matchBytes(compiled, Buffer.from(text)).map((match) => match.rule.id)

describe.each(secretRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('finds its matches, among all rules', () => {
    expect(rule.matches.length).toBeGreaterThan(0)
    for (const sample of rule.matches) expect(found(sample()), sample()).toContain(id)
  })

  test('finds nothing in its misses', () => {
    expect(rule.misses.length).toBeGreaterThan(0)
    for (const sample of rule.misses) expect(found(sample()), sample()).not.toContain(id)
  })
})

test('ids are unique and well formed', () => {
  const ids = secretRules.map((rule) => rule.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(id))).toEqual([])
})
