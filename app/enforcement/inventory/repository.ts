import type { Visibility } from '../../../policies/facts.ts'

/** A repository as a list of GitHub's tells of it. */
export interface ListedRepository {
  /** GitHub's numeric id. */
  readonly githubId: number
  /** Without the owner. */
  readonly name: string
  readonly visibility: Visibility
  readonly isArchived: boolean
  readonly isFork: boolean
  /** null where nothing was ever pushed. */
  readonly defaultBranch: string | null
}
