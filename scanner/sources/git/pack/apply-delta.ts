/** What a delta says of itself. */
export interface DeltaSizes {
  readonly base: number
  readonly result: number
  /** Where its commands begin. */
  readonly commands: number
}

/** null where the sizes are cut off or larger than any object. */
export function deltaSizes(delta: Uint8Array): DeltaSizes | null {
  const place = { at: 0 }
  const base = readSize(delta, place)
  const result = readSize(delta, place)
  return base < 0 || result < 0 ? null : { base, result, commands: place.at }
}

/**
 * Builds an object from another one and a delta; both are in `memory`, because copying within one array is the fastest way.
 * Source: gitformat-pack(5), "Deltified representation".
 * @param base where the other object begins
 * @param result where the new one is to begin; the two must not overlap
 * @returns false where the delta is malformed
 */
export function applyDelta(
  memory: Uint8Array,
  base: number,
  result: number,
  delta: Uint8Array,
  sizes: DeltaSizes,
): boolean {
  const resultEnd = result + sizes.result
  let to = result
  for (let at = sizes.commands; at < delta.length;) {
    const command = delta[at]!
    at += 1
    if ((command & 0x80) === 0) {
      // The next bytes are new. 0 is reserved.
      const end = at + command
      if (command === 0 || end > delta.length || to + command > resultEnd) return false
      while (at < end) memory[to++] = delta[at++]!
      continue
    }
    // Bits say which bytes of offset and length follow; what does not follow is 0.
    let offset = 0
    let length = 0
    if ((command & 0x01) !== 0) offset = delta[at++]!
    if ((command & 0x02) !== 0) offset |= delta[at++]! << 8
    if ((command & 0x04) !== 0) offset |= delta[at++]! << 16
    if ((command & 0x08) !== 0) offset += delta[at++]! * 0x1000000
    if ((command & 0x10) !== 0) length = delta[at++]!
    if ((command & 0x20) !== 0) length |= delta[at++]! << 8
    if ((command & 0x40) !== 0) length |= delta[at++]! << 16
    if (length === 0) length = 0x10000
    if (at > delta.length || offset + length > sizes.base || to + length > resultEnd) return false
    memory.copyWithin(to, base + offset, base + offset + length)
    to += length
  }
  return to === resultEnd
}

/** A number in groups of seven bits, the lowest first; -1 where it is cut off or too large. */
function readSize(delta: Uint8Array, place: { at: number }): number {
  let size = 0
  for (let factor = 1; factor <= 2 ** 35; factor *= 128) {
    const byte = delta[place.at]
    if (byte === undefined) return -1
    place.at += 1
    size += (byte & 0x7f) * factor
    if (byte < 0x80) return size
  }
  return -1
}
