import type { Commit, Person } from '../git/commit.ts'
import type { FileChange } from '../git/diff.ts'
import type { Repository } from '../world/entities.ts'
import { fullName } from '../world/lookups.ts'
import type { World } from '../world/world.ts'
import { simpleUser } from './account.ts'

type Rendered = Readonly<Record<string, unknown>>

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }

const api = (world: World, repository: Repository): string =>
  `${world.urls.api}/repos/${fullName(world, repository)}`
const web = (world: World, repository: Repository): string =>
  `${world.urls.web}/${fullName(world, repository)}`

/** GitHub knows people by the address in a commit. */
function accountOf(world: World, { email }: Person): Rendered | null {
  const user = [...world.users.values()].find((one) => one.email === email)
  return user ? simpleUser(world, user) : null
}

/** `commit`, of `/commits`. */
export function commit(
  world: World,
  repository: Repository,
  one: Commit,
  files?: readonly FileChange[],
): Rendered {
  const self = api(world, repository)
  return {
    sha: one.sha,
    node_id: `C_${one.sha}`,
    url: `${self}/commits/${one.sha}`,
    html_url: `${web(world, repository)}/commit/${one.sha}`,
    comments_url: `${self}/commits/${one.sha}/comments`,
    commit: {
      url: `${self}/git/commits/${one.sha}`,
      author: one.author,
      committer: one.committer,
      message: one.message,
      comment_count: 0,
      tree: { sha: one.tree, url: `${self}/git/trees/${one.tree}` },
      verification: unsigned,
    },
    author: accountOf(world, one.author),
    committer: accountOf(world, one.committer),
    parents: parents(world, repository, one),
    ...(files
      ? { stats: stats(files), files: files.map((file) => diffEntry(world, repository, one, file)) }
      : {}),
  }
}

const parents = (world: World, repository: Repository, one: Commit): readonly Rendered[] =>
  one.parents.map((sha) => ({
    sha,
    url: `${api(world, repository)}/commits/${sha}`,
    html_url: `${web(world, repository)}/commit/${sha}`,
  }))

function stats(files: readonly FileChange[]): Rendered {
  const additions = files.reduce((sum, file) => sum + file.additions, 0)
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
  return { additions, deletions, total: additions + deletions }
}

export function diffEntry(
  world: World,
  repository: Repository,
  { sha }: Pick<Commit, 'sha'>,
  file: FileChange,
): Rendered {
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${web(world, repository)}/blob/${sha}/${path}`,
    raw_url: `${web(world, repository)}/raw/${sha}/${path}`,
    contents_url: `${api(world, repository)}/contents/${path}?ref=${sha}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.from === undefined ? {} : { previous_filename: file.from }),
  }
}

/** `git-commit`, of `/git/commits`. */
export const gitCommit = (world: World, repository: Repository, one: Commit): Rendered => ({
  sha: one.sha,
  node_id: `C_${one.sha}`,
  url: `${api(world, repository)}/git/commits/${one.sha}`,
  html_url: `${web(world, repository)}/commit/${one.sha}`,
  author: one.author,
  committer: one.committer,
  message: one.message,
  tree: { sha: one.tree, url: `${api(world, repository)}/git/trees/${one.tree}` },
  parents: parents(world, repository, one),
  verification: unsigned,
})
