import { array, assert, constantFrom, property } from 'fast-check'
import { expect, test } from 'vitest'
import { addedLines } from '../../action/gather/api/added-lines.ts'

const text = array(constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 30 })
const bytes = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''))

/** How long the longest common part of two texts is, by the book. */
function common(a: readonly string[], b: readonly string[]): number {
  const rows = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0))
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1)
      rows[i]![j] =
        a[i - 1] === b[j - 1] ? rows[i - 1]![j - 1]! + 1 : Math.max(rows[i - 1]![j]!, rows[i]![j - 1]!)
  return rows[a.length]![b.length]!
}

const isPart = (part: readonly string[], whole: readonly string[]): boolean => {
  let at = 0
  for (const line of whole) if (line === part[at]) at += 1
  return at === part.length
}

test('what is not added was there before, in the same order, and nothing is said to be new that need not be', () => {
  assert(
    property(text, text, (before, after) => {
      const added = addedLines(bytes(before), bytes(after))!
      const isAdded = (line: number): boolean => added.some(({ from, to }) => from <= line && line <= to)
      const kept = after.filter((_, index) => !isAdded(index + 1))
      expect(isPart(kept, before)).toBe(true)
      expect(kept.length).toBe(common(before, after))
    }),
  )
})

test('a line without an end is another line, and what is not text is not compared', () => {
  expect(addedLines(Buffer.from('a\nb'), Buffer.from('a\nb\nc'))).toEqual([{ from: 2, to: 3 }])
  expect(addedLines(Buffer.from('a\n'), Buffer.from('a\n'))).toEqual([])
  expect(addedLines(Buffer.of(0), Buffer.from('a\n'))).toBeNull()
})

test('two texts of which nothing is the same are compared in no time', () => {
  const lines = (name: string): Buffer =>
    Buffer.from(Array.from({ length: 20_000 }, (_, line) => `${name} ${line}\n`).join(''))
  expect(addedLines(lines('a'), lines('b'))).toEqual([{ from: 1, to: 20_000 }])
})
