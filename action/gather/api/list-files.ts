import type { Octokit, Place } from '../../github.ts'
import { createTreeReader, folderTree, type ReadTree, type TreeItem } from './read-tree.ts'

/** A file or a submodule of a tree. */
export interface ListedFile extends TreeItem {
  readonly path: string
}

/**
 * All files of a tree: in one answer where GitHub gives that, else folder by folder.
 * Source: GitHub REST API, "Get a tree": 100,000 entries or 7 MB, and what is more is cut off.
 * @throws TreeCut
 */
export async function listFiles(
  octokit: Octokit,
  place: Place,
  tree: string,
): Promise<readonly ListedFile[]> {
  const { owner, repo } = place
  const { data } = await octokit.rest.git.getTree({ owner, repo, tree_sha: tree, recursive: '1' })
  if (data.truncated) return listBelow(createTreeReader(octokit, place), tree, '')
  return data.tree
    .filter(({ type }) => type !== 'tree')
    .map(({ path, mode, sha, size }) => ({ path, mode, id: sha, size: size ?? 0 }))
}

async function listBelow(read: ReadTree, tree: string, folder: string): Promise<readonly ListedFile[]> {
  const items = await read(tree)
  const found = await Promise.all(
    [...items].map(async ([name, item]) => {
      const path = `${folder}${name}`
      const below = folderTree(item)
      return below === undefined ? [{ path, ...item }] : listBelow(read, below, `${path}/`)
    }),
  )
  return found.flat()
}
