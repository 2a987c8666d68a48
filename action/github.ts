import type { getOctokit } from '@actions/github'

export type Octokit = ReturnType<typeof getOctokit>

/** The repository that the workflow runs in, and where it is. */
export interface Place {
  readonly owner: string
  readonly repo: string
  /** `https://github.com`, without a `/` at its end. */
  readonly server: string
}

/** A status of GitHub's; undefined where it gave none. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined
