import type { CommitRange } from '../../scanner/sources/git/range/fetch-range.ts'
import { type Octokit, type Place, statusOf } from '../github.ts'

/** GitHub gives so many commits a page. */
const perPage = 100
/** A change of more is none that anybody reviews; with each page costing a second, it would not end. */
const mostPages = 100

/** A commit of a change, as far as it is needed to look at it. Ids in hex. */
export interface RangeCommit {
  readonly id: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: string
  /** ISO 8601, in UTC. */
  readonly authorDate: string
  /** Accounts that GitHub ascribes it to, as author or as committer; none where it knows neither. */
  readonly logins: readonly string[]
}

export interface ComparedRange extends CommitRange {
  /** Parents come first. */
  readonly list: readonly RangeCommit[]
  readonly baseTree: string
  /** What a file was called before, by its name now, of the first 300 files. */
  readonly renames: ReadonlyMap<string, string>
}

/**
 * Which commits a change brings, as GitHub knows it: all of them, however many there are. Its list of files ends at 300; it tells of
 * renames, and of nothing else.
 * Source: GitHub REST API, "Compare two commits".
 * @param base a commit or a branch
 * @returns null where one of them is not there, or both share nothing, or not all commits are told
 */
export async function compareCommits(
  octokit: Octokit,
  { owner, repo }: Place,
  { base, head }: { readonly base: string; readonly head: string },
): Promise<ComparedRange | null> {
  const known = new Map<string, RangeCommit>()
  const renames = new Map<string, string>()
  for (let page = 1; page <= mostPages; page += 1) {
    const compared = await comparePage(octokit, { owner, repo, basehead: `${base}...${head}`, page })
    if (compared === null) return null
    for (const one of compared.commits) known.set(one.sha, rangeCommit(one))
    for (const { filename, previous_filename: before } of compared.files ?? [])
      if (before !== undefined) renames.set(filename, before)
    if (known.size >= compared.total_commits) {
      const start = compared.merge_base_commit
      return { ...rangeOf([...known.values()], start.sha, head), baseTree: start.commit.tree.sha, renames }
    }
    if (compared.commits.length === 0) return null
  }
  return null
}

async function comparePage(
  octokit: Octokit,
  at: { readonly owner: string; readonly repo: string; readonly basehead: string; readonly page: number },
) {
  try {
    return (await octokit.rest.repos.compareCommitsWithBasehead({ ...at, per_page: perPage })).data
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}

type Compared = NonNullable<Awaited<ReturnType<typeof comparePage>>>['commits'][number]

const rangeCommit = ({ sha, parents, commit, author, committer }: Compared): RangeCommit => ({
  id: sha,
  tree: commit.tree.sha,
  parents: parents.map((one) => one.sha),
  message: commit.message,
  author: commit.author?.name ?? 'unknown',
  authorDate: commit.author?.date ?? '1970-01-01T00:00:00Z',
  logins: [author, committer].flatMap((one) => (one && 'login' in one ? [one.login] : [])),
})

function rangeOf(list: readonly RangeCommit[], base: string, head: string) {
  const own = new Set(list.map(({ id }) => id))
  const outside = list.flatMap(({ parents }) => parents).filter((id) => !own.has(id))
  return { base, head, commits: list.length, boundary: [...new Set(outside)], list }
}
