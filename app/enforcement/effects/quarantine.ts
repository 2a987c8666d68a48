import type { RepositorySnapshot } from '../github.ts'

/**
 * What an assistant's App is left with where everything is to be taken from it: GitHub does not let an installation lose its last
 * repository.
 */
export const quarantineName = 'claude-quarantine'

export const quarantineDescription =
  "Empty, and to stay so: Gatehouse leaves it to Claude's App, which GitHub does not let be without a repository."

/**
 * Whether a repository is the one that is left with an App. Only as long as there is nothing in it to be read: with its first commit
 * it is decided about like any other.
 */
export const isQuarantine = ({
  name,
  visibility,
  headCommit,
}: Pick<RepositorySnapshot, 'name' | 'visibility' | 'headCommit'>): boolean =>
  name === quarantineName && visibility === 'private' && headCommit === null
