import type { CommitRange } from '../../scanner/sources/git/range/fetch-range.ts'
import type { Octokit, Place } from '../github.ts'

/** GitHub gives so many commits a page. */
const perPage = 100
/** A change of more is none that anybody reviews; with each page costing a second, it would not end. */
const mostPages = 100

/**
 * Which commits a change brings, as GitHub knows it: all of them, however many there are.
 * Source: GitHub REST API, "Compare two commits".
 * @param base a commit or a branch
 * @returns null where both share nothing
 */
export async function compareCommits(
  octokit: Octokit,
  { owner, repo }: Place,
  { base, head }: { readonly base: string; readonly head: string },
): Promise<CommitRange | null> {
  const parents = new Map<string, readonly string[]>()
  for (let page = 1; page <= mostPages; page += 1) {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      owner,
      repo,
      basehead: `${base}...${head}`,
      per_page: perPage,
      page,
    })
    for (const commit of data.commits)
      parents.set(
        commit.sha,
        commit.parents.map(({ sha }) => sha),
      )
    if (parents.size >= data.total_commits || data.commits.length === 0) {
      if (parents.size < data.total_commits) return null
      const boundary = [...parents.values()].flat().filter((id) => !parents.has(id))
      return {
        base: data.merge_base_commit.sha,
        head,
        commits: parents.size,
        boundary: [...new Set(boundary)],
      }
    }
  }
  return null
}
