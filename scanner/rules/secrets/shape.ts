import { type Alphabet, random } from '../../engine/sample.ts'

/** A part of a key: which texts it may be, and a made-up one for samples. */
export interface Shape {
  /** Source of a regular expression. */
  readonly pattern: string
  readonly sample: (seed: number) => string
  /** Random bits that every such text has. */
  readonly bits: number
  /** A character that would make it longer than it is. */
  readonly edge: RegExp
}

/** A fixed text, or a shape. */
export type Part = string | Shape

const classes: Readonly<Record<Alphabet, { readonly pattern: string; readonly size: number }>> = {
  hex: { pattern: '[0-9a-f]', size: 16 },
  HEX: { pattern: '[0-9A-F]', size: 16 },
  digits: { pattern: '[0-9]', size: 10 },
  lower: { pattern: '[a-z]', size: 26 },
  upper: { pattern: '[A-Z]', size: 26 },
  lowerDigits: { pattern: '[a-z0-9]', size: 36 },
  upperDigits: { pattern: '[A-Z0-9]', size: 36 },
  letters: { pattern: '[A-Za-z]', size: 52 },
  base62: { pattern: '[A-Za-z0-9]', size: 62 },
  base64: { pattern: '[A-Za-z0-9+/]', size: 64 },
  base64url: { pattern: '[A-Za-z0-9_-]', size: 64 },
}
const edges: Partial<Record<Alphabet, RegExp>> = { base64: /[A-Za-z0-9+/_]/, base64url: /[A-Za-z0-9_-]/ }
const wordEdge = /[A-Za-z0-9_]/

/** Random characters of one alphabet: `least` of them, or up to `most`. */
export function chars(alphabet: Alphabet, least: number, most = least): Shape {
  const { pattern, size } = classes[alphabet]
  return {
    pattern: `${pattern}${times(least, most)}`,
    sample: (seed) => random(alphabet, least, seed),
    bits: Math.floor(least * Math.log2(size)),
    edge: edges[alphabet] ?? wordEdge,
  }
}

/** Base 64 for addresses, with the `=` that some vendors pad it with and some have anywhere. */
export const padded = (least: number, most = least): Shape => ({
  ...chars('base64url', least, most),
  pattern: `[A-Za-z0-9_=-]${times(least, most)}`,
  edge: /[A-Za-z0-9_=-]/,
})

const times = (least: number, most: number): string => `{${least === most ? least : `${least},${most}`}}`

/** `8-4-4-4-12` hexadecimal digits, upper or lower case; 122 of its bits are random. */
export const uuid: Shape = {
  pattern: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
  sample: (seed) =>
    [8, 4, 4, 4, 12].map((length, index) => random('hex', length, seed * 10 + index)).join('-'),
  bits: 122,
  edge: /[A-Za-z0-9_-]/,
}

/** Parts one after the other. */
export function sequence(...parts: readonly Part[]): Shape {
  const shapes = parts.filter((part): part is Shape => typeof part !== 'string')
  return {
    pattern: parts.map((part) => (typeof part === 'string' ? escaped(part) : part.pattern)).join(''),
    sample: (seed) =>
      parts.map((part, index) => (typeof part === 'string' ? part : part.sample(seed + index))).join(''),
    bits: shapes.reduce((sum, { bits }) => sum + bits, 0),
    edge: shapes.at(-1)?.edge ?? wordEdge,
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** One of several parts; samples show the first. */
export function either(...parts: readonly Part[]): Shape {
  const all = parts.map((part) => sequence(part))
  if (all.length === 1) return all[0]!
  return {
    pattern: `(?:${all.map(({ pattern }) => pattern).join('|')})`,
    sample: (seed) => all[0]!.sample(seed),
    bits: Math.min(...all.map(({ bits }) => bits)),
    edge: all.find(({ edge }) => edge.test('-'))?.edge ?? all[0]!.edge,
  }
}
