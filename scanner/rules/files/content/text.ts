import type { InspectedFile } from '../../../engine/inspection.ts'

/** More than any settings file has; keeps a look's cost bounded whatever the caller puts into `head`. */
const limit = 128 * 1024

/** The beginning of a file as text, whatever its encoding; bytes that are not text become U+FFFD. */
export function textOf({ head }: InspectedFile): string {
  const bytes = head.subarray(0, limit)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le', bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be', bytes)
  // Remote Desktop and the registry editor also write UTF-16 without a mark.
  if (bytes.length >= 8 && bytes[1] === 0 && bytes[3] === 0 && bytes[5] === 0 && bytes[0] !== 0) {
    return decode('utf-16le', bytes)
  }
  return decode('utf-8', bytes)
}

const decode = (encoding: string, bytes: Uint8Array): string => new TextDecoder(encoding).decode(bytes)

/** Whether a file is no text in any encoding that textOf reads. */
export function isBinary(file: InspectedFile): boolean {
  return textOf(file).slice(0, 4096).includes('\0')
}

/** Lines without surrounding white space, and without blank and comment lines (`#`, `;`, `//`, `--`). */
export function contentLines(text: string): string[] {
  const lines: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    const trimmed = line.trim()
    if (trimmed !== '' && !/^(?:#|;|\/\/|--(?!-))/.test(trimmed)) lines.push(trimmed)
  }
  return lines
}

/** Whether a file's bytes begin with these, at an offset. Strings are latin1. */
export function startsWith({ head }: InspectedFile, magic: string | readonly number[], offset = 0): boolean {
  for (let index = 0; index < magic.length; index += 1) {
    const wanted = typeof magic === 'string' ? magic.charCodeAt(index) : magic[index]
    if (head[offset + index] !== wanted) return false
  }
  return true
}

/** Whether these bytes are anywhere in the beginning of a file. */
export function includesBytes({ head }: InspectedFile, wanted: readonly number[]): boolean {
  const [first] = wanted
  if (first === undefined) return true
  for (let at = head.indexOf(first); at >= 0; at = head.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => head[at + index] === byte)) return true
  }
  return false
}
