import { readFileSync } from 'node:fs'
import { scanGathered, type GatheredCommit, type GatheredRange } from '../../scanner/scan-gathered.ts'
import type { Entry } from '../../scanner/scan-range.ts'
import { type Change, changedSubmodule } from '../../scanner/sources/git/read-changes.ts'
import type { NotScanned } from '../../scanner/engine/finding.ts'
import { addedLines } from './api/added-lines.ts'
import { type BlobFolder, openBlobFolder } from './api/blob-folder.ts'
import { type Difference, diffTrees } from './api/diff-trees.ts'
import { createTreeReader, isSubmodule, type ReadTree, TreeCut, type TreeItem } from './api/read-tree.ts'
import { readTagMessage } from './api/read-tag-message.ts'
import { sortByParents } from './api/sort-by-parents.ts'
import type { ComparedRange, RangeCommit } from './compare-commits.ts'
import type { Access, OpenRange, Unreadable } from './open-range.ts'
import { textOf } from '../../scanner/sources/git/read-file-text.ts'

/**
 * Everything that a change brings, through GitHub's API alone: the folders that its commits changed, and the files in them by their ids.
 * None of GitHub's lists of changed files is believed, which end at 300 or 3,000 and leave patches out.
 */
export async function gatherRange(
  range: ComparedRange,
  access: Pick<Access, 'octokit' | 'place'>,
): Promise<OpenRange | Unreadable> {
  const folder = openBlobFolder()
  try {
    const gathered = await gather(range, access, folder)
    const byPath = new Map(gathered.changes.map(({ path, id }) => [path, id]))
    return {
      scan: (options) => scanGathered(gathered, options),
      readText: async (path) => {
        const file = gathered.locate(byPath.get(path) ?? '')
        return file === undefined ? undefined : textOf(readFileSync(file))
      },
      from: 'api',
      close: folder.remove,
    }
  } catch (error) {
    folder.remove()
    if (error instanceof TreeCut) return { problem: error.message }
    throw error
  }
}

async function gather(
  range: ComparedRange,
  { octokit, place }: Pick<Access, 'octokit' | 'place'>,
  folder: BlobFolder,
): Promise<GatheredRange> {
  const read = createTreeReader(octokit, place)
  const { list, head, baseTree } = range
  const headTree = list.find(({ id }) => id === head)?.tree ?? baseTree
  const differences = await diffTrees(read, baseTree, headTree)
  const commits = await Promise.all(
    sortByParents(list).map(async (one) => ({
      ...one,
      ...(await broughtBy(read, one, await treesOf(one, range, { octokit, place }))),
    })),
  )
  await folder.fetch(octokit, place, [
    ...differences.flatMap(sides),
    ...commits.flatMap(({ brought, found }) => [...brought, ...found]),
  ])
  for (const { id, message } of list) folder.put(id, Buffer.from(message))
  const tag = range.tag === undefined ? undefined : await readTagMessage(octokit, place, range.tag)
  // What is not there is told as not looked at.
  if (tag?.message !== undefined) folder.put(tag.id, Buffer.from(tag.message))
  return {
    ...changesIn(differences, range.renames, folder.locate),
    commits: commits.map(({ id, author, authorDate, brought, found }): GatheredCommit => ({
      id,
      author,
      authorDate,
      brought,
      found,
    })),
    tags: tag ? [tag] : [],
    locate: folder.locate,
  }
}

interface SizedEntry extends Entry {
  readonly size: number
}

const entryAt = (path: string, { id, size }: TreeItem): SizedEntry => ({ path, id, size })

/** A submodule's id is that of a commit elsewhere. */
const sides = ({ path, before, after }: Difference): readonly SizedEntry[] =>
  [before, after].flatMap((item) => (item && !isSubmodule(item) ? [entryAt(path, item)] : []))

/** The trees of a commit's parents; of those outside the range GitHub has told none yet. */
async function treesOf(
  { parents }: RangeCommit,
  { list }: ComparedRange,
  { octokit, place: { owner, repo } }: Pick<Access, 'octokit' | 'place'>,
): Promise<readonly string[]> {
  return Promise.all(
    parents.map(async (id) => {
      const own = list.find((one) => one.id === id)
      if (own) return own.tree
      return (await octokit.rest.git.getCommit({ owner, repo, commit_sha: id })).data.tree.sha
    }),
  )
}

/** What a commit has and none of its parents, and what they had there: of a merge only what it made of them. */
async function broughtBy(
  read: ReadTree,
  { tree }: RangeCommit,
  parents: readonly string[],
): Promise<{ readonly brought: readonly SizedEntry[]; readonly found: readonly SizedEntry[] }> {
  const each = await Promise.all(
    (parents.length === 0 ? [undefined] : parents).map((parent) => diffTrees(read, parent, tree)),
  )
  const [first = [], ...others] = each
  const paths = others.map((differences) => new Set(differences.map(({ path }) => path)))
  const isOwn = ({ path }: Difference): boolean => paths.every((known) => known.has(path))
  const own = new Set(first.filter(isOwn).map(({ path }) => path))
  const items = (side: 'before' | 'after', differences: readonly Difference[]): readonly SizedEntry[] =>
    differences.flatMap(({ path, [side]: item }) =>
      item && own.has(path) && !isSubmodule(item) ? [entryAt(path, item)] : [],
    )
  return { brought: items('after', first), found: each.flatMap((one) => items('before', one)) }
}

function changesIn(
  differences: readonly Difference[],
  renames: ReadonlyMap<string, string>,
  locate: (id: string) => string | undefined,
): { readonly changes: readonly Change[]; readonly notScanned: readonly NotScanned[] } {
  const before = new Map(differences.flatMap(({ path, before: item }) => (item ? [[path, item]] : [])))
  const moved = new Map(
    differences.flatMap(({ path, before: item, after }) => (item && !after ? [[item.id, path]] : [])),
  )
  const changes: Change[] = []
  const notScanned: NotScanned[] = []
  for (const { path, after } of differences) {
    if (after === undefined) continue
    if (isSubmodule(after)) {
      notScanned.push(changedSubmodule(path))
      continue
    }
    // Moved as it was, nothing in it is new.
    const oldPath = [path, renames.get(path), moved.get(after.id)].find((one) => before.has(one ?? '')) ?? ''
    const old = before.get(oldPath)
    const isReplaced = old === undefined || old.mode.slice(0, 2) !== after.mode.slice(0, 2)
    changes.push({
      path,
      kind: kindOf(after),
      id: after.id,
      added: isReplaced ? null : addedTo(old.id, after.id, locate),
      ...(!isReplaced && { before: { id: old.id, path: oldPath } }),
    })
  }
  return { changes, notScanned }
}

function addedTo(was: string, is: string, locate: (id: string) => string | undefined): Change['added'] {
  if (was === is) return []
  const [old, now] = [locate(was), locate(is)]
  // Where they cannot be compared, all of it counts as new.
  if (old === undefined || now === undefined) return null
  return addedLines(readFileSync(old), readFileSync(now))
}

function kindOf({ mode }: TreeItem): Change['kind'] {
  if (mode === '120000') return 'link'
  return mode === '100755' ? 'executable' : 'file'
}
