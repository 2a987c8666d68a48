import type { Reach, ReachState } from './reach.ts'

/** How many repositories an assistant reaches: as many as are proven, and at most these and all that is not disproved. */
export interface ReachBounds {
  readonly assistant: string
  readonly atLeast: number
  readonly atMost: number
  /** Repositories that were looked at. */
  readonly repositories: number
  /** How many of those between are known to be possible, and how many could not be read. */
  readonly possible: number
  readonly unknown: number
}

/** One path into one repository. */
export type BoundedReach = Pick<Reach, 'assistant' | 'path' | 'state'> & { readonly repository: string }

const order: readonly ReachState[] = ['not-seen', 'unknown', 'possible', 'connected']

/** Counts per assistant, in the order in which they are first named. A repository counts once, by the strongest of its paths. */
export function reachBounds(reaches: Iterable<BoundedReach>): readonly ReachBounds[] {
  const best = new Map<string, Map<string, ReachState>>()
  for (const { assistant, repository, state } of reaches) {
    const known = best.get(assistant) ?? new Map<string, ReachState>()
    const before = known.get(repository)
    if (before === undefined || order.indexOf(before) < order.indexOf(state)) known.set(repository, state)
    best.set(assistant, known)
  }
  return [...best].map(([assistant, states]) => boundsOf(assistant, [...states.values()]))
}

function boundsOf(assistant: string, states: readonly ReachState[]): ReachBounds {
  const of = (wanted: ReachState): number => states.filter((state) => state === wanted).length
  const [connected, possible, unread] = [of('connected'), of('possible'), of('unknown')]
  return {
    assistant,
    atLeast: connected,
    atMost: connected + possible + unread,
    repositories: states.length,
    possible,
    unknown: unread,
  }
}

/** "claude reaches between 3 and 12 of 40 repositories: 3 for certain, 4 possibly, 5 could not be read". */
export function boundsInWords({
  assistant,
  atLeast,
  atMost,
  repositories,
  possible,
  unknown,
}: ReachBounds): string {
  const of = `of ${repositories} ${repositories === 1 ? 'repository' : 'repositories'}`
  if (atLeast === atMost)
    return atLeast === 0
      ? `${assistant} was not seen to reach any ${of}, on the paths that were looked at`
      : `${assistant} reaches ${atLeast} ${of}`
  const parts = [
    `${atLeast} for certain`,
    ...(possible > 0 ? [`${possible} possibly`] : []),
    ...(unknown > 0 ? [`${unknown} could not be read`] : []),
  ]
  return `${assistant} reaches between ${atLeast} and ${atMost} ${of}: ${parts.join(', ')}`
}
