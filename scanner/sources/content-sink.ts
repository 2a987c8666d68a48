/** Why one file or blob could not be scanned, or not wholly. The codes are those of `NotScanned`. */
export interface ReadProblem {
  readonly code: ReadProblemCode
  /** For people: a whole sentence without the path. */
  readonly reason: string
}

export const readProblemCodes = [
  'unreadable',
  'vanished',
  'not-a-file',
  'too-deep',
  'missing-object',
  'corrupt-object',
  'lfs-pointer',
  'too-many-findings',
] as const
export type ReadProblemCode = (typeof readProblemCodes)[number]

/**
 * Where readers put content. Everything is called synchronously, in the order of the list that is read; `index` is the
 * position in that list. The bytes are a view into a buffer that is used again: valid only during the call.
 */
export interface ContentSink {
  /** All bytes of one file or blob of at most `wholeLimit` bytes. */
  whole(index: number, bytes: Uint8Array): void
  /**
   * One window of a larger file or blob; windows come in order and each starts with the last `overlap` bytes of the one
   * before. `offset` is where `bytes` starts in the content.
   */
  window(index: number, bytes: Uint8Array, offset: number, last: boolean): void
  /** It was not read, or (when windows came before) not to its end. */
  problem(index: number, problem: ReadProblem): void
}

export interface ReadLimits {
  /** Larger content comes in windows. In bytes. */
  readonly wholeLimit: number
  /** Size of a window with its overlap, in bytes. */
  readonly windowSize: number
  /** How many bytes two neighbouring windows share; smaller than half of `windowSize`. */
  readonly overlap: number
}

/** Bounds a reader's memory to about 40 MiB, and lets nearly all source files come whole. */
export const defaultReadLimits: ReadLimits = {
  wholeLimit: 16 * 1024 * 1024,
  windowSize: 16 * 1024 * 1024,
  overlap: 64 * 1024,
}

/** Gives the indexes of the whole list to a sink that reads a part of it. */
export function withIndexes(sink: ContentSink, indexes: readonly number[]): ContentSink {
  return {
    whole: (index, bytes) => {
      sink.whole(indexes[index]!, bytes)
    },
    window: (index, bytes, offset, last) => {
      sink.window(indexes[index]!, bytes, offset, last)
    },
    problem: (index, problem) => {
      sink.problem(indexes[index]!, problem)
    },
  }
}
