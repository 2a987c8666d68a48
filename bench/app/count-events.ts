import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { readLines } from '../../cli/input-lines.ts'
import type { RecordFormat } from '../../app/enforcement/audit/render-record.ts'

/** The sequences in an export, one after the other. */
type Sequences = AsyncIterable<number>

const readers: Readonly<Record<RecordFormat, (file: string) => Sequences>> = {
  jsonl: async function* (file) {
    for await (const line of linesOf(file)) {
      const { type, sequence }: { type: string; sequence: number } = JSON.parse(line)
      if (type === 'event') yield sequence
    }
  },
  csv: async function* (file) {
    const rows: AsyncIterable<{ sequence: string }> = createReadStream(file).pipe(parse({ columns: true }))
    for await (const { sequence } of rows) yield Number(sequence)
  },
  ocsf: async function* (file) {
    for await (const line of linesOf(file)) {
      const { metadata }: { metadata: { sequence: number } } = JSON.parse(line)
      yield metadata.sequence
    }
  },
}

/** @returns what is wrong with an export of one organization that should hold the events 1 to `last`; undefined: nothing */
export async function missingEvents(
  file: string,
  format: RecordFormat,
  last: number,
): Promise<string | undefined> {
  let expected = 1
  for await (const sequence of readers[format](file)) {
    if (sequence !== expected) return `event ${sequence} stands where event ${expected} belongs`
    expected += 1
  }
  return expected - 1 === last ? undefined : `it ends with event ${expected - 1} of ${last}`
}

const linesOf = (file: string): AsyncIterable<string> =>
  readLines({ folder: process.cwd(), readInput: () => new Uint8Array() }, file)
