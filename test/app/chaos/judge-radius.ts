import { type LetPass, placeOf } from './chaos-program.ts'
import type { ConnectionChange } from './watch-connections.ts'
import type { ProgramWrite } from './watch-writes.ts'

const hourMs = 60 * 60 * 1000

/** What the program took away. */
interface Removal {
  readonly at: number
  /** Login of the organization. */
  readonly organization: string
  /** By `placeOf`; undefined: it is the organization's. */
  readonly place: string | undefined
  readonly kind: string
}

const kinds: Readonly<Record<string, string>> = {
  'actions/disable-workflow': 'disable-workflow',
  'orgs/review-pat-grant-request': 'deny-token-request',
  'orgs/update-pat-access': 'revoke-token',
}

/** Everything that the program took, from each who had it. */
function removalsOf(
  changes: readonly ConnectionChange[],
  writes: readonly ProgramWrite[],
): readonly Removal[] {
  const connections = changes
    .filter(({ by, change }) => by === 'program' && change === 'removed')
    .map(({ at, organization, repository, way }) => ({
      at,
      organization,
      place: placeOf(organization, repository),
      kind: way === 'app' ? 'disconnect' : 'drop-secret',
    }))
  const others = writes.flatMap(({ at, organization, repository, operation, isChange }) => {
    const kind = kinds[operation]
    const place = repository === undefined ? undefined : placeOf(organization, repository)
    return kind === undefined || !isChange ? [] : [{ at, organization, place, kind }]
  })
  return [...connections, ...others]
}

/** More than the policy lets be taken within an hour, by whatever way, without what an owner has let pass. Pure. */
export function radiusProblems(
  changes: readonly ConnectionChange[],
  writes: readonly ProgramWrite[],
  letPass: readonly LetPass[],
  most: number,
): readonly string[] {
  const removals = removalsOf(changes, writes)
  return [...new Set(removals.map(({ organization }) => organization))].flatMap((organization) => {
    const removed = removals.filter((one) => one.organization === organization)
    const passed = new Set<Removal>()
    for (const { place, kind, at } of letPass.filter((one) => one.organization === organization)) {
      const own = removed.findLast(
        (one) => one.place === place && one.kind === kind && one.at <= at && !passed.has(one),
      )
      if (own) passed.add(own)
    }
    const counted = removed.filter((one) => !passed.has(one))
    const hours = counted.map(({ at: from }) => counted.filter(({ at }) => at >= from && at < from + hourMs))
    const worst = hours.reduce((most, hour) => (hour.length > most.length ? hour : most), [])
    if (worst.length <= most) return []
    const told = worst
      .toSorted((one, other) => one.at - other.at)
      .map(({ at, place, kind }) => `${new Date(at).toISOString()} ${kind} ${place ?? organization}`)
    return [
      `${organization}: ${worst.length} connections were taken within an hour, and ${most} may be: ${told.join(', ')}`,
    ]
  })
}
