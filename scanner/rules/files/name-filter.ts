/** The keys under which names are indexed; see NameIndex. All in lower case. */
export interface NameKeys {
  readonly bases: Iterable<string>
  /** One or two extensions, without the first dot. */
  readonly extensions: Iterable<string>
  /** Four characters each. */
  readonly starts: Iterable<string>
  readonly ends: Iterable<string>
}

const size = 1 << 17
const capitalA = 65
const capitalZ = 90
const dot = 46
const tilde = 126
const hashSign = 35
const hash = (seed: number, code: number): number => (Math.imul(seed, 31) + code) | 0
const slot = (value: number): number => (value ^ (value >>> 15)) & (size - 1)

const hashOf = (text: string): number => {
  let value = 0
  for (let index = 0; index < text.length; index += 1) value = hash(value, text.charCodeAt(index))
  return value
}

/**
 * A Bloom filter over all keys: says of nearly every path, in one pass over its base name and without making a string,
 * that no key can be in it. Millions of paths a second pass here in a history, and nearly all of them end here.
 * @returns a test that is false only for paths none of whose keys is known; the path in any letter case
 */
export function nameFilter(keys: NameKeys): (path: string) => boolean {
  const known = new Uint8Array(size)
  for (const list of [keys.bases, keys.extensions, keys.starts, keys.ends]) {
    for (const key of list) known[slot(hashOf(key))] = 1
  }
  const knows = (value: number): boolean => known[slot(value)] === 1

  return (path) => {
    const from = path.lastIndexOf('/') + 1
    let base = 0
    let one = 0
    let two = 0
    for (let index = from; index < path.length; index += 1) {
      let code = path.charCodeAt(index)
      // Some letters beyond ASCII have lower-case forms within it: such rare names go the long way.
      if (code > 127) return true
      if (code >= capitalA && code <= capitalZ) code += 32
      base = hash(base, code)
      if (index === from + 3 && knows(base)) return true
      two = hash(two, code)
      if (code === dot) {
        two = hash(one, code)
        one = 0
      } else one = hash(one, code)
    }
    // How Emacs marks copies: `name~`, `#name#`.
    const last = path.charCodeAt(path.length - 1)
    if (last === tilde || last === hashSign) return true
    return knows(base) || knows(one) || knows(two) || knows(lastFour(path))
  }
}

function lastFour(path: string): number {
  let value = 0
  for (let index = Math.max(0, path.length - 4); index < path.length; index += 1) {
    const code = path.charCodeAt(index)
    value = hash(value, code >= capitalA && code <= capitalZ ? code + 32 : code)
  }
  return value
}
