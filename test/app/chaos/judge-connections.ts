import { type ChaosState, placeOf, type RecordedActs } from './chaos-program.ts'
import type { ConnectionChange } from './watch-connections.ts'

/** What is on GitHub at the end, and what happened on the way there. */
export interface Connections {
  /** Of each organization, by login: GitHub's ids of the repositories that get its secret. */
  readonly given: ReadonlyMap<string, ReadonlySet<number>>
  /** Of each organization, by login: GitHub's ids of the repositories that the assistant's App is on. */
  readonly connected: ReadonlyMap<string, ReadonlySet<number>>
  readonly changes: readonly ConnectionChange[]
  /** As the policy says it. */
  readonly mostRemovals: number
}

/**
 * How long what was decided otherwise may still be under way: between the last look at the record and GitHub lies a request, and an
 * instant is recorded before its transaction ends.
 */
const underWayMs = 2_000
/** A pause holds within ten seconds; between processes of one machine in less. */
const pausedMs = 5_000
const hourMs = 60 * 60 * 1000

/**
 * What was changed on GitHub and should not have been, at any moment, and what is not as it was decided at the end. Nothing, where the
 * program has kept to what it says. Pure.
 */
export function connectionProblems(
  { decisions, acts }: ChaosState,
  { connected, given, changes, mostRemovals }: Connections,
): readonly string[] {
  if (!acts) return ['nothing is recorded of what was changed']
  const waiting = new Set(acts.open.map(({ place }) => place))
  const ours = changes.filter(({ by }) => by === 'program')
  return [
    ...acts.open
      .filter(({ state }) => state === 'planned')
      .map(({ place, kind }) => `${kind} of ${place ?? 'an organization'} is still to be made`),
    ...[...decisions].flatMap(([place, decision]) => {
      if (waiting.has(place)) return []
      const [login = '', id] = place.split('#')
      const isConnected = connected.get(login)?.has(Number(id)) ?? false
      const wanted = wantedOf(decision)
      return wanted === undefined || wanted === isConnected
        ? []
        : [`${decision.repository} is ${decision.outcome} and ${isConnected ? '' : 'not '}connected`]
    }),
    ...ours.flatMap((change) => changeProblems(change, acts)),
    ...radiusProblems(
      ours.filter(({ way }) => way === 'app'),
      acts,
      mostRemovals,
    ),
    ...[...decisions].flatMap(([place, { repository, outcome }]) =>
      waiting.has(place) ? [] : secretProblems({ place, repository, outcome }, given, changes),
    ),
  ]
}

/** Who may not be reached gets no secret, and who may gets back what was taken. */
function secretProblems(
  {
    place,
    repository,
    outcome,
  }: { readonly place: string; readonly repository: string; readonly outcome: string },
  given: Connections['given'],
  changes: readonly ConnectionChange[],
): readonly string[] {
  const [login = '', id] = place.split('#')
  const isGiven = given.get(login)?.has(Number(id)) ?? false
  const own = changes.filter(
    ({ way, organization, repository: of }) => way === 'secret' && placeOf(organization, of) === place,
  )
  const isTaken = own.at(-1)?.by === 'program' && own.at(-1)?.change === 'removed'
  if (outcome === 'allowed' && isTaken) return [`${repository} is allowed, and its secret was not given back`]
  const isKeptOut = outcome === 'denied' || outcome === 'needs-approval'
  return isKeptOut && isGiven ? [`${repository} is ${outcome} and gets the secret`] : []
}

/** undefined: as people left it. */
function wantedOf({
  outcome,
  reasons,
}: {
  readonly outcome: string
  readonly reasons: readonly string[]
}): boolean | undefined {
  if (outcome === 'allowed') return reasons.includes('approval: met') ? true : undefined
  return outcome === 'denied' || outcome === 'needs-approval' ? false : undefined
}

function changeProblems(
  { way, at, organization, repository, change }: ConnectionChange,
  { outcomes, acceptedAt, pauses }: RecordedActs,
): readonly string[] {
  const place = placeOf(organization, repository)
  const known = outcomes.get(place) ?? []
  const last = known.findLast((one) => one.at <= at - underWayMs)
  const recent = known.filter((one) => one.at > at - underWayMs && one.at <= at)
  const could = [...(last ? [last] : []), ...recent].map(({ outcome }) => outcome)
  const isWanted = could.some((outcome) =>
    change === 'added' ? outcome === 'allowed' : outcome === 'denied' || outcome === 'needs-approval',
  )
  const what = `${place} was ${change} (${way}) at ${new Date(at).toISOString()}`
  return [
    ...(isWanted ? [] : [`${what}, when it was ${could.join(', then ') || 'not decided'}`]),
    ...((acceptedAt.get(organization) ?? Infinity) <= at ? [] : [`${what}, before it was accepted`]),
    ...(pauses.some(({ from, until }) => at > from + pausedMs && at < until)
      ? [`${what}, while paused`]
      : []),
  ]
}

/** More than the policy lets be taken within an hour, without what an owner has let pass. */
function radiusProblems(
  ours: readonly ConnectionChange[],
  { letPass }: RecordedActs,
  most: number,
): readonly string[] {
  const organizations = new Set(ours.map(({ organization }) => organization))
  return [...organizations].flatMap((organization) => {
    const removed = ours.filter((one) => one.organization === organization && one.change === 'removed')
    const passed = new Set(
      letPass.map(({ place, at }) =>
        removed.findLast((one) => placeOf(organization, one.repository) === place && one.at <= at),
      ),
    )
    const counted = removed.filter((one) => !passed.has(one)).map(({ at }) => at)
    const worst = Math.max(
      0,
      ...counted.map((from) => counted.filter((at) => at >= from && at < from + hourMs).length),
    )
    return worst > most
      ? [`${organization}: ${worst} connections were taken within an hour, and ${most} may be`]
      : []
  })
}
