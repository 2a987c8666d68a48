import { addHit, type HitList } from './hits.ts'

/**
 * Signs that a text may hold another one in some encoding: where a run of base64 or hex digits starts, and each escape.
 * The kernel has the same numbers.
 */
export const signs = { run: 0, urlEscape: 1, unicodeEscape: 2, hexEscape: 3, htmlEscape: 4 } as const

/** Shorter runs are words and hashes of which nothing can be said; a Kubernetes value is found by its rule. */
export const shortestRun = 32

/** No sign depends on more bytes before it than this: a run starts where no digit precedes it. */
export const signLookBehind = 1

/** Digits of base64 in both alphabets; those of hex are among them. 1 for each such byte. */
export const runDigits = tableOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_')

function tableOf(chars: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const char of chars) table[char.charCodeAt(0)] = 1
  return table
}

/** Finds signs in ascending order, in plain JavaScript; what the kernel is tested against. */
export function findSigns(bytes: Uint8Array, into: HitList): void {
  let run = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (runDigits[bytes[at]!] === 1) {
      run += 1
      continue
    }
    if (run >= shortestRun) addHit(into, at - run, signs.run)
    run = 0
    const kind = escapeAt(bytes, at)
    if (kind !== undefined) addHit(into, at, kind)
  }
  if (run >= shortestRun) addHit(into, bytes.length - run, signs.run)
}

/** What `%`, `\` and `&` begin: a quick look, which lets more through than it must. */
function escapeAt(bytes: Uint8Array, at: number): number | undefined {
  const [first, next, afterNext] = [bytes[at], bytes[at + 1], bytes[at + 2]]
  if (first === 0x25) return isHexDigit(next) ? signs.urlEscape : undefined
  if (first === 0x26)
    return next === 0x23 && (afterNext === 0x78 || isDigit(afterNext)) ? signs.htmlEscape : undefined
  if (first !== 0x5c) return undefined
  if (next === 0x78) return isHexDigit(afterNext) ? signs.hexEscape : undefined
  const isUnicode = next === 0x75 && afterNext === 0x30 && bytes[at + 3] === 0x30 && isHexDigit(bytes[at + 4])
  return isUnicode ? signs.unicodeEscape : undefined
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57

function isHexDigit(byte: number | undefined): boolean {
  return isDigit(byte) || (byte !== undefined && (byte | 0x20) >= 97 && (byte | 0x20) <= 102)
}
