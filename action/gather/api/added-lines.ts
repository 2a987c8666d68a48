import { diffArrays } from 'diff'
import type { LineRange } from '../../../scanner/sources/git/patch-parser.ts'

/** How many lines may differ before everything between the first and the last of them counts as new. */
const mostEdits = 1500

/**
 * Which lines a text has that another had not, by the shortest way from one to the other, as git finds it. Pure.
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
  const parts = diffArrays([...old], [...now], { maxEditLength: mostEdits })
  if (parts === undefined) return Array.from(now, (_, index) => index)
  const added: number[] = []
  let at = 0
  for (const part of parts) {
    if (part.removed) continue
    if (part.added) for (let index = 0; index < part.count; index += 1) added.push(at + index)
    at += part.count
  }
  return added
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
