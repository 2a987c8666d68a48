import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rulesPage, rulesPageFile } from '../../build/rules-page.ts'
import { allRules } from '../../scanner/rules/index.ts'

test('docs/rules.md is up to date (`npm run generate` writes it)', () => {
  expect(readFileSync(rulesPageFile, 'utf8')).toBe(rulesPage())
})

test('every rule has one row, with as many cells as its table has columns', () => {
  const rows = rulesPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  expect(new Set(rows.map((row) => row.split('`')[1]))).toStrictEqual(new Set(allRules.map(({ id }) => id)))
  expect(rows).toHaveLength(allRules.length)
  for (const row of rows) expect(row.split('|')).toHaveLength(7)
})
