import type { Extent } from './part.ts'
import type { Transcript } from './transcript.ts'

const quote = 0x22
const backslash = 0x5c
const newline = 10

/**
 * Finds the first string at or behind an offset; its extent is what stands between the quotes. Looks at nothing of JSON but
 * its strings, so that a text that is cut or has conflict markers in it is read as well. A string that is not closed on its
 * line is none, and the next line is read anew. Byte by byte: most strings are lines, shorter than a call of `indexOf` is
 * worth.
 */
export function nextString(text: Buffer, from: number): Extent | undefined {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] !== quote) continue
    const start = at + 1
    const end = endOfString(text, start)
    if (text[end] === quote) return { start, end }
    at = end
  }
  return undefined
}

/** Where a string's closing quote is, or the line or the text ends without one. */
function endOfString(text: Buffer, start: number): number {
  let at = start
  while (at < text.length) {
    const byte = text[at]!
    if (byte === quote || byte === newline) return at
    at += byte === backslash ? 2 : 1
  }
  return text.length
}

const escaped: ReadonlyMap<number, number> = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }).map(
    ([letter, char]) => [letter.charCodeAt(0), char.charCodeAt(0)],
  ),
)

/** A colour or a movement of the cursor: in the middle of a word it hides the word from every rule. */
const terminalCode = /^\\u001[bB]\[[0-9;?]{0,24}[A-Za-z]/

/** Is told where each line begins, and says where to go on, behind what is to be left out. */
export type OnLine = (at: number) => number

/** Adds what a string says to a transcript, without what only colours it. */
export function transcribe(text: Buffer, { start, end }: Extent, to: Transcript, onLine?: OnLine): void {
  const isAtLine = (): boolean => onLine !== undefined && (to.last() ?? newline) === newline
  let at = start
  if (at < end && isAtLine()) at = Math.min(end, onLine!(at))
  while (at < end) {
    const from = at
    while (at < end && text[at] !== backslash) at += 1
    if (at > from) to.copy(from, at)
    if (at === end) return
    at = transcribeEscape(text, at, to)
    if (at < end && isAtLine()) at = Math.min(end, onLine!(at))
  }
}

function transcribeEscape(text: Buffer, at: number, to: Transcript): number {
  const kind = text[at + 1]!
  const next = endOfEscape(text, at)
  const plain = escaped.get(kind)
  if (plain !== undefined) to.add(plain, at)
  else if (next - at < 6) {
    // No escape of JSON: as it stands.
    to.add(backslash, at)
    return at + 1
  } else {
    const code = terminalCode.exec(text.toString('latin1', at, at + 32))?.[0]
    if (code !== undefined) return at + code.length
    const units = text.toString('latin1', at, next).match(/[0-9a-f]{4}/gi) ?? []
    const char = String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)))
    for (const encoded of Buffer.from(char)) to.add(encoded, at)
  }
  return next
}

/** Where an escape ends, or a byte that is none: two escapes may stand for one character outside the basic plane. */
export function endOfEscape(text: Buffer, at: number): number {
  if (text[at] !== backslash) return at + 1
  if (text[at + 1] !== 0x75) return at + 2
  const found = /^\\u(?:[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})/.exec(
    text.toString('latin1', at, at + 12),
  )?.[0]
  return at + (found?.length ?? 2)
}
