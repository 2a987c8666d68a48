import type { LineRange } from '../../../scanner/sources/git/patch-parser.ts'

/** How many lines may differ before everything between the first and the last of them counts as new. */
const mostEdits = 1500

/**
 * Which lines a text has that another had not: the shortest way from one to the other, as git finds it (E. Myers, "An O(ND) difference
 * algorithm", 1986). Pure.
 * @returns ascending; null: they cannot be compared line by line, since one is not text
 */
export function addedLines(before: Uint8Array, after: Uint8Array): readonly LineRange[] | null {
  if (isBinary(before) || isBinary(after)) return null
  const [old, now] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let [oldEnd, nowEnd] = [old.length, now.length]
  while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd -= 1
    nowEnd -= 1
  }
  const added = insertions(old.slice(start, oldEnd), now.slice(start, nowEnd))
  return rangesOf(added.map((line) => line + start + 1))
}

/** As git tells: a zero within the first 8,000 bytes. */
const isBinary = (bytes: Uint8Array): boolean => bytes.subarray(0, 8000).includes(0)

/** With their ends: a line without one is another line. */
const linesOf = (bytes: Uint8Array): readonly string[] =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Indexes of `now` that are not in the longest common part, ascending. */
function insertions(old: readonly string[], now: readonly string[]): readonly number[] {
  const all = Array.from(now, (_, index) => index)
  if (old.length === 0 || now.length === 0) return all
  const trace = traced(old, now)
  return trace === undefined ? all : backtracked(trace, old.length, now.length)
}

/** For each number of edits, how far each diagonal gets; undefined where there are too many. */
function traced(old: readonly string[], now: readonly string[]): readonly Int32Array[] | undefined {
  const most = Math.min(old.length + now.length, mostEdits)
  const offset = most + 1
  const reach = new Int32Array(2 * most + 3)
  const trace: Int32Array[] = []
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(reach.slice(offset - edits - 1, offset + edits + 2))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const left = reach[offset + diagonal - 1]!
      const above = reach[offset + diagonal + 1]!
      let x = diagonal === -edits || (diagonal !== edits && left < above) ? above : left + 1
      let y = x - diagonal
      while (x < old.length && y < now.length && old[x] === now[y]) {
        x += 1
        y += 1
      }
      reach[offset + diagonal] = x
      if (x >= old.length && y >= now.length) return trace
    }
  }
  return undefined
}

function backtracked(trace: readonly Int32Array[], oldLength: number, nowLength: number): readonly number[] {
  const added: number[] = []
  let [x, y] = [oldLength, nowLength]
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const reach = trace[edits]!
    const at = (diagonal: number): number => reach[diagonal + edits + 1]!
    const diagonal = x - y
    const isDown = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1))
    const previous = isDown ? diagonal + 1 : diagonal - 1
    x = at(previous)
    y = x - previous
    if (isDown) added.push(y)
  }
  return added.toReversed()
}

function rangesOf(lines: readonly number[]): readonly LineRange[] {
  const ranges: { from: number; to: number }[] = []
  for (const line of lines) {
    const last = ranges.at(-1)
    if (last?.to === line - 1) last.to = line
    else ranges.push({ from: line, to: line })
  }
  return ranges
}
