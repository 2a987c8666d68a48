import type { AssessedFinding } from './assessed-finding.ts'
import { classMatcher, type FindingClass } from './finding-class.ts'
import type { Reason } from './readiness.ts'

/** What people have waived for one repository: a condition by the permanent id of its check, or findings. */
export type Waived = { readonly check: string } | { readonly findings: FindingClass }

/** What is waived, for a while. */
export type Exception = Waived & {
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
  const waiving = exceptions.filter(
    (one) => 'check' in one && one.check === reason.check && isInForce(one, now),
  )
  const last = lastOf(waiving)
  if (last === undefined) return reason
  return {
    ...reason,
    found: `${reason.found}; an exception waives it until ${last.slice(0, 10)}`,
    advisory: true,
  }
}

/**
 * Judges a condition without the findings that exceptions waive, and tells what there is with them: what is waived stays visible. Pure.
 * @param judge the condition, by findings
 */
export function withoutWaived(
  judge: (findings: readonly AssessedFinding[]) => Reason,
  findings: readonly AssessedFinding[],
  exceptions: readonly Exception[],
  now: Date,
): Reason {
  const all = judge(findings)
  if (all.state === 'met' || all.advisory === true) return all
  const waived = waivedUntil(findings, exceptions, now)
  if (waived.size === 0) return all
  const rest = judge(findings.filter((finding) => !waived.has(finding)))
  if (rest.state === all.state && rest.found === all.found) return all
  const counted = [...waived].filter(
    ([{ fingerprint }]) => all.findings === undefined || all.findings.includes(fingerprint),
  )
  const first = counted.map(([, until]) => until).toSorted()[0] ?? ''
  return {
    ...rest,
    found: `${rest.found}; with what exceptions waive until ${first.slice(0, 10)}: ${all.found}`,
  }
}

/** Findings that are waived, each until when. */
function waivedUntil(
  findings: readonly AssessedFinding[],
  exceptions: readonly Exception[],
  now: Date,
): ReadonlyMap<AssessedFinding, string> {
  const classes = exceptions
    .filter((one) => 'findings' in one && isInForce(one, now))
    .map((one) => ({ isMeant: 'findings' in one ? classMatcher(one.findings) : () => false, one }))
  const waived = new Map<AssessedFinding, string>()
  if (classes.length === 0) return waived
  for (const finding of findings) {
    const last = lastOf(classes.filter(({ isMeant }) => isMeant(finding)).map(({ one }) => one))
    if (last !== undefined) waived.set(finding, last)
  }
  return waived
}

const lastOf = (exceptions: readonly Exception[]): string | undefined =>
  exceptions
    .map(({ expiresAt }) => expiresAt)
    .toSorted()
    .at(-1)

const isInForce = ({ grantedAt, expiresAt }: Exception, now: Date): boolean =>
  // Written so that a date that can't be read makes it false.
  Date.parse(grantedAt) <= now.getTime() && now.getTime() < Date.parse(expiresAt)
