import { type ChaosState, placeOf, type RecordedActs } from './chaos-program.ts'
import { wasLeaving } from './judge-leaving.ts'
import { during, pausedMs } from './judge-writes.ts'
import { isOrdered } from './under-way.ts'
import type { ConnectionChange } from './watch-connections.ts'

/** What is on GitHub at the end, and what happened on the way there. */
export interface Connections {
  /** Of each organization, by login: GitHub's ids of the repositories that get its secret. */
  readonly given: ReadonlyMap<string, ReadonlySet<number>>
  /** Of each organization, by login: GitHub's ids of the repositories that the assistant's App is on. */
  readonly connected: ReadonlyMap<string, ReadonlySet<number>>
  readonly changes: readonly ConnectionChange[]
}

/**
 * What was changed on GitHub and should not have been, at any moment, and what is not as it was decided at the end. Nothing, where the
 * program has kept to what it says. Pure.
 */
export function connectionProblems(
  { decisions, acts }: ChaosState,
  { connected, given, changes }: Connections,
): readonly string[] {
  if (!acts) return ['nothing is recorded of what was changed']
  // What waits for somebody is told elsewhere, and what is switched off is as people left it, or what Gatehouse leaves.
  const isWaiting = (place: string, name: string, kinds: readonly string[]): boolean =>
    acts.leaving.some(
      ({ organization, until }) => organization === place.split('#')[0] && until === Infinity,
    ) ||
    acts.switches.get(place.split('#')[0]!)?.at(-1)?.on.has(name) === false ||
    acts.open.some((one) => one.place === place && kinds.includes(one.kind))
  const ours = changes.filter(({ by }) => by === 'program')
  return [
    ...acts.open
      .filter(({ state }) => state === 'planned')
      .map(({ place, kind }) => `${kind} of ${place ?? 'an organization'} is still to be made`),
    ...[...decisions].flatMap(([place, decision]) => {
      if (isWaiting(place, 'connections', ['connect', 'disconnect'])) return []
      const [login = '', id] = place.split('#')
      const isConnected = connected.get(login)?.has(Number(id)) ?? false
      const wanted = wantedOf(decision)
      return wanted === undefined || wanted === isConnected
        ? []
        : [`${decision.repository} is ${decision.outcome} and ${isConnected ? '' : 'not '}connected`]
    }),
    ...ours.flatMap((change) => changeProblems(change, acts)),
    ...[...decisions].flatMap(([place, { repository, outcome }]) =>
      isWaiting(place, 'secrets', ['give-secret', 'drop-secret'])
        ? []
        : secretProblems({ place, repository, outcome }, given, changes),
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
  { way, at, organization, repository, change, isQuarantine = false }: ConnectionChange,
  { outcomes, acceptedAt, pauses, leaving, orders }: RecordedActs,
): readonly string[] {
  const place = placeOf(organization, repository)
  const could = during(outcomes.get(place) ?? [], at).map(({ outcome }) => outcome)
  const isWanted =
    // Nobody has decided about what was made just now, and there is nothing in it to be reached.
    (change === 'added' && isQuarantine) ||
    (change === 'added' &&
      isOrdered(orders, { place, kind: way === 'app' ? 'connect' : 'give-secret', at })) ||
    could.some((outcome) =>
      change === 'added' ? outcome === 'allowed' : outcome === 'denied' || outcome === 'needs-approval',
    )
  const what = `${place} was ${change} (${way}) at ${new Date(at).toISOString()}`
  return [
    ...(isWanted ? [] : [`${what}, when it was ${could.join(', then ') || 'not decided'}`]),
    ...((acceptedAt.get(organization) ?? Infinity) <= at ? [] : [`${what}, before it was accepted`]),
    ...(pauses.some(({ from, until }) => at > from + pausedMs && at < until)
      ? [`${what}, while paused`]
      : []),
    ...(wasLeaving(leaving, organization, at) ? [`${what}, while Gatehouse was to leave`] : []),
  ]
}
