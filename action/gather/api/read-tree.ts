import type { Octokit, Place } from '../../github.ts'
import { createGate } from './at-once.ts'

/** What a folder has under a name. */
export interface TreeItem {
  /** As git writes it: `100644`, `040000` … */
  readonly mode: string
  /** In hex. */
  readonly id: string
  /** Of files, in bytes. */
  readonly size: number
}

/** One folder by the id of its tree; each is asked for once. @throws TreeCut */
export type ReadTree = (id: string) => Promise<ReadonlyMap<string, TreeItem>>

/** GitHub did not tell all of a folder. */
export class TreeCut extends Error {
  override readonly name = 'TreeCut'
}

const atOnce = 8

/** Source: GitHub REST API, "Get a tree": without `recursive` only a folder of 100,000 files is cut off. */
export function createTreeReader(octokit: Octokit, { owner, repo }: Place): ReadTree {
  const known = new Map<string, Promise<ReadonlyMap<string, TreeItem>>>()
  const gate = createGate(atOnce)
  const read: ReadTree = async (id) => {
    const { data } = await gate(() => octokit.rest.git.getTree({ owner, repo, tree_sha: id }))
    if (data.truncated) throw new TreeCut('GitHub did not list all files of a folder.')
    return new Map(
      data.tree.map(({ path, mode, sha, size }) => [path, { mode, id: sha, size: size ?? 0 }] as const),
    )
  }
  return (id) => {
    const found = known.get(id) ?? read(id)
    known.set(id, found)
    return found
  }
}

/** The tree of a folder; undefined for whatever is none. */
export const folderTree = (item: TreeItem | undefined): string | undefined =>
  item?.mode === '040000' ? item.id : undefined
export const isSubmodule = ({ mode }: Pick<TreeItem, 'mode'>): boolean => mode === '160000'
