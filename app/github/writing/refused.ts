import { WriteRefused } from '../../enforcement/github-writes.ts'
import { refusalOf, statusOf } from '../read-fact.ts'

/** What GitHub will refuse again; what may pass by itself stays as it is. Its own words may name anything. */
export function refused(error: unknown): unknown {
  const status = statusOf(error)
  const why = refusalOf(error) ?? (status === 409 || status === 422 ? `GitHub answers ${status}` : undefined)
  return why === undefined ? error : new WriteRefused(why, { cause: error })
}
