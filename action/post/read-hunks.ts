import { type Hunk, hunksIn } from '../comments/hunks.ts'
import { type PullAccess, pullOf } from './posting.ts'

/**
 * The lines that GitHub shows of these files, by path. Of a file that is too large to be shown there are none.
 * Source: GitHub REST API, "List pull requests files": at most 3,000.
 */
export async function readHunks(
  access: PullAccess,
  paths: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly Hunk[]>> {
  const { octokit } = access
  const hunks = new Map<string, readonly Hunk[]>()
  const pages = octokit.paginate.iterator(octokit.rest.pulls.listFiles, { ...pullOf(access), per_page: 100 })
  for await (const { data } of pages) {
    for (const { filename, patch } of data) if (paths.has(filename)) hunks.set(filename, hunksIn(patch ?? ''))
    if (hunks.size === paths.size) break
  }
  return hunks
}
