import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { missingEvents } from '../../bench/app/count-events.ts'
import { judgeMemory, memoryLimits } from '../../bench/app/judge-memory.ts'
import { renderRecord, recordFormats } from '../../app/enforcement/audit/render-record.ts'
import type { EventLine, RecordLine } from '../../app/enforcement/audit/record-line.ts'
import { chainOf, samples } from '../app/enforcement/audit/record-samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-long-record-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const events = chainOf('1', samples(5))

async function* linesOf(given: readonly EventLine[]): AsyncGenerator<RecordLine> {
  const last = given.length
  yield { type: 'organization', id: '1', host: 'github.com', login: 'acme', first: 1, last, isWhole: true }
  yield* given
}

async function write(format: (typeof recordFormats)[number], given: readonly EventLine[]): Promise<string> {
  const texts: string[] = []
  for await (const text of renderRecord[format](linesOf(given))) texts.push(text)
  const file = join(folder, `record.${format}`)
  writeFileSync(file, texts.join(''))
  return file
}

describe.each(recordFormats)('in %s', (format) => {
  test('all events are found, and each that is missing, doubled or too much is told', async () => {
    expect(await missingEvents(await write(format, events), format, 5)).toBeUndefined()
    const without = events.filter(({ sequence }) => sequence !== 3)
    expect(await missingEvents(await write(format, without), format, 5)).toBe(
      'event 4 stands where event 3 belongs',
    )
    const doubled = [...events.slice(0, 2), ...events.slice(1)]
    expect(await missingEvents(await write(format, doubled), format, 5)).toBe(
      'event 2 stands where event 3 belongs',
    )
    const short = await write(format, events.slice(0, 4))
    expect(await missingEvents(short, format, 5)).toBe('it ends with event 4 of 5')
    expect(await missingEvents(await write(format, events), format, 4)).toBe('it ends with event 5 of 4')
  })
})

test('memory that grows, is too much or is not known is told', () => {
  const of = (...sizes: readonly (number | undefined)[]) =>
    judgeMemory(sizes.map((megabytes, index) => ({ name: 'export', events: 10 ** (index + 1), megabytes })))
  const { megabytes, growth } = memoryLimits
  expect(of(100, 100 * growth)).toEqual([])
  expect(of(100, 100 * growth + 1)).toEqual([expect.stringContaining('more than 1.3 times the least, 100')])
  expect(of(megabytes, megabytes + 1)).toEqual([expect.stringContaining(`more than ${megabytes}`)])
  expect(of(100, undefined)).toEqual([expect.stringContaining('was not measured')])
  expect(of(100, Number.NaN)).toEqual([expect.stringContaining('was not measured')])
})
