import { copyableEntries, type LeftOut } from './copyable-entries.ts'
import type { ScanOptions, ScanResult } from './scan.ts'
import { scanEntries } from './scan-tree.ts'
import { listTree, type TreeEntry } from './sources/git/list-tree.ts'
import { packIds } from './sources/git/object-ids.ts'
import { readBlobs } from './sources/git/read-blobs.ts'
import type { Repository } from './sources/git/repository.ts'

/** What could be copied out of a repository, and what was found in it. */
export interface CopyScan {
  /** In hex. */
  readonly commit: string
  readonly entries: readonly CopyEntry[]
  readonly leftOut: readonly LeftOut[]
  readonly result: ScanResult
}

export interface CopyEntry extends TreeEntry {
  /** As findings name it: secrets in it are masked. */
  readonly shownPath: string
}

/**
 * Scans those files of a commit that are wanted and may be copied, also what a policy leaves out; submodules are none of them.
 * @throws AppError `unknown-ref`, `git-failed`
 */
export async function scanCopy(
  repository: Repository,
  ref: string,
  isWanted: (path: string) => boolean,
  options: ScanOptions,
): Promise<CopyScan> {
  const listing = await listTree(repository, ref)
  const wanted = listing.entries.filter(({ path }) => isWanted(path))
  const targets = await readTexts(
    repository,
    wanted.filter(({ kind }) => kind === 'link'),
  )
  const { entries, leftOut } = copyableEntries(wanted, ({ id }) => targets.get(id))
  const notScanned = listing.notScanned.filter(({ path }) => path === '' || path === '/' || isWanted(path))
  const scan = await scanEntries(
    repository,
    { entries, notScanned, isWhole: false },
    { ...options, isIgnored: () => false },
  )
  return {
    commit: listing.commit,
    entries: entries.map((entry) => ({ ...entry, shownPath: scan.mask(entry.path) })),
    leftOut,
    result: scan.result,
  }
}

/** Texts of blobs in UTF-8, by their ids in hex; one that is large, missing or no text is left out. */
export async function readTexts(
  repository: Repository,
  entries: readonly Pick<TreeEntry, 'id'>[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  if (entries.length === 0) return texts
  const ids = entries.map(({ id }) => id)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  await readBlobs(repository, packIds(repository, ids), {
    whole: (index, bytes) => {
      try {
        texts.set(ids[index]!, decoder.decode(bytes))
      } catch {
        // No text: nothing of it is said.
      }
    },
    window: () => {},
    problem: () => {},
  })
  return texts
}
