import { commonGrams } from './common-grams.generated.ts'

/** A text whose occurrence decides that some rules are tried there. */
export interface Literal {
  /** ASCII, at least 3 bytes. */
  readonly text: string
  readonly ignoreCase: boolean
  /** Reported only where it looks like the name in an assignment (`token = …`): such words are common in code. */
  readonly isKey: boolean
}

const longestLiteral = 100
/** No hit depends on more bytes than these from its start on: the literal, and the look at what may be assigned to it. */
export const longestLook = longestLiteral + 64 + 2 + 32 + 34 + 5

/** Byte classes for the look at what follows a key literal; bits of `Tables.classes`. */
const charClass = { name: 1, mark: 2, first: 4, gap: 8, value: 16, quote: 32 } as const
export { charClass }

/** Everything the search needs, flat, so that the same bytes serve JavaScript and WebAssembly. */
export interface Tables {
  readonly literals: readonly Literal[]
  /** 2^19 bits: whether any literal has a window with this hash … */
  readonly bitmap: Uint8Array
  /** … and with this other hash. Both are set by chance far more rarely than one. */
  readonly second: Uint8Array
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

export const hashOf = (gram: number): number => Math.imul(gram, 0x9e3779b1) >>> 13
export const secondHashOf = (gram: number): number => Math.imul(gram, 0x85ebca6b) >>> 13
export const fold = 0x20202020

/**
 * Compiles literals. The input is looked at in windows of 4 bytes, at even positions only; so of two neighbouring windows
 * over a literal exactly one is looked at, and each literal registers two: of its own bytes where it has 5 or more, else
 * partly of every possible neighbouring byte.
 * @throws a bug: a literal that is not ASCII or is shorter than 3 bytes
 */
export function compileLiterals(literals: readonly Literal[]): Tables {
  const bitmap = new Uint8Array(1 << 16)
  const second = new Uint8Array(1 << 16)
  const heads = new Uint32Array(1 << 16)
  const links: number[] = [0, 0, 0, 0]
  literals.forEach((literal, index) => {
    if (!/^[\x20-\x7e]{3,}$/.test(literal.text) || literal.text.length > longestLiteral)
      throw new Error(`unfit literal ${JSON.stringify(literal.text)}`)
    for (const [offset, gram] of windowsOf(Buffer.from(literal.text, 'latin1'))) {
      const hash = hashOf(gram)
      bitmap[hash >>> 3]! |= 1 << (hash & 7)
      const other = secondHashOf(gram)
      second[other >>> 3]! |= 1 << (other & 7)
      links.push(gram | 0, index, offset, heads[hash >>> 3]!)
      heads[hash >>> 3] = links.length / 4 - 1
    }
  })
  return {
    literals,
    bitmap,
    second,
    heads,
    links: Int32Array.from(links),
    bytes: literals.map(({ text, ignoreCase }) =>
      Buffer.from(ignoreCase ? text.toLowerCase() : text, 'latin1'),
    ),
    masks: literals.map(({ text, ignoreCase }) =>
      Uint8Array.from(text, (char) => (ignoreCase && /[a-z]/i.test(char) ? 0x20 : 0)),
    ),
    classes: charClasses(),
  }
}

/** Every byte, case folded. */
const anyByte = [...new Set(Array.from({ length: 256 }, (_, byte) => byte | 0x20))]

/** The windows (offset in the literal, folded gram) that a literal registers; see compileLiterals. */
function windowsOf(bytes: Uint8Array): readonly (readonly [number, number])[] {
  const [a = 0, b = 0, c = 0, d] = bytes
  if (bytes.length >= 5) {
    const offset = rarestPair(Buffer.from(bytes).toString('latin1').toLowerCase())
    return [offset, offset + 1].map((at) => [
      at,
      gramOf(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!),
    ])
  }
  const before = anyByte.map((any) => [-1, gramOf(any, a, b, c)] as const)
  if (d !== undefined) return [[0, gramOf(a, b, c, d)], ...before]
  return [...anyByte.map((any) => [0, gramOf(a, b, c, any)] as const), ...before]
}

const gramOf = (a: number, b: number, c: number, d: number): number =>
  (a | (b << 8) | (c << 16) | (d << 24) | fold) >>> 0

/**
 * How common a byte is in source code, in a thousand; rough on purpose, because it only decides which part of a literal is
 * looked for. Letters as in English text; what is not listed is rare.
 */
const common = new Map<string, number>(
  Object.entries({
    ' ': 150,
    e: 70,
    t: 60,
    a: 45,
    i: 45,
    n: 45,
    o: 45,
    r: 45,
    s: 45,
    l: 30,
    c: 28,
    d: 28,
    u: 22,
    p: 20,
  }).concat(
    Object.entries({
      m: 18,
      f: 16,
      g: 14,
      h: 14,
      _: 14,
      '.': 14,
      '-': 12,
      '=': 12,
      '(': 12,
      '"': 12,
      '/': 12,
      b: 10,
      y: 10,
    }),
    Object.entries({ '*': 8, ':': 8, '0': 8, '1': 6, v: 7, k: 6, w: 6, x: 6, '2': 4, j: 2, q: 2, z: 2 }),
  ),
)
const rare = 2
/** After itself a byte of these is far more common: lines and indentation are drawn with them. */
const drawing = /[-=*#/ _.~]/
const repeated = 400

/** Ranks of the commonest windows, commonest first. */
const ranks = new Map<string, number>(
  Array.from({ length: commonGrams.length / 4 }, (_, rank) => [
    commonGrams.slice(rank * 4, rank * 4 + 4),
    rank,
  ]),
)

/** How common a window of 4 characters is, relative to others: by its rank where it has one, else by its characters. */
function commonness(window: string): number {
  const rank = ranks.get(window)
  // Larger than any product below, and falling with the rank as frequencies of words do.
  if (rank !== undefined) return Number.MAX_SAFE_INTEGER / (rank + 1)
  let product = 1
  for (let index = 0; index < window.length; index += 1) {
    const char = window[index]!
    const isRepeated = index > 0 && char === window[index - 1] && drawing.test(char)
    product *= isRepeated ? repeated : (common.get(char) ?? rare)
  }
  return product
}

/** Where the two neighbouring windows begin of which the commoner one is rarest. @param text in lower case */
function rarestPair(text: string): number {
  let best = 0
  let least = Infinity
  let first = commonness(text.slice(0, 4))
  for (let at = 0; at + 5 <= text.length; at += 1) {
    const second = commonness(text.slice(at + 1, at + 5))
    const worst = Math.max(first, second)
    if (worst < least) [best, least] = [at, worst]
    first = second
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
  add(charClass.first, /[?|+!~({<]/)
  add(charClass.gap, /[=:>,?|+!~ \t\r\n"'`\\(@&]/)
  add(charClass.value, /[^\s"'`()<>,;[\]\x00-\x1f]/)
  add(charClass.quote, /["'`]/)
  return classes
}
