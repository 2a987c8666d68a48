import type { ContentFinding } from './pool/content-findings.ts'
import { type ContentResult, noContent } from './pool/scan-contents.ts'
import { scanFileContents } from './scan-contents-in-pool.ts'
import type { Placed, PlacedOptions } from './scan-placed.ts'
import { lfsPointer, type LfsPointer } from './sources/git/lfs-pointer.ts'

/** A file that was brought from elsewhere: where it lies on this disk, or why it could not be had, as a sentence. */
export type BroughtFile = { readonly location: string } | { readonly problem: string }

/** Brings the files that pointers name. @returns by oid */
export type BringFiles = (pointers: readonly LfsPointer[]) => Promise<ReadonlyMap<string, BroughtFile>>

/** What such a file is called among the steps by which something was reached. */
export const inLfs = 'Git LFS'

/** Whether a finding is in a file that a pointer names. Its lines are none of the pointer's. */
export const isPointed = ({ reachedBy }: Pick<ContentFinding, 'reachedBy'>): boolean => reachedBy[0] === inLfs

/**
 * Scans what pointers to Git LFS name as if it stood in their place. What was there before is brought only where something was found in
 * what came after it, to be compared with: each file that is brought is paid for.
 * @param isOld whether a version of a file is only known because it was there before
 */
export async function withPointed(
  placed: Placed,
  { bringFiles, signal, owner, isCodeWanted }: PlacedOptions,
  isOld: (id: string, path: string) => boolean = () => false,
): Promise<Placed> {
  const { result, idOf, pathsOf } = placed
  if (!bringFiles || result.pointers.length === 0) return placed
  const isNew = ({ index }: Pointer): boolean => pathsOf(index).some((path) => !isOld(idOf(index), path))
  const scan = async (pointers: readonly Pointer[]): Promise<Scanned> => {
    const brought = await bringFiles(pointers)
    const files = pointers.flatMap(({ index, oid }) => {
      const file = brought.get(oid)
      return file && 'location' in file ? pathsOf(index).map((path) => ({ index, path, ...file })) : []
    })
    const read = await scanFileContents(placed.pool, files, {
      ...(signal && { signal }),
      ...(owner !== undefined && { owner }),
      ...(isCodeWanted && { isCodeWanted: (at) => isCodeWanted(idOf(files[at]!.index), files[at]!.path) }),
    })
    const why = new Map(
      pointers.flatMap(({ index, oid }) => {
        const file = brought.get(oid)
        return file && 'location' in file ? [] : [[index, file?.problem] as const]
      }),
    )
    return { read: atIndexes(read, files), why, indexes: new Set(pointers.map(({ index }) => index)) }
  }
  const now = await scan(result.pointers.filter(isNew))
  const found = new Set(now.read.findings.map(({ finding }) => finding.path))
  const before = await scan(
    result.pointers.filter((one) => !isNew(one) && pathsOf(one.index).some((path) => found.has(path))),
  )
  return { ...placed, result: [now, before].reduce(joined, result) }
}

type Pointer = ContentResult['pointers'][number]

interface Scanned {
  readonly read: ContentResult
  /** Why not, by index. */
  readonly why: ReadonlyMap<number, string | undefined>
  readonly indexes: ReadonlySet<number>
}

function atIndexes(read: ContentResult, files: readonly { readonly index: number }[]): ContentResult {
  const indexOf = (at: number): number => files[at]!.index
  return {
    ...noContent(),
    findings: read.findings.map(({ index, finding }) => ({
      index: indexOf(index),
      finding: pointed(finding),
    })),
    problems: read.problems.map((one) => ({ ...one, index: indexOf(one.index) })),
    bytes: read.bytes,
    matched: read.matched,
  }
}

/** Nobody sees its lines where the pointer is shown, and nothing can be changed there. */
function pointed(found: ContentFinding): ContentFinding {
  const { edits: _edits, ...finding } = found
  const { line, note, reachedBy } = finding
  const words = [
    ...(note === undefined ? [] : [note]),
    ...(line === null ? [] : [`in line ${line} of the file in Git LFS`]),
  ]
  return {
    ...finding,
    line: null,
    column: null,
    endLine: null,
    endColumn: null,
    reachedBy: [inLfs, ...reachedBy],
    ...(words.length > 0 && { note: words.join('; ') }),
  }
}

function joined(result: ContentResult, { read, why, indexes }: Scanned): ContentResult {
  const problems = result.problems.flatMap((one) => {
    if (one.code !== lfsPointer.code || !indexes.has(one.index)) return [one]
    if (!why.has(one.index)) return []
    return [{ ...one, reason: why.get(one.index) ?? one.reason }]
  })
  return {
    ...result,
    findings: [...result.findings, ...read.findings],
    problems: [...problems, ...read.problems],
    bytes: result.bytes + read.bytes,
    matched: result.matched + read.matched,
  }
}
