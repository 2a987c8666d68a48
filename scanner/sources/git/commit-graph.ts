import type { NotScanned } from '../../engine/finding.ts'
import { plainFile } from './read-configuration.ts'
import { join } from 'node:path'
import { packIds } from './object-ids.ts'
import { readObjects } from './read-objects.ts'
import type { Repository } from './repository.ts'
import { gitFailed, runGit } from './run.ts'

/**
 * The order of commits for repositories in which commits are missing or damaged: git's own walk stops at the first of
 * them, so all commits on the disk are read and put in order here. What lies behind a missing commit and can be
 * reached in another way is still in the list.
 */
export async function readCommitGraph(
  repository: Repository,
  tips: readonly string[],
  without: readonly string[] = [],
): Promise<{ readonly ids: Uint8Array; readonly notScanned: readonly NotScanned[] }> {
  const parents = await readParents(repository)
  for (const id of shallowIds(repository)) if (parents.has(id)) parents.set(id, [])
  const leftOut = walk(parents, without).order
  const { order, missing } = walk(parents, tips, new Set(leftOut))
  return { ids: packIds(repository, order), notScanned: missing.map(missingCommit) }
}

/** What can be reached, parents first. @param seen what is not looked at again */
function walk(
  parents: ReadonlyMap<string, readonly string[]>,
  tips: readonly string[],
  seen = new Set<string>(),
) {
  const order: string[] = []
  const missing: string[] = []
  // A commit is put on the stack twice: to look at its parents first, and to be written down after them.
  const stack = tips.map((id) => ({ id, isDone: false }))
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { id, isDone } = step
    if (isDone) order.push(id)
    if (isDone || seen.has(id)) continue
    seen.add(id)
    const own = parents.get(id)
    if (own === undefined) {
      missing.push(id)
      continue
    }
    stack.push({ id, isDone: true })
    for (const parent of own.toReversed()) stack.push({ id: parent, isDone: false })
  }
  return { order, missing }
}

/** Parents of every commit on the disk that can be read, reachable or not. */
async function readParents(repository: Repository): Promise<Map<string, readonly string[]>> {
  const ids = await commitIds(repository)
  const parents = new Map<string, readonly string[]>()
  await readObjects(repository, packIds(repository, ids), {
    whole(index, bytes, type) {
      if (type === 'commit') parents.set(ids[index]!, parentsIn(bytes))
    },
    // A commit of more than 16 MiB is none that a person made; its parents are in the first window all the same.
    window(index, bytes, offset) {
      if (offset === 0) parents.set(ids[index]!, parentsIn(bytes))
    },
    // Without parents in the map it is reported when the walk reaches it.
    problem: () => undefined,
  })
  return parents
}

async function commitIds(repository: Repository): Promise<readonly string[]> {
  const format = '--batch-check=%(objecttype) %(objectname)'
  const args = ['cat-file', '--batch-all-objects', '--unordered', '--buffer', format]
  const { ok, output, message } = await runGit(repository.git, args)
  if (!ok) throw gitFailed('The objects cannot be listed', message)
  const lines = output.toString('latin1').split('\n')
  return lines.filter((line) => line.startsWith('commit ')).map((line) => line.slice('commit '.length))
}

function parentsIn(commit: Uint8Array): readonly string[] {
  const text = Buffer.from(commit.buffer, commit.byteOffset, commit.byteLength).toString('latin1')
  const end = text.indexOf('\n\n')
  const header = end < 0 ? text : text.slice(0, end)
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1]!)
}

function shallowIds(repository: Repository): readonly string[] {
  return plainFile(join(repository.commonDirectory, 'shallow'))?.toString('latin1').split('\n') ?? []
}

const missingCommit = (id: string): NotScanned => ({
  path: id,
  code: 'missing-object',
  reason: 'The commit is missing or damaged, so history behind it was not read. `git fsck` tells more.',
})
