import { folderTree, type ReadTree, type TreeItem } from './read-tree.ts'

/** A path at which two states of a repository differ, and what each has there. Never a folder. */
export interface Difference {
  readonly path: string
  readonly before?: TreeItem
  readonly after?: TreeItem
}

/**
 * Where two trees differ. Only folders that differ are read, so that a small change costs little in a large repository.
 * @param before id of a tree, in hex; undefined: nothing was there
 */
export async function diffTrees(
  read: ReadTree,
  before: string | undefined,
  after: string | undefined,
  folder = '',
): Promise<readonly Difference[]> {
  if (before === after) return []
  const [old, now] = await Promise.all([listed(read, before), listed(read, after)])
  const names = [...new Set([...old.keys(), ...now.keys()])]
  const found = await Promise.all(
    names.map((name) => diffItems(read, old.get(name), now.get(name), `${folder}${name}`)),
  )
  return found.flat()
}

const nothing: ReadonlyMap<string, TreeItem> = new Map()

const listed = (read: ReadTree, id: string | undefined): Promise<ReadonlyMap<string, TreeItem>> =>
  id === undefined ? Promise.resolve(nothing) : read(id)

async function diffItems(
  read: ReadTree,
  before: TreeItem | undefined,
  after: TreeItem | undefined,
  path: string,
): Promise<readonly Difference[]> {
  if (before?.id === after?.id && before?.mode === after?.mode) return []
  const [old, now] = [folderTree(before), folderTree(after)]
  const below = await diffTrees(read, old, now, `${path}/`)
  const own = {
    ...(before && old === undefined && { before }),
    ...(after && now === undefined && { after }),
  }
  return 'before' in own || 'after' in own ? [{ path, ...own }, ...below] : below
}
