import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync } from 'node:fs'
import { defaultReadLimits, type ContentSink, type ReadLimits, type ReadProblem } from './content-sink.ts'
import { fileProblem } from './file-problem.ts'

/** One file of a folder. A plain value: worker threads get a copy of it. */
export interface FileReference {
  /** Relative to the scanned root, as people see it. */
  readonly path: string
  /** Absolute, to open it; bytes where the path is not UTF-8. */
  readonly location: string | Uint8Array
  /** It is a symbolic link, whose content is the text of its target. */
  readonly isLink?: true
}

// Between listing and reading somebody may have put a pipe or a link in the file's place: neither wait nor follow.
// Windows has neither flag.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)

/**
 * Reads files and hands their bytes to `sink`, in the order of `files`. Blocks the thread: in a worker that is the fastest
 * way. Memory is one buffer of about `limits.wholeLimit` or `limits.windowSize` bytes, whatever the files' size.
 */
export function readFiles(
  files: readonly FileReference[],
  sink: ContentSink,
  limits: ReadLimits = defaultReadLimits,
): void {
  const scratch = { buffer: Buffer.allocUnsafeSlow(256 * 1024) }
  for (const [index, { location, isLink }] of files.entries()) {
    if (isLink === true) {
      readLink(location, index, sink)
      continue
    }
    const file = opened(location)
    if (typeof file !== 'number') {
      sink.problem(index, file)
      continue
    }
    try {
      readOpened(file, index, sink, limits, scratch)
    } finally {
      closeSync(file)
    }
  }
}

/** Without a look at what it leads to, which may be anywhere. */
function readLink(location: string | Uint8Array, index: number, sink: ContentSink): void {
  try {
    const target = readlinkSync(typeof location === 'string' ? location : Buffer.from(location), 'buffer')
    sink.whole(index, target)
  } catch (error) {
    sink.problem(index, fileProblem(error))
  }
}

function opened(location: string | Uint8Array): number | ReadProblem {
  try {
    return openSync(typeof location === 'string' ? location : Buffer.from(location), flags)
  } catch (error) {
    return fileProblem(error)
  }
}

function readOpened(
  file: number,
  index: number,
  sink: ContentSink,
  limits: ReadLimits,
  scratch: { buffer: Buffer },
): void {
  const size = sizeOf(file)
  if (typeof size !== 'number') {
    sink.problem(index, size)
    return
  }
  // One byte more than a window tells whether there is another one.
  const wanted = size > limits.wholeLimit ? limits.windowSize + 1 : size
  if (scratch.buffer.length < wanted) scratch.buffer = Buffer.allocUnsafeSlow(wanted)
  const { buffer } = scratch
  // Some file systems (/proc) give every file the size 0: there the end is where nothing more comes.
  const end = size === 0 ? Math.min(buffer.length, limits.windowSize + 1) : wanted
  const filled = fill(file, buffer, 0, end)
  if (typeof filled !== 'number') sink.problem(index, filled)
  else if (size > limits.wholeLimit || (size === 0 && filled === end)) {
    readWindows(file, index, sink, limits, buffer, filled)
  } else sink.whole(index, buffer.subarray(0, filled))
}

function sizeOf(file: number): number | ReadProblem {
  try {
    const stats = fstatSync(file)
    return stats.isFile() ? stats.size : { code: 'not-a-file', reason: 'It is not a regular file any more.' }
  } catch (error) {
    return fileProblem(error)
  }
}

/** Reads until the buffer is filled up to `end` or the file is at its end. @returns how far the buffer is filled */
function fill(file: number, buffer: Buffer, start: number, end: number): number | ReadProblem {
  let filled = start
  try {
    for (let read = -1; read !== 0 && filled < end; filled += read) {
      read = readSync(file, buffer, filled, end - filled, null)
    }
    return filled
  } catch (error) {
    return fileProblem(error)
  }
}

/** @param first how many bytes of the buffer are filled already */
function readWindows(
  file: number,
  index: number,
  sink: ContentSink,
  limits: ReadLimits,
  buffer: Buffer,
  first: number,
): void {
  const size = Math.min(limits.windowSize, buffer.length - 1)
  let filled: number | ReadProblem = first
  for (let offset = 0; ; offset += size - limits.overlap) {
    const isLast = filled <= size
    sink.window(index, buffer.subarray(0, Math.min(filled, size)), offset, isLast)
    if (isLast) return
    buffer.copyWithin(0, size - limits.overlap, filled)
    filled = fill(file, buffer, filled - size + limits.overlap, size + 1)
    if (typeof filled !== 'number') {
      sink.problem(index, filled)
      return
    }
  }
}
