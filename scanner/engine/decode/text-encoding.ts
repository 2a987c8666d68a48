/** How a text is written. */
export interface TextEncoding {
  readonly unit: 'utf8' | 'utf16le' | 'utf16be'
  /** Bytes of the mark it begins with. */
  readonly mark: 0 | 2 | 3
}

/** What the first bytes of a file say: the mark, or else zeros in every other place, as in UTF-16 without one. */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return { unit: 'utf16le', mark: 2 }
  if (first === 0xfe && second === 0xff) return { unit: 'utf16be', mark: 2 }
  if (first === 0xef && second === 0xbb && third === 0xbf) return { unit: 'utf8', mark: 3 }
  if (second === 0 && isUtf16(bytes, 0)) return { unit: 'utf16le', mark: 0 }
  if (first === 0 && isUtf16(bytes, 1)) return { unit: 'utf16be', mark: 0 }
  return { unit: 'utf8', mark: 0 }
}

const sample = 1024
const leastUnits = 8

/**
 * Whether nearly all of the first characters are ASCII with a zero beside it, and none is zero altogether: no table of
 * numbers is. A text in another script cannot be told from binary content without its mark.
 * @param low where in each unit the lower byte stands
 */
function isUtf16(bytes: Uint8Array, low: 0 | 1): boolean {
  const units = Math.min(bytes.length, sample) >> 1
  if (units < leastUnits) return false
  let ascii = 0
  for (let at = 0; at < units * 2; at += 2) {
    const [value, other] = [bytes[at + low]!, bytes[at + 1 - low]!]
    if (value === 0 && other === 0) return false
    if (other === 0 && (value >= 32 ? value < 127 : value >= 9 && value <= 13)) ascii += 1
  }
  return ascii >= units * 0.9
}

/**
 * Bytes as UTF-8, where they are another encoding: UTF-16 as Windows tools write it, or UTF-8 with a mark. Everything else is
 * returned as it is.
 */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = encodingOf(bytes)
  return pieceToUtf8(bytes.subarray(encoding.mark), encoding)
}

/** A piece of a text in a known encoding, without the mark; of UTF-16 it begins with a whole unit. */
export function pieceToUtf8(bytes: Uint8Array, { unit }: TextEncoding): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (unit === 'utf16le') return Buffer.from(view.toString('utf16le'), 'utf8')
  if (unit === 'utf16be') return Buffer.from(swapped(view).toString('utf16le'), 'utf8')
  return bytes
}

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()
