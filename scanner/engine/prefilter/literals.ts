/** A text whose occurrence decides that some rules are tried there. */
export interface Literal {
  /** ASCII, at least 3 bytes. */
  readonly text: string
  readonly ignoreCase: boolean
  /** Reported only where it looks like the name in an assignment (`token = …`): such words are common in code. */
  readonly isKey: boolean
}

/** Byte classes for the look at what follows a key literal; bits of `Tables.classes`. */
const charClass = { name: 1, mark: 2, first: 4, gap: 8, value: 16, quote: 32 } as const
export { charClass }

/** Everything the search needs, flat, so that the same bytes serve JavaScript and WebAssembly. */
export interface Tables {
  readonly literals: readonly Literal[]
  /** 2^17 bits: whether any literal has a window with this hash. */
  readonly bitmap: Uint8Array
  /** 2^16 heads of chains in `links`, 0 for none. */
  readonly heads: Uint32Array
  /** Records of 4: gram, literal, offset of the gram in the literal (may be -1), next link. */
  readonly links: Int32Array
  /** Per literal: the bytes (letters lower-cased where case is ignored) … */
  readonly bytes: readonly Uint8Array[]
  /** … and what to or into the input before comparing: 0x20 for such letters, else 0. */
  readonly masks: readonly Uint8Array[]
  readonly classes: Uint8Array
}

export const hashOf = (gram: number): number => Math.imul(gram, 0x9e3779b1) >>> 15
export const fold = 0x20202020

/**
 * Compiles literals. The input is looked at in windows of 4 bytes, at even positions only; so of two neighbouring windows
 * over a literal exactly one is looked at, and each literal registers two: of its own bytes where it has 5 or more, else
 * partly of every possible neighbouring byte.
 * @throws a bug: a literal that is not ASCII or is shorter than 3 bytes
 */
export function compileLiterals(literals: readonly Literal[]): Tables {
  const bitmap = new Uint8Array(1 << 14)
  const heads = new Uint32Array(1 << 16)
  const links: number[] = [0, 0, 0, 0]
  literals.forEach((literal, index) => {
    if (!/^[\x20-\x7e]{3,100}$/.test(literal.text)) throw new Error(`unfit literal ${JSON.stringify(literal.text)}`)
    for (const [offset, gram] of windowsOf(Buffer.from(literal.text, 'latin1'))) {
      const hash = hashOf(gram)
      bitmap[hash >>> 3]! |= 1 << (hash & 7)
      links.push(gram | 0, index, offset, heads[hash >>> 1]!)
      heads[hash >>> 1] = links.length / 4 - 1
    }
  })
  return {
    literals,
    bitmap,
    heads,
    links: Int32Array.from(links),
    bytes: literals.map(({ text, ignoreCase }) => Buffer.from(ignoreCase ? text.toLowerCase() : text, 'latin1')),
    masks: literals.map(({ text, ignoreCase }) =>
      Uint8Array.from(text, (char) => (ignoreCase && /[a-z]/i.test(char) ? 0x20 : 0)),
    ),
    classes: charClasses(),
  }
}

/** The windows (offset in the literal, folded gram) that a literal registers; see compileLiterals. */
function windowsOf(bytes: Uint8Array): readonly (readonly [number, number])[] {
  if (bytes.length >= 5) {
    const offset = rarestPair(bytes)
    return [offset, offset + 1].map((at) => [at, gramOf([...bytes.subarray(at, at + 4)])] as const)
  }
  const anyByte = [...new Set(Array.from({ length: 256 }, (_, byte) => byte | 0x20))]
  const own = [...bytes]
  const after = own.length === 4 ? [[0, gramOf(own)] as const] : anyByte.map((any) => [0, gramOf([...own, any])] as const)
  return [...after, ...anyByte.map((any) => [-1, gramOf([any, ...own.slice(0, 3)])] as const)]
}

const gramOf = ([a, b, c, d]: readonly number[]): number =>
  ((a! | (b! << 8) | (c! << 16) | (d! << 24)) | fold) >>> 0

/**
 * Which neighbouring two windows of a literal occur least in ordinary text: the last ones of a word are more telling than
 * its first ones, and digits, punctuation and rare letters more than common letters. Rough on purpose: it only saves time.
 */
function rarestPair(bytes: Uint8Array): number {
  const weight = (byte: number): number => {
    const common = ' etaoinsrhldcumfpgwybvkxjqz'.indexOf(String.fromCharCode(byte | 0x20))
    return common === -1 ? 20 : common
  }
  let best = 0
  let bestWeight = -1
  for (let at = 0; at + 5 <= bytes.length; at += 1) {
    const sum = bytes.subarray(at, at + 5).reduce((total, byte) => total + weight(byte), 0)
    if (sum >= bestWeight) [best, bestWeight] = [at, sum]
  }
  return best
}

function charClasses(): Uint8Array {
  const classes = new Uint8Array(256)
  const add = (bit: number, chars: RegExp): void => {
    for (let byte = 0; byte < 256; byte += 1) {
      if (chars.test(String.fromCharCode(byte))) classes[byte]! |= bit
    }
  }
  add(charClass.name, /[A-Za-z0-9_.$\- \t"'`\\\])}]/)
  add(charClass.mark, /[=:>,]/)
  add(charClass.first, /[?|+!~(]/)
  add(charClass.gap, /[=:>,?|+!~ \t\r\n"'`\\(@&]/)
  add(charClass.value, /[^\s"'`()<>,;[\]\x00-\x1f]/)
  add(charClass.quote, /["'`]/)
  return classes
}
