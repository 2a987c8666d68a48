import type { RepositorySnapshot } from '../../../app/enforcement/github.ts'
import { known } from '../../../policies/facts.ts'

/** A private repository without a commit, as GitHub lists it; with what a test wants otherwise. */
export const listedRepository = (
  githubId: number,
  name: string,
  over: Partial<RepositorySnapshot> = {},
): RepositorySnapshot => ({
  githubId,
  name,
  visibility: 'private',
  isArchived: false,
  isFork: false,
  defaultBranch: 'main',
  topics: known([]),
  headCommit: null,
  pushedAt: null,
  workflows: known([]),
  codeowners: known(null),
  origin: null,
  ...over,
})
