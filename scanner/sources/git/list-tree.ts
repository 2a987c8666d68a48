import type { NotScanned } from '../../engine/finding.ts'
import { pathText } from '../path-text.ts'
import { limitNotScanned } from './limit-not-scanned.ts'
import { packIds } from './object-ids.ts'
import type { Repository } from './repository.ts'
import { resolveRef } from './resolve-ref.ts'
import { rootTrees } from './root-trees.ts'
import { runGit } from './run.ts'
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
 * @throws AppError `unknown-ref`, `git-failed`
 */
export async function listTree(repository: Repository, ref = 'HEAD'): Promise<TreeListing> {
  const commit = await resolveRef(repository, ref)
  const entries: TreeEntry[] = []
  const notScanned: NotScanned[] = []
  const add = (mode: string, id: string, path: Uint8Array): void => {
    const text = pathText(path)
    if (mode === '160000') notScanned.push(submodule(text))
    else entries.push({ path: text, ...rawOf(path, text), kind: kindOf(mode), id })
  }
  const listed = await runGit(repository.git, ['ls-tree', '-r', '-z', '--full-tree', commit])
  if (listed.ok) addRecords(listed.output, add)
  else {
    // git gives up at the first folder that is missing or damaged; what can be had is read in another way.
    const roots = await rootTrees(repository, packIds(repository, [commit]), notScanned)
    await walkTrees(
      repository,
      roots.map(({ id }) => ({ owner: 0, id, path: Buffer.alloc(0) })),
      {
        entry: (_owner, mode, blob, path) => {
          add(mode, Buffer.from(blob).toString('hex'), path)
        },
        notScanned: (problem) => notScanned.push(problem),
      },
    )
  }
  return { commit, entries, notScanned: limitNotScanned(notScanned) }
}

/** Records are `<mode> <type> <id>` TAB path NUL. */
function addRecords(output: Buffer, add: (mode: string, id: string, path: Uint8Array) => void): void {
  for (let at = 0; at < output.length;) {
    const tab = output.indexOf(9, at)
    const end = output.indexOf(0, tab)
    const [mode = '', , id = ''] = output.toString('latin1', at, tab).split(' ')
    add(mode, id, output.subarray(tab + 1, end))
    at = end + 1
  }
}

function rawOf(path: Uint8Array, text: string): { rawPath?: Uint8Array } {
  return Buffer.from(text).equals(path) ? {} : { rawPath: Uint8Array.from(path) }
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '120000') return 'link'
  return mode === '100755' ? 'executable' : 'file'
}

const submodule = (path: string): NotScanned => ({
  path,
  code: 'submodule',
  reason: 'It is a submodule: another repository. Scan that one by itself.',
})
