import type { Reason } from './readiness.ts'

/** A condition that people have waived for one repository, for a while. */
export interface Exception {
  /** Permanent id of the check. */
  readonly check: string
  /** ISO 8601: from when on. */
  readonly grantedAt: string
  /** ISO 8601: from then on it counts again. */
  readonly expiresAt: string
}

/**
 * What a reason is under exceptions: one that does not hold, or of which that is not known, stays with all that was found, and
 * decides nothing until the exception ends. Of approvals and groups there are no exceptions. Pure.
 */
export function underExceptions(reason: Reason, exceptions: readonly Exception[], now: Date): Reason {
  if (reason.state === 'met' || reason.advisory === true) return reason
  const waiving = exceptions.filter((one) => one.check === reason.check && isInForce(one, now))
  const last = waiving
    .map(({ expiresAt }) => expiresAt)
    .toSorted()
    .at(-1)
  if (last === undefined) return reason
  return {
    ...reason,
    found: `${reason.found}; an exception waives it until ${last.slice(0, 10)}`,
    advisory: true,
  }
}

const isInForce = ({ grantedAt, expiresAt }: Exception, now: Date): boolean =>
  // Written so that a date that can't be read makes it false.
  Date.parse(grantedAt) <= now.getTime() && now.getTime() < Date.parse(expiresAt)
