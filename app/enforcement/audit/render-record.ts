import { csvRow } from '../../../report/csv-rows.ts'
import { ocsfEvent } from './ocsf/event.ts'
import type { EventLine, OrganizationLine, RecordLine } from './record-line.ts'

/** The forms in which the record is given out. */
export const recordFormats = ['jsonl', 'csv', 'ocsf'] as const
export type RecordFormat = (typeof recordFormats)[number]

type Renderer = (lines: AsyncIterable<RecordLine>) => AsyncGenerator<string>

/** One text for each line of the result, with its line end. */
export const renderRecord: Readonly<Record<RecordFormat, Renderer>> = {
  /** Everything, exactly: the form that can be verified. */
  jsonl: async function* (lines) {
    for await (const line of lines) yield `${JSON.stringify(line)}\n`
  },
  /** For people with a spreadsheet. */
  csv: async function* (lines) {
    yield csvRow(columns)
    for await (const [event, organization] of eventsIn(lines)) yield csvRow(cellsOf(event, organization))
  },
  /** One OCSF 1.6.0 event a line, for other systems. */
  ocsf: async function* (lines) {
    for await (const [event, organization] of eventsIn(lines))
      yield `${JSON.stringify(ocsfEvent(event, organization))}\n`
  },
}

const columns = [
  'at',
  'host',
  'organization',
  'sequence',
  'kind',
  'subject',
  'actor',
  'actorLogin',
  'data',
  'previous',
  'hash',
] as const

const cellsOf = (event: EventLine, { host, login }: OrganizationLine): readonly (string | number)[] => [
  event.at,
  host,
  login,
  event.sequence,
  event.kind,
  event.subject,
  event.actor ?? '',
  event.actorLogin ?? '',
  JSON.stringify(event.data),
  event.previous,
  event.hash,
]

async function* eventsIn(
  lines: AsyncIterable<RecordLine>,
): AsyncGenerator<readonly [EventLine, OrganizationLine]> {
  let organization: OrganizationLine | undefined
  for await (const line of lines) {
    if (line.type === 'organization') organization = line
    if (line.type === 'event' && organization) yield [line, organization]
  }
}
