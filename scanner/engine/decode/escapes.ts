import type { Hits } from '../prefilter/hits.ts'
import { signs } from '../prefilter/signs.ts'
import { joinPieces, type Part } from './part.ts'

const longest = 8192

interface Escape {
  readonly via: string
  /** Which of the search's signs it is. */
  readonly sign: number
  readonly pattern: RegExp
  readonly decode: (escape: string) => string
  /** Fewer in one word are left: the word's plain parts are matched anyway. */
  readonly atLeast: number
}

const fromHex = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16))

const escapes: readonly Escape[] = [
  {
    via: 'url-escapes',
    sign: signs.urlEscape,
    pattern: /%[0-9A-Fa-f]{2}/g,
    decode: (one) => fromHex(one.slice(1)),
    atLeast: 1,
  },
  {
    via: 'unicode-escapes',
    sign: signs.unicodeEscape,
    pattern: /\\u00[0-9A-Fa-f]{2}/g,
    decode: (one) => fromHex(one.slice(2)),
    atLeast: 1,
  },
  {
    via: 'hex-escapes',
    sign: signs.hexEscape,
    pattern: /\\x[0-9A-Fa-f]{2}/g,
    decode: (one) => fromHex(one.slice(2)),
    atLeast: 4,
  },
  {
    via: 'html-escapes',
    sign: signs.htmlEscape,
    pattern: /&#(?:x[0-9A-Fa-f]{2}|\d{2,3});/g,
    decode: decodeEntity,
    atLeast: 2,
  },
]

function decodeEntity(entity: string): string {
  const digits = entity.slice(2, -1)
  return digits.startsWith('x') ? fromHex(digits.slice(1)) : String.fromCharCode(Number(digits) & 0xff)
}

/**
 * Decodes the words of a text that are written with escapes: URL, JSON and JavaScript, C, HTML.
 * @param found where the search saw escapes
 */
export function decodeEscapes(bytes: Uint8Array, found: Hits): readonly Part[] {
  if (found.count === 0) return []
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return escapes.flatMap((escape) => joinPieces(escape.via, [...wordsWith(escape, text, found)]))
}

function* wordsWith(
  escape: Escape,
  text: Buffer,
  { count, positions, kinds }: Hits,
): Generator<{ bytes: Uint8Array; start: number; end: number }> {
  let done = 0
  for (let index = 0; index < count; index += 1) {
    const at = positions[index]!
    if (kinds[index] !== escape.sign || at < done) continue
    const { start, end } = wordAround(text, at)
    done = end
    const word = text.toString('latin1', start, end)
    const escaped = word.match(escape.pattern)?.length ?? 0
    if (escaped >= escape.atLeast && word.length >= 12) {
      yield { bytes: Buffer.from(word.replaceAll(escape.pattern, escape.decode), 'latin1'), start, end }
    }
  }
}

const isBlank = (byte: number): boolean =>
  byte <= 32 || byte === 0x22 || byte === 0x27 || byte === 0x60 || byte === 0x3c || byte === 0x3e

function wordAround(text: Buffer, at: number): { start: number; end: number } {
  let start = at
  while (start > 0 && at - start < longest && !isBlank(text[start - 1]!)) start -= 1
  let end = at + 1
  while (end < text.length && end - at < longest && !isBlank(text[end]!)) end += 1
  return { start, end }
}
