import { expect, test } from 'vitest'
import { renderJson } from '../../report/json.ts'
import { renderJsonl } from '../../report/jsonl.ts'
import { empty, hostile, large, shop, shopScan } from './sample-reports.ts'

const keys =
  'rule, title, severity, confidence, path, line, column, endLine, endColumn, commit, fingerprint, status, excerpt, reachedBy'

test('JSON Lines: one object a line, with exactly the published keys in their order', () => {
  for (const report of [shop(), hostile(), large()]) {
    const lines = renderJsonl(report).split('\n')
    expect(lines.pop()).toBe('')
    const objects = lines.map((line): object => JSON.parse(line))
    expect(objects).toHaveLength(report.findings.length)
    for (const [index, object] of objects.entries()) {
      expect(Object.keys(object).join(', ')).toBe(keys)
      expect(report.findings[index]).toMatchObject(object)
    }
  }
})

test('JSON Lines of nothing is an empty text', () => {
  expect(renderJsonl(empty())).toBe('')
})

test('the JSON document holds everything', () => {
  const report = shop()
  const document = JSON.parse(renderJson(report))
  expect(document).toMatchObject({
    target: report.target,
    version: report.version,
    readiness: report.readiness,
  })
  expect(document.coverage).toEqual(report.coverage)
  expect(document.findings).toHaveLength(report.findings.length)
  expect(Object.keys(document.findings[0]).join(', ')).toBe(
    `${keys}, note, history, statusReason, rotated, changesAt, weakness, edits, brought, why, fix`,
  )
  expect(document.findings[0].history).toEqual(report.findings[0]?.history)
})

test('a scan has no readiness', () => {
  expect(JSON.parse(renderJson(shopScan())).readiness).toBeNull()
})
