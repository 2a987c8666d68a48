import { readOperator } from './assignment-operator.ts'
import { type Value, readValue } from './assigned-value.ts'

/**
 * A name and the value it is given, as people write it in code, configuration, markup, command lines and documents.
 * Offsets are into the text that was read.
 */
export interface Assignment extends Value {
  /** As written: `DB_PASSWORD`, `spring.datasource.password`, `client secret`. */
  readonly name: string
  /**
   * `=`, `:`, `:=`, `=>`, `,` (an argument), `>` (an element), ` ` (a command-line option), `||` (what stands in where the
   * name has no value), `${` (the same inside `${NAME:-value}`) …
   */
  readonly operator: string
}

/** What names are made of, by character code; a table, because every key and token of a repository asks. */
const nameChars = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9_.$-]/.test(String.fromCharCode(code)) ? 1 : 0,
)
const maxName = 80

/**
 * Reads the assignment whose name covers `at`. Hand-written, because it runs on every `key` and `token` of a repository:
 * one pass, no backtracking, and no look further than 4 KiB.
 * @param at where a word of the name starts
 * @param length of that word
 * @returns undefined where nothing is assigned
 */
export function readAssignment(text: string, at: number, length: number): Assignment | undefined {
  const nameStart = readNameStart(text, at)
  const nameEnd = readNameEnd(text, at + length)
  const operator = readOperator(text, nameStart, nameEnd)
  if (operator === undefined) return undefined
  const value = readValue(text, operator)
  return value && { name: text.slice(nameStart, nameEnd), operator: operator.text, ...value }
}

function readNameStart(text: string, at: number): number {
  let start = at
  const first = Math.max(0, at - maxName)
  while (start > first && nameChars[text.charCodeAt(start - 1)] === 1) start -= 1
  return start
}

/** Up to two more words, as documents write it (`client secret: …`), where a colon or equals sign follows them. */
const moreWords = /^(?! As )(?: [A-Za-z][\w.-]{0,24}){1,2}(?=[ \t]{0,4}[:=])/

function readNameEnd(text: string, from: number): number {
  const end = skipWord(text, from)
  return end + (text[end] === ' ' ? (moreWords.exec(text.slice(end, end + 64))?.[0].length ?? 0) : 0)
}

function skipWord(text: string, from: number): number {
  let end = from
  while (end < text.length && end - from < maxName && nameChars[text.charCodeAt(end)] === 1) end += 1
  return end
}
