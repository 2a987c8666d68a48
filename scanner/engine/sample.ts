/**
 * A rule's sample text. A function, because a sample that looked like a live secret in this file would be refused by push
 * protection in every fork: parts are joined and random-looking text is generated at run time.
 */
export type Sample = () => string

const alphabets = {
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  digits: '0123456789',
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  lowerDigits: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upperDigits: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  base62: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
} as const
export type Alphabet = keyof typeof alphabets

/**
 * Text that looks random and is the same at every run.
 * @param length in characters
 * @param seed another seed gives another text
 */
export function random(alphabet: Alphabet, length: number, seed = 1): string {
  const chars = alphabets[alphabet]
  let state = (seed * 2654435761 + length) >>> 0
  let text = ''
  for (let index = 0; index < length; index += 1) {
    // A 32-bit xorshift: its low bits are good enough to look random, and it needs no import.
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    text += chars[(state >>> 8) % chars.length]
  }
  return text
}

/** Joins parts, so that no file of ours holds the whole of a prefix and a body. */
export const join = (...parts: readonly string[]): string => parts.join('')
