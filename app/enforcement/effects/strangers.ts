import type { NamedRepository } from '../github-writes.ts'

/** What was sent of repositories that GitHub takes by their names. */
export interface Sent {
  /** Those that were meant, by GitHub's numeric ids. */
  readonly meant: ReadonlySet<number>
  /** Names that were sent. */
  readonly names: readonly string[]
}

/**
 * Repositories that a call changed and that were not meant: between reading names and sending them, one was renamed and another got
 * its old name. Only what has a name that was sent: what else changed was somebody else's doing. Pure.
 * @param changed what is another way than before, by the names of now
 */
export function strangersIn(
  changed: readonly NamedRepository[],
  { meant, names }: Sent,
): readonly NamedRepository[] {
  // As GitHub compares them.
  const sent = new Set(names.map((name) => name.toLowerCase()))
  return changed.filter(({ githubId, name }) => !meant.has(githubId) && sent.has(name.toLowerCase()))
}
