import type { ReachState } from './reach.ts'

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

/** How many repositories an assistant reaches so: each repository counts once, by the strongest of its paths. */
export interface ReachCount {
  readonly assistant: string
  /** The strongest of a repository's paths. */
  readonly state: ReachState
  readonly repositories: number
}

/** What is known of a path, weakest first: a repository counts by the strongest of its paths. */
export const reachStrength: readonly ReachState[] = ['not-seen', 'unknown', 'possible', 'connected']

/** By assistant, in the order in which they are first named. */
export function reachBounds(counts: readonly ReachCount[]): readonly ReachBounds[] {
  const assistants = new Set(counts.map(({ assistant }) => assistant))
  return [...assistants].map((assistant) =>
    boundsOf(
      assistant,
      counts.filter((one) => one.assistant === assistant),
    ),
  )
}

function boundsOf(assistant: string, counts: readonly ReachCount[]): ReachBounds {
  const sum = (...states: readonly ReachState[]): number =>
    counts
      .filter(({ state }) => states.includes(state))
      .reduce((all, { repositories }) => all + repositories, 0)
  return {
    assistant,
    atLeast: sum('connected'),
    atMost: sum('connected', 'possible', 'unknown'),
    repositories: sum(...reachStrength),
    possible: sum('possible'),
    unknown: sum('unknown'),
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
