import { endOfDay } from '../../../policies/fields.ts'
import type { RequestSettings } from '../../../policies/policy-changes.ts'

/** Where the policy names no day, owners have this long to ask. */
const defaultDays = 30
const day = 24 * 60 * 60 * 1000

/**
 * Until when a connection that was there before governance began may stay without an approval.
 * @param since when it was first seen; undefined: there is none of that kind
 */
export function inheritedUntil(
  since: Date | undefined,
  { inheritedUntil: last }: Pick<RequestSettings, 'inheritedUntil'>,
): Date | undefined {
  if (since === undefined) return undefined
  return last === undefined ? new Date(since.getTime() + defaultDays * day) : new Date(endOfDay(last))
}
