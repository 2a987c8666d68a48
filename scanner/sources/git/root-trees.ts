import type { NotScanned } from '../../engine/finding.ts'
import { idAt, packIds } from './object-ids.ts'
import { readObjects } from './read-objects.ts'
import { idLength, type Repository } from './repository.ts'

export interface RootTree {
  /** Index in the list of commits. */
  readonly commit: number
  readonly id: Uint8Array
}

/**
 * The top trees of commits, for walking them where git gives up.
 * @param commits ids as bytes, one after the other
 * @param notScanned gets the commits that cannot be read
 */
export async function rootTrees(
  repository: Repository,
  commits: Uint8Array,
  notScanned: NotScanned[],
): Promise<readonly RootTree[]> {
  const roots: RootTree[] = []
  const read = (commit: number, bytes: Uint8Array): void => {
    // The first line of every commit. Source: git-commit-tree(1).
    const id = /^tree ([0-9a-f]+)\n/.exec(Buffer.from(bytes.subarray(0, 80)).toString('latin1'))?.[1]
    if (id !== undefined) roots.push({ commit, id: packIds(repository, [id]) })
  }
  await readObjects(repository, commits, {
    whole: read,
    window: (index, bytes, offset) => (offset === 0 ? read(index, bytes) : undefined),
    problem(index, { code, reason }) {
      notScanned.push({ path: idAt(commits, index, idLength(repository)), code, reason })
    },
  })
  return roots
}
