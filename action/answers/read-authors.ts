import { compareCommits } from '../gather/compare-commits.ts'
import type { Octokit, Place } from '../github.ts'
import { readCoAuthors } from './read-co-authors.ts'

export interface WrittenRange {
  readonly base: string
  /** The base where the other one cannot be compared with. */
  readonly otherwise: string
  readonly head: string
  /** Who opened the pull request; undefined: an account that is gone. */
  readonly opener: string | undefined
}

/**
 * Everybody who wrote a part of a pull request: who opened it, and whom GitHub names as author, committer or co-author of one of its
 * commits. What it ascribes to nobody counts as the opener's.
 * @returns undefined where that is not known of all of it, so that anybody could have written it
 */
export async function readAuthors(
  octokit: Octokit,
  place: Place,
  { base, otherwise, head, opener }: WrittenRange,
): Promise<readonly string[] | undefined> {
  if (opener === undefined) return undefined
  const range =
    (await compareCommits(octokit, place, { base, head })) ??
    (await compareCommits(octokit, place, { base: otherwise, head }))
  const coAuthors = range && (await readCoAuthors(octokit, place, range.list))
  if (!range || !coAuthors) return undefined
  return [...new Set([opener, ...range.list.flatMap(({ logins }) => logins), ...coAuthors])]
}
