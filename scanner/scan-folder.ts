import type { Finding, NotScanned } from './engine/finding.ts'
import { finishResult } from './finish-result.ts'
import { inspectWhole } from './inspect-whole.ts'
import { toFinding } from './pool/content-findings.ts'
import { inspectFileName } from './rules/files/inspect-file-name.ts'
import { ignoredNotice, type PlacedComment, type ScanOptions, type ScanResult } from './scan.ts'
import { scanFileContents } from './scan-contents-in-pool.ts'
import { mayConcernAssistants } from './rules/assistants/inspect-assistant-file.ts'
import { type FolderOptions, listFolder } from './sources/list-folder.ts'
import { type FileReference, readFiles } from './sources/read-files.ts'

/** Most source files are smaller; only decides whether threads are worth starting. */
const usualFileSize = 10_000

/**
 * Scans the files of a folder as they are on the disk; see `listFolder` for what belongs to it.
 * @throws AppError `not-found`
 */
export async function scanFolder(path: string, options: ScanOptions & FolderOptions): Promise<ScanResult> {
  options.onProgress?.({ step: 'listing', done: 0, total: 0 })
  const listing = await listFolder(path, options)
  const isIgnored = options.isIgnored ?? (() => false)
  const listed = [...listing.files, ...listing.links]
  const files = listed.filter((file) => !isIgnored(file.path))
  const pool = options.openPool({ items: files.length, bytes: files.length * usualFileSize })
  let done = 0
  try {
    const result = await scanFileContents(pool, files, {
      ...options,
      ...(options.code === true && { isCodeWanted: () => true }),
      onDone: (items) => {
        done += items
        options.onProgress?.({ step: 'scanning', done, total: files.length })
      },
    })
    const pathOf = (index: number): string => files[index]!.path
    const problems = result.problems.map(({ index, code, reason }): NotScanned => ({
      path: pathOf(index),
      code,
      reason,
    }))
    const nested = listing.nestedGit.filter((one) => !isIgnored(one)).flatMap(inspectFolderName)
    const single = [...result.findings.map(({ finding }) => ({ ...finding, commit: null })), ...nested]
    const together = await inspectWhole(
      { paths: files.map((file) => file.path), read: textReader(files) },
      single,
    )
    const all: ScanResult = {
      findings: [...single, ...together.map((finding) => ({ ...finding, commit: null }))],
      comments: result.comments.map(({ index, comment }): PlacedComment => ({
        path: pathOf(index),
        ...comment,
      })),
      coverage: {
        files: files.length - new Set(result.problems.map(({ index }) => index)).size,
        bytes: result.bytes,
        commits: 0,
        blobs: 0,
        notScanned: [...listing.notScanned, ...problems, ...ignoredNotice(listed.length - files.length)],
      },
    }
    return finishResult(all, pool.mask)
  } finally {
    await pool.close()
  }
}

function textReader(files: readonly FileReference[]): (path: string) => string | undefined {
  const known = new Map(
    files.filter(({ path }) => mayConcernAssistants(path)).map((file) => [file.path, file]),
  )
  return (path) => {
    const file = known.get(path)
    if (file === undefined) return undefined
    let text: string | undefined
    // Through the reader that neither follows links nor waits for pipes.
    readFiles([file], {
      whole: (_index, bytes) => (text = Buffer.from(bytes).toString('utf8')),
      window: () => {},
      problem: () => {},
    })
    return text
  }
}

/** A folder that should not be there is known by its name. */
function inspectFolderName(path: string): readonly Finding[] {
  const folder = {
    path: `${path}/HEAD`,
    head: Buffer.from('ref: refs/heads/main\n'),
    size: 21,
    realSecrets: 0,
  }
  return inspectFileName(folder).map((inspection) => ({
    ...toFinding(inspection, { ...folder, path }),
    commit: null,
  }))
}
