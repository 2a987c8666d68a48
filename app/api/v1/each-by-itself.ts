import { type Problem, problemOf } from './problems.ts'

/** What came of one of several. */
export interface EachOutcome<Done> {
  readonly id: string
  /** undefined: a problem did. */
  readonly done: Done | undefined
  readonly problem: Problem | null
}

/**
 * Does something with each of several, one after the other, and tells of each what came of it: what one is refused keeps no other.
 * What fails here fails as a whole, since then nothing is known of the others.
 */
export async function eachByItself<Done>(
  request: { readonly id: string },
  ids: readonly string[],
  work: (id: string) => Promise<Done>,
): Promise<readonly EachOutcome<Done>[]> {
  const outcomes: EachOutcome<Done>[] = []
  for (const id of new Set(ids)) {
    try {
      outcomes.push({ id, done: await work(id), problem: null })
    } catch (error) {
      const problem = problemOf(error, request.id)
      if (problem.code === 'request-failed') throw error
      outcomes.push({ id, done: undefined, problem })
    }
  }
  return outcomes
}
