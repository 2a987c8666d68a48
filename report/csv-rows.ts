import { stringify } from 'csv-stringify/sync'
import { escapeCsvCell } from './escape/csv.ts'

/**
 * Rows for spreadsheets (RFC 4180), one after the other, so that a list of any length can be written.
 * @param cells texts are quoted and freed of formulas; numbers stay numbers
 */
export const csvRow = (cells: readonly (string | number)[]): string =>
  stringify([cells], { quoted_string: true, record_delimiter: 'windows', cast: { string: escapeCsvCell } })
