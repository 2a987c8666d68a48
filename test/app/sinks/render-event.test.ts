import { expect, test } from 'vitest'
import type { EventLine } from '../../../app/enforcement/audit/record-line.ts'
import { parseRecordLine } from '../../../app/enforcement/audit/record-line.ts'
import { batchName, renderEvent } from '../../../app/sinks/render-event.ts'
import { nextTry } from '../../../app/sinks/retry.ts'
import { chainOf } from '../enforcement/audit/record-samples.ts'

const organization = { id: '7', host: 'github.com', login: 'acme' }
const line: EventLine = {
  ...chainOf('7', [{ kind: 'policy.changed', actor: null, subject: 'policy:5', data: { a: 'é' } }])[0]!,
  actorLogin: 'mona',
}

test('an event has one id, whatever its form and however often it is sent', () => {
  for (const format of ['ocsf', 'record'] as const)
    for (const labels of [[], ['repeated']] as const) {
      const event = renderEvent(line, organization, { format, logins: true, labels })
      expect(event).toMatchObject({ id: '7-1', kind: 'policy.changed', severity: 1 })
      expect(event.text).not.toContain('\n')
      expect(event.text.includes('"labels":["repeated"]')).toBe(labels.length > 0)
    }
})

test('a line of the record is one that can be verified; logins are left out where that is wanted', () => {
  const { text } = renderEvent(line, organization, { format: 'record', logins: true, labels: [] })
  expect(parseRecordLine(text)).toEqual(line)
  for (const format of ['ocsf', 'record'] as const)
    expect(renderEvent(line, organization, { format, logins: false, labels: [] }).text).not.toContain('mona')
})

test('batches are in order by their names', () => {
  const names = [batchName('7', 9, 10), batchName('7', 11, 100), batchName('7', 1_000_000, 1_000_001)]
  expect(names.toSorted()).toEqual(names)
})

test('tries come later and later, up to two minutes, and a wish is followed for a quarter of an hour', () => {
  const now = new Date('2026-11-28T12:00:00.000Z')
  const seconds = (failures: number, wish?: Date, random = 0.5): number =>
    (nextTry(failures, wish, now, random).getTime() - now.getTime()) / 1000
  expect([0, 1, 2, 6, 7, 50].map((failures) => seconds(failures))).toEqual([1, 2, 4, 64, 120, 120])
  expect([seconds(3, undefined, 0), seconds(3, undefined, 1)]).toEqual([4, 12])
  expect(seconds(0, new Date(now.getTime() + 60_000))).toBe(60)
  expect(seconds(0, new Date(now.getTime() + 86_400_000))).toBe(900)
})
