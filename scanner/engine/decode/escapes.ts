import { joinPieces, type Part } from './part.ts'

const longest = 8192

interface Escape {
  readonly via: string
  /** What every escape of the kind starts with … */
  readonly start: Uint8Array
  /** … and, for a quick look, whether the byte behind that fits. */
  readonly follows: (byte: number) => boolean
  readonly pattern: RegExp
  readonly decode: (escape: string) => string
  /** Fewer in one word are left: the word's plain parts are matched anyway. */
  readonly atLeast: number
}

const fromHex = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16))

function isHexDigit(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102)
}

const escapes: readonly Escape[] = [
  {
    via: 'url-escapes',
    start: Buffer.from('%'),
    follows: isHexDigit,
    pattern: /%[0-9A-Fa-f]{2}/g,
    decode: (one) => fromHex(one.slice(1)),
    atLeast: 1,
  },
  {
    via: 'unicode-escapes',
    start: Buffer.from('\\u00'),
    follows: isHexDigit,
    pattern: /\\u00[0-9A-Fa-f]{2}/g,
    decode: (one) => fromHex(one.slice(2)),
    atLeast: 1,
  },
  {
    via: 'hex-escapes',
    start: Buffer.from('\\x'),
    follows: isHexDigit,
    pattern: /\\x[0-9A-Fa-f]{2}/g,
    decode: (one) => fromHex(one.slice(2)),
    atLeast: 4,
  },
  {
    via: 'html-escapes',
    start: Buffer.from('&#'),
    follows: (byte) => byte === 0x78 || (byte >= 48 && byte <= 57),
    pattern: /&#(?:x[0-9A-Fa-f]{2}|\d{2,3});/g,
    decode: decodeEntity,
    atLeast: 2,
  },
]

function decodeEntity(entity: string): string {
  const digits = entity.slice(2, -1)
  return digits.startsWith('x') ? fromHex(digits.slice(1)) : String.fromCharCode(Number(digits) & 0xff)
}

/** Decodes the words of a text that are written with escapes: URL, JSON and JavaScript, C, HTML. */
export function decodeEscapes(bytes: Uint8Array): readonly Part[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return escapes.flatMap((escape) => joinPieces(escape.via, [...wordsWith(escape, text)]))
}

function* wordsWith(
  escape: Escape,
  text: Buffer,
): Generator<{ bytes: Uint8Array; start: number; end: number }> {
  // Most files hold no escapes, and what looks like one is mostly `%s` or `\xe2` in a word of its own.
  for (let at = text.indexOf(escape.start); at !== -1;) {
    if (!escape.follows(text[at + escape.start.length] ?? 0)) {
      at = text.indexOf(escape.start, at + 1)
      continue
    }
    const { start, end } = wordAround(text, at)
    const word = text.toString('latin1', start, end)
    const count = word.match(escape.pattern)?.length ?? 0
    if (count >= escape.atLeast && word.length >= 12) {
      yield { bytes: Buffer.from(word.replaceAll(escape.pattern, escape.decode), 'latin1'), start, end }
    }
    at = text.indexOf(escape.start, end)
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
