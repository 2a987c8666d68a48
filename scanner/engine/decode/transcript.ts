import type { Extent } from './part.ts'

/** A text that is put together byte by byte out of another one, and knows where each byte stood. */
export interface Transcript {
  /** Adds bytes of the source as they stand there. */
  readonly copy: (from: number, to: number) => void
  /** Adds a byte; `at` is where in the source what it was written as begins. */
  readonly add: (byte: number, at: number) => void
  /** The last byte that was added but `back`; undefined before the first one. */
  readonly last: (back?: number) => number | undefined
  readonly length: () => number
  readonly bytes: () => Uint8Array
  /** Where a range of the transcript stands in the source, to the byte. */
  readonly extentOf: (start: number, end: number) => Extent
}

/**
 * Starts an empty transcript of a source.
 * @param endOf where in the source ends what begins at `at`: a byte, or an escape that stands for one
 */
export function createTranscript(source: Buffer, endOf: (at: number) => number): Transcript {
  let bytes = Buffer.allocUnsafe(1 << 16)
  let length = 0
  // Where a stretch begins that was copied without a gap. Numbers in flat arrays, because a text may be all escapes, and an
  // object for each of some millions would take more memory than anything else here.
  let froms = new Uint32Array(1 << 10)
  let starts = new Uint32Array(1 << 10)
  let stretches = 0
  let expected = -1
  const sourceOf = (offset: number): number => {
    const index = lastNotAfter(froms, stretches, offset)
    return starts[index]! + offset - froms[index]!
  }
  const begin = (at: number): void => {
    if (at === expected) return
    if (stretches === froms.length) [froms, starts] = [doubled(froms), doubled(starts)]
    froms[stretches] = length
    starts[stretches] = at
    stretches += 1
  }
  const makeRoom = (count: number): void => {
    if (length + count <= bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, length + count))
    bytes.copy(larger, 0, 0, length)
    bytes = larger
  }
  return {
    copy: (from, to) => {
      begin(from)
      makeRoom(to - from)
      source.copy(bytes, length, from, to)
      length += to - from
      expected = to
    },
    add: (byte, at) => {
      begin(at)
      makeRoom(1)
      bytes[length] = byte
      length += 1
      expected = at + 1
    },
    last: (back = 0) => bytes[length - 1 - back],
    length: () => length,
    bytes: () => bytes.subarray(0, length),
    extentOf: (start, end) => ({ start: sourceOf(start), end: endOf(sourceOf(Math.max(start, end - 1))) }),
  }
}

function doubled(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}

/** The index of the last of the first `count` numbers, which ascend, that is not larger. */
function lastNotAfter(numbers: Uint32Array, count: number, wanted: number): number {
  let [low, high] = [0, count]
  while (low + 1 < high) {
    const middle = (low + high) >>> 1
    if (numbers[middle]! <= wanted) low = middle
    else high = middle
  }
  return low
}
