import type { NotScanned } from '../../engine/finding.ts'
import { readCommitGraph } from './commit-graph.ts'
import { packIds } from './object-ids.ts'
import { idLength, type Repository } from './repository.ts'
import { finished, startGit } from './run.ts'

export interface CommitOrder {
  /** Commit ids as bytes, one after the other; every commit comes after its parents. */
  readonly ids: Uint8Array
  readonly count: number
  readonly notScanned: readonly NotScanned[]
}

/**
 * All commits that can be reached from `tips`, parents first. A shallow clone's boundary commits have no parents.
 * @param tips commit ids in hex
 * @param without commits that are left out with all that can be reached from them
 */
export async function commitOrder(
  repository: Repository,
  tips: readonly string[],
  without: readonly string[] = [],
): Promise<CommitOrder> {
  // Without any tip git would take HEAD.
  if (tips.length === 0) return { ids: new Uint8Array(0), count: 0, notScanned: [] }
  const listed = await listCommits(repository, [...tips, ...without.map((id) => `^${id}`)])
  const { ids, notScanned } =
    listed === null ? await readCommitGraph(repository, tips, without) : { ids: listed, notScanned: [] }
  return { ids, count: ids.length / idLength(repository), notScanned }
}

/** null when git gives up, as it does at the first commit that is missing or damaged. */
async function listCommits(repository: Repository, tips: readonly string[]): Promise<Uint8Array | null> {
  const child = startGit(repository.git, ['rev-list', '--topo-order', '--reverse', '--stdin'])
  child.stdin.end(`${tips.join('\n')}\n`)
  const pieces: Uint8Array[] = []
  let rest = ''
  const { ok } = await finished(child, (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    pieces.push(packIds(repository, lines))
  })
  return ok ? Buffer.concat(pieces) : null
}
