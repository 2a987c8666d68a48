import type { NotScanned } from '../../engine/finding.ts'
import { pathText } from '../path-text.ts'
import { limitNotScanned } from './limit-not-scanned.ts'
import { packIds } from './object-ids.ts'
import { mostTreePaths, TooManyPaths, untilTooMany } from './path-limit.ts'
import type { Repository } from './repository.ts'
import { resolveRef } from './resolve-ref.ts'
import { rootTrees } from './root-trees.ts'
import { finished, startGit } from './run.ts'
import { walkTrees } from './tree-walk.ts'

/** One file of a tree. */
export interface TreeEntry {
  readonly path: string
  /** The path's bytes, only where they are not UTF-8. */
  readonly rawPath?: Uint8Array
  readonly kind: 'file' | 'executable' | 'link'
  /** The blob, in hex. */
  readonly id: string
}

export interface TreeListing {
  /** In hex. */
  readonly commit: string
  /** In git's order. A symbolic link's content is the text of its target. */
  readonly entries: readonly TreeEntry[]
  readonly notScanned: readonly NotScanned[]
}

/**
 * Lists all files that are tracked at a ref.
 * @param most files that are listed at most
 * @throws AppError `unknown-ref`, `git-failed`
 */
export async function listTree(
  repository: Repository,
  ref = 'HEAD',
  most: number = mostTreePaths,
): Promise<TreeListing> {
  const commit = await resolveRef(repository, ref)
  const entries: TreeEntry[] = []
  const notScanned: NotScanned[] = []
  const add = (mode: string, id: string, path: Uint8Array): void => {
    const text = pathText(path)
    if (mode === '160000') notScanned.push(listedSubmodule(text))
    else if (entries.length === most) throw new TooManyPaths()
    else entries.push({ path: text, ...rawOf(path, text), kind: kindOf(mode), id })
  }
  await untilTooMany(async () => {
    if (await listByGit(repository, commit, add)) return
    // git gives up at the first folder that is missing or damaged; what can be had is read in another way.
    entries.length = 0
    notScanned.length = 0
    await listByWalk(repository, commit, add, notScanned)
  }, notScanned)
  return { commit, entries, notScanned: limitNotScanned(notScanned) }
}

type Add = (mode: string, id: string, path: Uint8Array) => void

/** Records are `<mode> <type> <id>` TAB path NUL. @returns whether git came to the end */
async function listByGit(repository: Repository, commit: string, add: Add): Promise<boolean> {
  const child = startGit(repository.git, ['ls-tree', '-r', '-z', '--full-tree', commit])
  child.stdin.end()
  let rest: Buffer = Buffer.alloc(0)
  const { ok } = await finished(child, (chunk) => {
    const output = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    for (let end = output.indexOf(0); end >= 0; end = output.indexOf(0, at)) {
      const tab = output.indexOf(9, at)
      const [mode = '', , id = ''] = output.toString('latin1', at, tab).split(' ')
      add(mode, id, output.subarray(tab + 1, end))
      at = end + 1
    }
    rest = output.subarray(at)
  })
  return ok
}

async function listByWalk(
  repository: Repository,
  commit: string,
  add: Add,
  notScanned: NotScanned[],
): Promise<void> {
  const roots = await rootTrees(repository, packIds(repository, [commit]), notScanned)
  const trees = roots.map(({ id }) => ({ owner: 0, id, path: Buffer.alloc(0) }))
  await walkTrees(repository, trees, {
    entry: (_owner, mode, blob, path) => {
      add(mode, Buffer.from(blob).toString('hex'), path)
    },
    notScanned: (problem) => notScanned.push(problem),
  })
}

function rawOf(path: Uint8Array, text: string): { rawPath?: Uint8Array } {
  return Buffer.from(text).equals(path) ? {} : { rawPath: Uint8Array.from(path) }
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '120000') return 'link'
  return mode === '100755' ? 'executable' : 'file'
}

/** Another repository at a path of this one. */
export const listedSubmodule = (path: string): NotScanned => ({
  path,
  code: 'submodule',
  reason: 'It is a submodule: another repository. Scan that one by itself.',
})
