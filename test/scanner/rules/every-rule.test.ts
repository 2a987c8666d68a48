import { expect, test } from 'vitest'
import { confidences, ruleKinds, severities } from '../../../scanner/engine/rule.ts'
import { createTextMask } from '../../../scanner/engine/mask-text.ts'
import { compileLater } from '../../../scanner/pool/scan-rules.ts'
import { allRules } from '../../../scanner/rules/index.ts'

const broken = (isFine: (rule: (typeof allRules)[number]) => boolean): readonly string[] =>
  allRules.filter((rule) => !isFine(rule)).map(({ id }) => id)

test('ids are unique across all kinds, and well formed', () => {
  const ids = allRules.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  expect(broken(({ id }) => /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(id))).toEqual([])
  expect(ids.length).toBeGreaterThan(500)
})

test('every rule says why it matters and what to do, in whole sentences', () => {
  expect(broken(({ why }) => /^[\p{L}`].{20,}[.]$/u.test(why))).toEqual([])
  expect(broken(({ fix }) => /^[\p{Lu}`].{10,}[.]$/u.test(fix))).toEqual([])
})

test('every title is one short phrase', () => {
  expect(
    broken(({ title }) => title.length <= 90 && title === title.trim() && !/[.\n]$/.test(title)),
  ).toEqual([])
})

test('every rule names a source by a safe address', () => {
  expect(
    broken(({ source }) => URL.canParse(source.url) && new URL(source.url).protocol === 'https:'),
  ).toEqual([])
  expect(broken(({ source }) => ['read', 'unverified'].includes(source.checked))).toEqual([])
})

test('every rule is of a known kind, severity and confidence', () => {
  expect(broken(({ kind }) => ruleKinds.includes(kind))).toEqual([])
  expect(broken(({ severity }) => severities.includes(severity))).toEqual([])
  expect(broken(({ confidence }) => confidences.includes(confidence))).toEqual([])
})

test('no papers hold a line break, a control character or a tab', () => {
  expect(broken(({ title, why, fix }) => !/\p{Cc}/u.test(title + why + fix))).toEqual([])
})

test('no papers are taken for secrets, which reports mask', () => {
  const mask = createTextMask(compileLater({ userRules: [] }))
  expect(broken(({ title, why, fix }) => [title, why, fix].every((text) => mask(text) === text))).toEqual([])
})
