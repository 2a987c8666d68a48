import { isUtf8 } from 'node:buffer'

/**
 * A path as people and reports see it. Bytes that are not UTF-8 are written `%80` to `%FF`, and a `%` that stands before what
 * would make it look like such a byte, or like itself escaped, is written `%25`; everything else is left as it is. So every
 * path has a text of its own: to get the bytes back, turn `%25` and `%80` to `%FF` into what they stand for.
 * Control characters stay: whoever prints the path escapes it for where it goes.
 */
export function pathText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return isUtf8(buffer) ? nameText(buffer.toString('utf8')) : escaped(buffer)
}

/** The same for a path, or a name in one, that is a text already. */
export const nameText = (name: string): string =>
  name.includes('%') ? name.replaceAll(/%(?=25|[89A-F][0-9A-F])/g, '%25') : name

function escaped(buffer: Buffer): string {
  let text = ''
  let good = 0
  for (let at = 0; at < buffer.length;) {
    const length = sequenceLength(buffer, at)
    if (length > 0) {
      at += length
      continue
    }
    text += nameText(buffer.toString('utf8', good, at))
    text += `%${buffer[at]!.toString(16).toUpperCase().padStart(2, '0')}`
    at += 1
    good = at
  }
  return text + nameText(buffer.toString('utf8', good))
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
  isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : `\0${Buffer.from(bytes).toString('latin1')}`
