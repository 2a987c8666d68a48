import type { NotScanned } from './engine/finding.ts'
import type { MaskText } from './engine/mask-text.ts'
import { finishResult } from './finish-result.ts'
import { inspectWhole } from './inspect-whole.ts'
import { readAssistantTexts } from './read-assistant-texts.ts'
import { ignoredNotice, type PlacedComment, type ScanOptions, type ScanResult } from './scan.ts'
import { withPointed } from './scan-pointed.ts'
import { scanPlaced } from './scan-placed.ts'
import type { Entry, RangeSource } from './scan-range.ts'
import { listTree, type TreeEntry } from './sources/git/list-tree.ts'
import type { Repository } from './sources/git/repository.ts'

/** Scans the files that are tracked at a ref. @throws AppError `unknown-ref`, `git-failed` */
export async function scanTree(
  repository: Repository,
  ref: string,
  options: ScanOptions,
): Promise<ScanResult> {
  const { entries, notScanned } = await listTree(repository, ref)
  const { result } = await scanEntries(repository, { entries, notScanned, isWhole: true }, options)
  return result
}

/** Blobs that stand at paths. */
export interface Entries {
  readonly entries: readonly Pick<TreeEntry, 'id' | 'path'>[]
  /** What is missing among them. */
  readonly notScanned: readonly NotScanned[]
  /** Whether they are a whole tree, so that it can be said what should be in it and is not. */
  readonly isWhole: boolean
}

/**
 * Scans blobs of a repository that stand at paths, each distinct blob once.
 * @returns also how paths were masked in the result
 */
export const scanEntries = (
  repository: Repository,
  entries: Entries,
  options: ScanOptions,
): Promise<{ readonly result: ScanResult; readonly mask: MaskText }> =>
  scanEntriesOf(
    {
      scanContents: (wanted, how, use) => scanPlaced(repository, wanted, how, use),
      readTexts: (wanted) => readAssistantTexts(repository, wanted),
    },
    entries,
    options,
  )

/** Where blobs are read from. */
export interface EntrySource extends Pick<RangeSource, 'scanContents'> {
  readonly readTexts: (entries: readonly Entry[]) => Promise<(path: string) => string | undefined>
}

/** The same, wherever blobs are read from. */
export async function scanEntriesOf(
  { scanContents, readTexts }: EntrySource,
  { entries, notScanned, isWhole }: Entries,
  options: ScanOptions,
): Promise<{ readonly result: ScanResult; readonly mask: MaskText }> {
  const wanted = entries.filter(({ path }) => options.isIgnored?.(path) !== true)
  const scanning = { ...options, ...(options.code === true && { isCodeWanted: () => true }) }
  return scanContents(wanted, scanning, async (placed) => {
    const { result, pathsOf, mask } = await withPointed(placed, scanning)
    const problems = result.problems.flatMap(({ index, code, reason }) =>
      pathsOf(index).map((path): NotScanned => ({ path, code, reason })),
    )
    const single = result.findings.map(({ finding }) => ({ ...finding, commit: null }))
    const read = await readTexts(wanted)
    const together = isWhole
      ? await inspectWhole({ paths: wanted.map(({ path }) => path), read }, single)
      : []
    const all: ScanResult = {
      findings: [...single, ...together.map((finding) => ({ ...finding, commit: null }))],
      comments: result.comments.flatMap(({ index, comment }) =>
        pathsOf(index).map((path): PlacedComment => ({ path, ...comment })),
      ),
      coverage: {
        files: wanted.length - new Set(problems.map(({ path }) => path)).size,
        bytes: result.bytes,
        commits: 0,
        blobs: 0,
        notScanned: [...notScanned, ...problems, ...ignoredNotice(entries.length - wanted.length)],
      },
    }
    return { result: finishResult(all, mask), mask }
  })
}
