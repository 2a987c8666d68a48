import { diff, type FileChange } from '../git/diff.ts'
import type { GitHub } from '../server/github.ts'
import type { PullRequest, Repository } from '../world/entities.ts'
import { fullPullRequest } from './pull-request.ts'

interface About {
  readonly github: GitHub
  readonly repository: Repository
}

/** From where the branches parted: what the website shows. */
export async function changes(about: About, one: PullRequest): Promise<readonly FileChange[]> {
  const store = await about.github.git.of(about.repository)
  const parted = (await store.run(['merge-base', one.baseSha, one.headSha])).trim()
  return diff(store, parted, one.headSha)
}

/** Oldest first. */
export async function commitsOf(about: About, one: PullRequest): Promise<readonly string[]> {
  const store = await about.github.git.of(about.repository)
  const output = await store.run(['rev-list', '--reverse', `${one.baseSha}..${one.headSha}`])
  return output.split('\n').filter(Boolean)
}

/** `pull-request`, with what only git can count. */
export async function pullPayload(
  about: About,
  one: PullRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const files = await changes(about, one)
  return fullPullRequest(about.github.world, about.repository, one, {
    commits: (await commitsOf(about, one)).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    files: files.length,
  })
}
