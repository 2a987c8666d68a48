import type { DisconnectUntilFixed } from '../../../policies/policy-changes.ts'
import type { Reason } from '../../../policies/readiness.ts'
import type { KnownFinding } from '../findings/known-finding.ts'

const hour = 60 * 60 * 1000

/** Whether somebody owns the place of a finding who does not own the whole repository; undefined: it could not be read. */
export type OwnsPlace = (path: string) => boolean | undefined

/**
 * When a repository loses its connections because of what stands open in it: the grace of each grave finding runs from when it was
 * found, and the first that ends counts. What is fixed at the tip alone still stands in history, where an assistant reads it too.
 * Findings of low confidence never count, nor do those of which it is not known whose they are, where that makes a difference. Pure.
 * @returns undefined: never, as things are
 */
export function disconnectAt(
  findings: readonly Pick<KnownFinding, 'state' | 'places' | 'path' | 'changedAt' | 'firstSeenAt'>[],
  setting: DisconnectUntilFixed | undefined,
  ownsPlace: OwnsPlace,
): Date | undefined {
  if (setting === undefined) return undefined
  const ends = findings.flatMap(({ state, places, path, changedAt, firstSeenAt }) => {
    const [place] = places
    if (!isStanding({ state }) || place === undefined || place.confidence === 'low') return []
    const hours = hoursOf(place.severity, setting)
    if (hours === undefined) return []
    if (setting.paths === 'whole-repository' && ownsPlace(path) !== false) return []
    return [(state === 'open' ? changedAt : firstSeenAt).getTime() + hours * hour]
  })
  return ends.length === 0 ? undefined : new Date(Math.min(...ends))
}

/** Whether a finding is in the repository, or in its history, where an assistant reads it too. */
export const isStanding = ({ state }: Pick<KnownFinding, 'state'>): boolean =>
  state === 'open' || state === 'fixed-at-tip'

const hoursOf = (severity: string, { graceHours }: DisconnectUntilFixed): number | undefined =>
  severity === 'critical' || severity === 'high' || severity === 'medium' ? graceHours[severity] : undefined

/** Whether nothing but findings keeps a repository from being allowed: then its owners have their grace. */
export function isForFindingsAlone(reasons: readonly Reason[]): boolean {
  const against = reasons.filter(
    ({ state, advisory, check }) => state === 'unmet' && advisory !== true && check !== 'approval',
  )
  return against.length > 0 && against.every(({ findings }) => (findings?.length ?? 0) > 0)
}
