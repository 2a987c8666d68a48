/**
 * Bytes as UTF-8, where they start with the mark of another encoding: UTF-16 as Windows tools write it, or UTF-8 with its
 * own mark. Everything else is returned as it is.
 */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  const [first, second, third] = bytes
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (first === 0xff && second === 0xfe) return Buffer.from(view.toString('utf16le', 2), 'utf8')
  if (first === 0xfe && second === 0xff)
    return Buffer.from(swapped(view.subarray(2)).toString('utf16le'), 'utf8')
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.subarray(3)
  return bytes
}

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()
