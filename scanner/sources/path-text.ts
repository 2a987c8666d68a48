import { isUtf8 } from 'node:buffer'

/**
 * A path as people and reports see it. Bytes that are not UTF-8 are written `%FF`; everything else, a literal `%`
 * too, is left as it is. Control characters stay: whoever prints the path escapes it for where it goes.
 */
export function pathText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return isUtf8(buffer) ? buffer.toString('utf8') : escaped(buffer)
}

function escaped(buffer: Buffer): string {
  let text = ''
  let good = 0
  for (let at = 0; at < buffer.length;) {
    const length = sequenceLength(buffer, at)
    if (length > 0) {
      at += length
      continue
    }
    text += buffer.toString('utf8', good, at)
    text += `%${buffer[at]!.toString(16).toUpperCase().padStart(2, '0')}`
    at += 1
    good = at
  }
  return text + buffer.toString('utf8', good)
}

/** The length of the valid UTF-8 sequence that starts at `at`, or 0. */
function sequenceLength(buffer: Buffer, at: number): number {
  const first = buffer[at]!
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  return isUtf8(buffer.subarray(at, at + length)) && at + length <= buffer.length ? length : 0
}

/**
 * Like `pathText`, but never equal for two different paths: where bytes are not UTF-8, a NUL, which no path has, is put in
 * front. For looking paths up, not for showing them.
 */
export const pathKey = (bytes: Uint8Array): string =>
  isUtf8(bytes) ? pathText(bytes) : `\0${Buffer.from(bytes).toString('latin1')}`
