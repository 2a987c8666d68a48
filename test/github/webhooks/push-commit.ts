import { historyData, quoted } from '../git/history.ts'
import { runGit } from '../git/run-git.ts'
import type { GitHub } from '../server/github.ts'
import type { CommitContent, Repository, User } from '../world/entities.ts'
import { pushed } from './pushed.ts'

/** A commit that somebody makes and pushes. `time` is now if left out, `branch` the default one. */
export interface PushedCommit extends CommitContent {
  readonly sender: User
}

/**
 * Makes real commits, pushes them in one go, and sends what GitHub sends about it. A branch that is not there begins at the
 * default one.
 * @returns the id of the last
 */
export async function pushCommits(
  github: GitHub,
  repository: Repository,
  commits: readonly PushedCommit[],
): Promise<string> {
  const store = await github.git.toWrite(repository)
  const before = await store.refs()
  const known = new Set(before.keys())
  const parts = commits.flatMap((commit) => {
    const ref = `refs/heads/${commit.branch ?? repository.defaultBranch}`
    const base = known.has(ref) ? ref : `refs/heads/${repository.defaultBranch}`
    const from = known.has(base) ? [`from ${base}^0\n`] : []
    known.add(ref)
    return commitParts(github, ref, from, commit)
  })
  const input = Buffer.concat(parts.map((part) => Buffer.from(part)))
  await runGit(await store.folder(), ['fast-import', '--quiet'], { input })
  store.forget()
  await pushed(github, repository, { before, sender: commits[0]!.sender })
  const { branch } = commits.at(-1)!
  return (await store.commitId(`refs/heads/${branch ?? repository.defaultBranch}`))!
}

function commitParts(
  { world }: GitHub,
  ref: string,
  from: readonly string[],
  { sender, author, time, message, files, tags = [] }: PushedCommit,
): readonly (string | Uint8Array)[] {
  const { name, email } = author ?? {
    name: sender.name ?? sender.login,
    email: sender.email ?? `${sender.login}@example.com`,
  }
  const who = `${name} <${email}> ${time ?? Math.floor(world.clock.now() / 1000)} +0000`
  return [
    `commit ${ref}\nauthor ${who}\ncommitter ${who}\n`,
    ...historyData(message ?? `Change ${Object.keys(files)[0] ?? 'nothing'}`),
    // A commit made in this stream goes on by itself.
    ...from,
    ...Object.entries(files).flatMap(([path, content]) =>
      content === null
        ? [`D ${quoted(path)}\n`]
        : [`M 100644 inline ${quoted(path)}\n`, ...historyData(content)],
    ),
    '\n',
    ...tags.map((tag) => `reset refs/tags/${tag}\nfrom ${ref}\n\n`),
  ]
}

/** Removes a branch, and says so. */
export async function removeBranch(
  github: GitHub,
  repository: Repository,
  { branch, sender }: { readonly branch: string; readonly sender: User },
): Promise<void> {
  const store = await github.git.toWrite(repository)
  const before = await store.refs()
  await store.run(['update-ref', '-d', `refs/heads/${branch}`])
  store.forget()
  await pushed(github, repository, { before, sender })
}

/** Rewrites a branch to an older commit, by force, and says so. What it held is then in no branch. */
export async function rewindBranch(
  github: GitHub,
  repository: Repository,
  { branch, to, sender }: { readonly branch: string; readonly to: string; readonly sender: User },
): Promise<void> {
  const store = await github.git.toWrite(repository)
  const before = await store.refs()
  await store.run(['update-ref', `refs/heads/${branch}`, to])
  store.forget()
  await pushed(github, repository, { before, sender })
}
