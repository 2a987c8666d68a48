import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { renderCsv } from '../../report/csv.ts'
import { escapeCsvCell } from '../../report/escape/csv.ts'
import { empty, hostile, shop } from './sample-reports.ts'

const read = (text: string): Record<string, string>[] => parse(text, { columns: true })

test('reads back with one record for each finding', () => {
  const { findings } = shop()
  const records = read(renderCsv(shop()))
  expect(records).toHaveLength(findings.length)
  expect(records.map(({ path }) => path)).toEqual(findings.map(({ path }) => path))
  expect(records[0]).toMatchObject({ line: '3', column: '14', tracked: 'yes', status: 'open' })
  expect(records[5]).toMatchObject({ line: '', commit: '' })
})

test('hostile cells read back escaped, and no cell is a formula', () => {
  const records = read(renderCsv(hostile()))
  expect(records.map(({ path }) => path)).toEqual(hostile().findings.map(({ path }) => escapeCsvCell(path)))
  for (const record of records)
    for (const cell of Object.values(record)) expect(cell).not.toMatch(/^\s*[=+\-@]/)
})

test('has its header also where nothing was found', () => {
  expect(renderCsv(empty())).toMatch(/^"rule","title",.*"statusReason"\r\n$/)
})
