import { createHash } from 'node:crypto'
import { type Octokit, type Place, statusOf } from '../github.ts'
import { BadInput } from '../inputs.ts'

export interface EntryPlace {
  readonly octokit: Octokit
  readonly place: Place
  /** The branch that the change is for: the entries are to reach that one. */
  readonly base: string
  readonly defaultBranch: string
  /** Path of the allowlist. */
  readonly file: string
  /** By whom what is written with the token is. */
  readonly login: string
}

export interface WrittenEntries {
  /** undefined: the base has them already. */
  readonly pull: number | undefined
  /** Why there is a branch and no pull request, for people; undefined where there is one. */
  readonly problem: string | undefined
}

/** A branch for each base: names of branches can be longer than a name of one may be, and hold what a folder is called. */
export function branchFor({ base, defaultBranch }: EntryPlace): string {
  if (base === defaultBranch) return 'gatehouse/allowlist'
  const id = createHash('sha256').update(base).digest('hex').slice(0, 8)
  return `gatehouse/allowlist-${base.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 60)}-${id}`
}

export async function findPull(
  { octokit, place: { owner, repo }, base }: EntryPlace,
  branch: string,
): Promise<number | undefined> {
  const { data } = await octokit.rest.pulls.list({
    owner,
    repo,
    state: 'open',
    base,
    head: `${owner}:${branch}`,
  })
  return data[0]?.number
}

export async function headOf(
  { octokit, place: { owner, repo } }: EntryPlace,
  branch: string,
): Promise<string | undefined> {
  try {
    const { data } = await octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` })
    return data.object.sha
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

/**
 * Whether the base changed the allowlist since the branch left it, so that both have to be joined.
 * @throws BadInput where the branch has more than entries, which a merge by us would lose
 */
export async function baseChanged(at: EntryPlace, head: string, base: string): Promise<boolean> {
  const { octokit, place, file } = at
  const { owner, repo } = place
  const filesOf = async (basehead: string): Promise<readonly string[]> => {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead })
    return (data.files ?? []).map(({ filename }) => filename)
  }
  const inBase = await filesOf(`${head}...${base}`)
  // GitHub lists no more.
  if (!inBase.includes(file) && inBase.length < mostFiles) return false
  if ((await filesOf(`${base}...${head}`)).some((one) => one !== file))
    throw new BadInput(
      `The branch with the entries holds other changes too, and the allowlist in ${at.base} changed since. Merge or close its pull request first.`,
    )
  return true
}

const mostFiles = 300

interface FileCommit {
  readonly parents: readonly string[]
  /** The commit whose other files stay. */
  readonly tree: string
  readonly text: string
  readonly message: string
}

export async function commitFile(
  { octokit, place: { owner, repo }, file }: EntryPlace,
  { parents, tree, text, message }: FileCommit,
): Promise<string> {
  const { data: from } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: tree })
  const { data: made } = await octokit.rest.git.createTree({
    owner,
    repo,
    base_tree: from.tree.sha,
    tree: [{ path: file, mode: '100644', type: 'blob', content: text }],
  })
  const { data } = await octokit.rest.git.createCommit({
    owner,
    repo,
    message,
    tree: made.sha,
    parents: [...parents],
  })
  return data.sha
}

export async function moveBranch(
  { octokit, place: { owner, repo } }: EntryPlace,
  {
    branch,
    commit,
    head,
    isOpen,
  }: {
    readonly branch: string
    readonly commit: string
    readonly head: string | undefined
    readonly isOpen: boolean
  },
): Promise<void> {
  if (head === undefined)
    await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit })
  else
    await octokit.rest.git.updateRef({
      owner,
      repo,
      ref: `heads/${branch}`,
      sha: commit,
      // Only what no pull request shows any more is written over.
      force: !isOpen,
    })
}

export async function openPull(
  { octokit, place: { owner, repo, server }, base }: EntryPlace,
  {
    branch,
    pull,
    body,
  }: { readonly branch: string; readonly pull: number | undefined; readonly body: string },
): Promise<WrittenEntries> {
  if (pull !== undefined) {
    await octokit.rest.pulls.update({ owner, repo, pull_number: pull, body })
    return { pull, problem: undefined }
  }
  try {
    const title = 'Allow what was decided about findings'
    const { data } = await octokit.rest.pulls.create({ owner, repo, title, body, base, head: branch })
    return { pull: data.number, problem: undefined }
  } catch (error) {
    // A setting of the repository keeps workflows from making pull requests.
    if (statusOf(error) !== 403) throw error
    const compare = `${server}/${owner}/${repo}/compare/${encodeURIComponent(base)}...${encodeURIComponent(branch)}?expand=1`
    return {
      pull: undefined,
      problem: `It is written down on the branch \`${branch}\`, and the token may not open the pull request. [Open it](${compare}), or let workflows make pull requests in the settings of the repository. It counts once that is merged.`,
    }
  }
}
