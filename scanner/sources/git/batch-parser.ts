import type { ContentSink, ReadLimits } from '../content-sink.ts'

/** A sink that is also told what kind of object it gets: `blob`, `tree`, `commit` or `tag`. */
export interface ObjectSink extends Omit<ContentSink, 'whole'> {
  whole(index: number, bytes: Uint8Array, type: string): void
}

export interface BatchParser {
  /** Takes the next piece of output. @throws Error when it is not what `git cat-file --batch` prints */
  readonly push: (chunk: Buffer) => void
  /** The index of the first object whose answer is not complete yet. */
  readonly next: () => number
  /** Whether the content of that object has begun. */
  readonly insideContent: () => boolean
}

// `<id> <type> <size>`: 64 + 1 + 6 + 1 + 20 characters at most.
const maxHeader = 128

/**
 * Parses what `git cat-file --batch` prints, for a list of objects asked for in order. Content that lies in one chunk is
 * handed on without a copy; other content is gathered in one buffer that is used again and again.
 * Source of the format: git-cat-file(1), "BATCH OUTPUT".
 * @param start index of the first object asked for
 * @param missing called for an object that git says it does not have
 */
export function createBatchParser(
  start: number,
  limits: ReadLimits,
  sink: ObjectSink,
  missing: (index: number) => void,
): BatchParser {
  let index = start
  let header = ''
  let type = ''
  let size = -1
  let taken = 0
  let gather = new Uint8Array(0)
  let gathered = 0

  const finish = (): void => {
    index += 1
    size = -1
  }

  /** One header line. @returns false for an object without content */
  const begin = (line: string): boolean => {
    const parts = /^([0-9a-f]+) (?:(blob|tree|commit|tag) (\d+)|missing)$/.exec(line)
    if (parts === null)
      throw new Error(`git cat-file printed an unexpected line: ${line.slice(0, maxHeader)}`)
    if (parts[2] === undefined) {
      missing(index)
      index += 1
      return false
    }
    type = parts[2]
    size = Number(parts[3])
    taken = 0
    gathered = 0
    return true
  }

  /** Makes room in the gathering buffer for the object at hand. */
  const reserve = (): void => {
    const wanted = size > limits.wholeLimit ? limits.windowSize : size
    if (gather.length < wanted) gather = new Uint8Array(Math.max(1 << 20, 2 ** Math.ceil(Math.log2(wanted))))
  }

  const takeWhole = (bytes: Uint8Array): void => {
    if (bytes.length === size) {
      sink.whole(index, bytes, type)
    } else {
      if (gathered === 0) reserve()
      gather.set(bytes, gathered)
      gathered += bytes.length
      if (gathered === size) sink.whole(index, gather.subarray(0, size), type)
    }
    taken += bytes.length
  }

  const takeWindowed = (bytes: Uint8Array): void => {
    if (taken === 0) reserve()
    for (let at = 0; at < bytes.length;) {
      const length = Math.min(bytes.length - at, limits.windowSize - gathered)
      gather.set(bytes.subarray(at, at + length), gathered)
      gathered += length
      taken += length
      at += length
      if (taken < size && gathered < limits.windowSize) continue
      sink.window(index, gather.subarray(0, gathered), taken - gathered, taken === size)
      gather.copyWithin(0, gathered - limits.overlap, gathered)
      gathered = limits.overlap
    }
  }

  /** Consumes content or the line end behind it. @returns where the rest of the chunk begins */
  const take = (chunk: Buffer, at: number): number => {
    if (taken === size) {
      finish()
      return at + 1
    }
    const end = Math.min(chunk.length, at + size - taken)
    if (size > limits.wholeLimit) takeWindowed(chunk.subarray(at, end))
    else takeWhole(chunk.subarray(at, end))
    return end
  }

  return {
    push(chunk) {
      for (let at = 0; at < chunk.length;) {
        if (size >= 0) {
          at = take(chunk, at)
          continue
        }
        const end = chunk.indexOf(10, at)
        header += chunk.toString('latin1', at, end < 0 ? chunk.length : end)
        if (header.length > maxHeader) throw new Error('git cat-file printed an unexpected line')
        if (end < 0) return
        // An empty object has no content to come: it is whole here and now.
        if (begin(header) && size === 0) sink.whole(index, new Uint8Array(0), type)
        header = ''
        at = end + 1
      }
    },
    // Content that is here but for the line end behind it is complete.
    next: () => (size >= 0 && taken === size ? index + 1 : index),
    insideContent: () => size >= 0 && taken < size,
  }
}
