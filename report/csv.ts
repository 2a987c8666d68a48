import { stringify } from 'csv-stringify/sync'
import { escapeCsvCell } from './escape/csv.ts'
import { isTracked } from './order.ts'
import { recordOf } from './record.ts'
import type { Renderer } from './renderer.ts'

/** For spreadsheets (RFC 4180): the columns of JSON Lines, then what a person sorts and filters by. */
export const renderCsv: Renderer = (report) => {
  const rows = report.findings.map((finding) => ({
    ...recordOf(finding),
    reachedBy: finding.reachedBy.join(' > '),
    tracked: isTracked(finding) ? 'yes' : 'no',
    authorDate: finding.history?.authorDate ?? '',
    author: finding.history?.author ?? '',
    note: finding.note ?? '',
    statusReason: finding.statusReason ?? '',
  }))
  // Every text is quoted: a program set to another separator would else split at it.
  return stringify(rows, {
    header: true,
    columns,
    quoted_string: true,
    record_delimiter: 'windows',
    cast: { string: escapeCsvCell },
  })
}

const columns = [
  'rule',
  'title',
  'severity',
  'confidence',
  'path',
  'line',
  'column',
  'endLine',
  'endColumn',
  'commit',
  'fingerprint',
  'status',
  'excerpt',
  'reachedBy',
  'tracked',
  'authorDate',
  'author',
  'note',
  'statusReason',
]
