import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeCsvCell } from '../../../report/escape/csv.ts'
import { actingCharacters, hostileText, proofRuns } from '../hostile-text.ts'

test.each(['=cmd()', '+1', '-1', '@SUM(1)', '  =1', '\u00a0=1', '＝1'])('%j stays text', (text) => {
  expect(escapeCsvCell(text).trimStart()).toMatch(/^'/)
})

test('a formula after a separator of other countries stays text', () => {
  expect(escapeCsvCell('a;=1; -2')).toBe("a;'=1; '-2")
})

test('a tab, a carriage return and a line end are shown', () => {
  expect(escapeCsvCell('\t=1\r\n')).toBe('\\t=1\\r\\n')
})

test('ordinary text is kept', () => {
  expect(escapeCsvCell('a=b, "c" - d')).toBe('a=b, "c" - d')
})

test('no cell is a formula, every record is one line and reads back', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1, maxLength: 3 }), (texts) => {
      const cells = texts.map(escapeCsvCell)
      const file = stringify([cells], { quoted: true, quoted_empty: true })
      expect(file.trimEnd().split(/[\r\n\u2028\u2029]/)).toHaveLength(1)
      const [read] = parse(file, { relax_column_count: true })
      expect(read).toEqual(cells)
      for (const cell of cells) {
        expect(cell).not.toMatch(actingCharacters)
        for (const part of cell.split(';')) expect(part.trim()).not.toMatch(/^[=+\-@＝＋－＠]/)
      }
    }),
    proofRuns,
  )
})
