import { longestLook } from './literals.ts'
import type { FindLiterals } from './scan.ts'

/** Less in common is not worth the comparison. */
const worthwhile = 4096
const block = 4096

/**
 * A search that remembers the text before. The versions of a file come one after the other when history is read, and share
 * most of their beginning and end: there the hits are those of the version before, and only the middle is searched.
 * Finds exactly what `find` finds.
 */
export function rememberLast(find: FindLiterals): FindLiterals {
  let last: Uint8Array = new Uint8Array()
  let positions: number[] = []
  let literals: number[] = []
  return (bytes) => {
    const prefix = commonPrefix(last, bytes)
    const suffix = commonSuffix(last, bytes, Math.min(last.length, bytes.length) - prefix)
    const from = Math.max(0, prefix - longestLook)
    const to = bytes.length - suffix
    const [foundAt, found]: [number[], number[]] = [[], []]
    const shift = bytes.length - last.length
    if (prefix + suffix < worthwhile) {
      add(find(bytes), 0, bytes.length)
    } else {
      keep((at) => at < from, 0)
      add(find(bytes.subarray(from, Math.min(bytes.length, to + longestLook))), from, to)
      keep((at) => at + shift >= to, shift)
    }
    last = Uint8Array.from(bytes)
    positions = foundAt
    literals = found
    return { count: foundAt.length, position: (index) => foundAt[index]!, literal: (index) => found[index]! }

    function add(hits: ReturnType<FindLiterals>, base: number, end: number): void {
      for (let index = 0; index < hits.count; index += 1) {
        const at = base + hits.position(index)
        if (at >= end) continue
        foundAt.push(at)
        found.push(hits.literal(index))
      }
    }

    function keep(isKept: (at: number) => boolean, by: number): void {
      for (let index = 0; index < positions.length; index += 1) {
        if (!isKept(positions[index]!)) continue
        foundAt.push(positions[index]! + by)
        found.push(literals[index]!)
      }
    }
  }
}

function commonPrefix(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at < most) {
    const end = Math.min(most, at + block)
    if (!isEqual(a.subarray(at, end), b.subarray(at, end))) break
    at = end
  }
  while (at < most && a[at] === b[at]) at += 1
  return at
}

function commonSuffix(a: Uint8Array, b: Uint8Array, most: number): number {
  let length = 0
  while (length < most) {
    const end = Math.min(most, length + block)
    if (
      !isEqual(a.subarray(a.length - end, a.length - length), b.subarray(b.length - end, b.length - length))
    )
      break
    length = end
  }
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1
  return length
}

const isEqual = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
