/** Encodings that a text tells by the mark it begins with; without one it is taken for UTF-8. */
export type TextEncoding = 'utf8' | 'utf8-marked' | 'utf16le' | 'utf16be'

/** Bytes of the mark. */
const markLength: Readonly<Record<TextEncoding, number>> = {
  utf8: 0,
  'utf8-marked': 3,
  utf16le: 2,
  utf16be: 2,
}

/** What the first bytes of a file say. */
export function encodingOf([first, second, third]: Uint8Array): TextEncoding {
  if (first === 0xff && second === 0xfe) return 'utf16le'
  if (first === 0xfe && second === 0xff) return 'utf16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf8-marked' : 'utf8'
}

/**
 * Bytes as UTF-8, where they start with the mark of another encoding: UTF-16 as Windows tools write it, or UTF-8 with its
 * own mark. Everything else is returned as it is.
 */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = encodingOf(bytes)
  return pieceToUtf8(bytes.subarray(markLength[encoding]), encoding)
}

/** A piece of a text in a known encoding, without the mark; of UTF-16 it begins with a whole unit. */
export function pieceToUtf8(bytes: Uint8Array, encoding: TextEncoding): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (encoding === 'utf16le') return Buffer.from(view.toString('utf16le'), 'utf8')
  if (encoding === 'utf16be') return Buffer.from(swapped(view).toString('utf16le'), 'utf8')
  return bytes
}

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()
