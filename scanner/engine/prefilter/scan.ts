import { addHit, createHits, type Hits } from './hits.ts'
import { charClass, fold, hashOf, secondHashOf, type Tables } from './literals.ts'
import { findSigns } from './signs.ts'

/** What one search finds in a text. Valid until the next search: the lists are used again. */
export interface Found {
  /** Every literal, in ascending order give or take one position. */
  readonly literals: Hits
  /** Where other texts may be encoded in it, in ascending order. */
  readonly signs: Hits
}

/** Looks once over a text, for all rules. */
export type Search = (bytes: Uint8Array) => Found

/**
 * The search in plain JavaScript: for machines without WebAssembly, and what the compiled one is tested against.
 * For each even position the four bytes there, case folded, are hashed twice; two bits say whether any literal could be near
 * (a few of a hundred positions), and only then the literals of that hash are compared.
 */
export function searchInJavaScript(tables: Tables): Search {
  const [literals, signs] = [createHits(), createHits()]
  return (bytes) => {
    literals.count = 0
    signs.count = 0
    findSigns(bytes, signs)
    const { bitmap, second, heads, links } = tables
    for (let at = 0; at < bytes.length; at += 2) {
      const gram = gramAt(bytes, at)
      const hash = hashOf(gram)
      if ((bitmap[hash >>> 3]! & (1 << (hash & 7))) === 0) continue
      const other = secondHashOf(gram)
      if ((second[other >>> 3]! & (1 << (other & 7))) === 0) continue
      for (let link = heads[hash >>> 3]!; link !== 0; link = links[link * 4 + 3]!) {
        if (links[link * 4] !== (gram | 0)) continue
        const literal = links[link * 4 + 1]!
        const start = at - links[link * 4 + 2]!
        if (!isAt(tables, literal, bytes, start)) continue
        addHit(literals, start, literal)
      }
    }
    return { literals, signs }
  }
}

const gramAt = (bytes: Uint8Array, at: number): number =>
  at + 3 < bytes.length
    ? bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24) | fold
    : bytes[at]! | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | fold

function isAt(tables: Tables, literal: number, bytes: Uint8Array, start: number): boolean {
  const text = tables.bytes[literal]!
  const masks = tables.masks[literal]!
  if (start < 0 || start + text.length > bytes.length) return false
  for (let index = 0; index < text.length; index += 1) {
    if ((bytes[start + index]! | masks[index]!) !== text[index]) return false
  }
  return !tables.literals[literal]!.isKey || startsAssignment(tables.classes, bytes, start + text.length)
}

/** A cheap look at what follows a key literal: does a value seem to be assigned? Lets more through than it must. */
function startsAssignment(classes: Uint8Array, bytes: Uint8Array, from: number): boolean {
  const is = (at: number, bit: number): boolean => (classes[bytes[at]!]! & bit) !== 0
  let at = from
  const nameEnd = Math.min(bytes.length, from + 64)
  while (at < nameEnd && is(at, charClass.name)) at += 1
  if (at >= nameEnd) return false
  if (bytes[at] === 0x0a || bytes[at] === 0x0d) return isValueField(bytes, at)
  if (bytes[at] === 0x5b) {
    // `name[] = …`, `name[64] = …`
    at += 1
    if (at < nameEnd && bytes[at] !== 0x5d && (bytes[at]! < 0x30 || bytes[at]! > 0x39)) return false
    while (at < nameEnd && is(at, charClass.name)) at += 1
    if (at >= nameEnd) return false
  }
  if (!is(at, charClass.mark)) {
    if (!is(at, charClass.first) || at + 2 >= bytes.length) return false
    const [byte, next] = [bytes[at], bytes[at + 1]]
    if (byte === 0x28) {
      if (!is(at + 1, charClass.quote)) return false
    } else if (byte === 0x7b) {
      // `name{"…`, and `"name" {` of a block.
      if (!is(at + 1, charClass.quote) && !is(at - 2, charClass.quote)) return false
      at += 1
    } else if (byte === 0x3c) {
      if (next !== 0x2d) return false
      at += 2
    } else if (!is(at + 1, charClass.mark) && !is(at + 2, charClass.mark)) {
      // `name || …`, `name ?? …`
      if (next !== byte || (byte !== 0x7c && byte !== 0x3f)) return false
    }
  } else if (bytes[at] === 0x2c && !is(at - 1, charClass.quote)) {
    return false
  }
  const skipGap = (): void => {
    const gapEnd = Math.min(bytes.length, at + 32)
    while (at < gapEnd && is(at, charClass.gap)) at += 1
  }
  skipGap()
  if (bytes[at] === 0x7b) {
    // `name: {"value": …`, with a type, default or description before or instead; `name: {{ "…" | b64enc }}`.
    const isTemplate = bytes[at + 1] === 0x7b
    at += isTemplate ? 2 : 1
    skipGap()
    if (!isTemplate && !isFieldStart((bytes[at] ?? 0) | 0x20)) return false
  }
  if (at + 4 > bytes.length) return false
  if (![0, 1, 2].every((index) => is(at + index, charClass.value))) return false
  // `name: str = "…"`: a value has four bytes, and this type three.
  return is(at + 3, charClass.value) || (bytes[at + 3] === 0x20 && bytes[at + 4] === 0x3d)
}

/** `value`, `default`, `description`, `type` */
const isFieldStart = (letter: number): boolean => letter === 0x76 || letter === 0x64 || letter === 0x74

const valueWord = Buffer.from('value')

/** `- name: TOKEN` and, on the next line, `value: …`, as Kubernetes and many others write lists of settings. */
function isValueField(bytes: Uint8Array, from: number): boolean {
  let at = from
  const end = Math.min(bytes.length, from + 48)
  while (at < end && (bytes[at]! <= 32 || bytes[at] === 0x22)) at += 1
  return at + 5 < bytes.length && valueWord.every((byte, index) => bytes[at + index] === byte)
}
