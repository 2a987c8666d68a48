import type { Identity } from './identity.ts'
import type { Octokit, Place } from '../github.ts'

/** Where something is posted. */
export interface Posting {
  readonly octokit: Octokit
  readonly place: Place
  /** Of the pull request. */
  readonly number: number
  /** The commit that the lines are of, in hex. */
  readonly head: string
  /** Whose token it is; asked for once. */
  readonly identity: () => Promise<Identity>
  readonly wait: (milliseconds: number) => Promise<void>
}

export type PullAccess = Pick<Posting, 'octokit' | 'place' | 'number' | 'identity'>

/** What a request for a pull request begins with. */
export const pullOf = ({ place: { owner, repo }, number }: Pick<Posting, 'place' | 'number'>) => ({
  owner,
  repo,
  pull_number: number,
})
