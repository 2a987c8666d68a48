// AssemblyScript, compiled by `npm run generate` into ../kernel.generated.ts. The same algorithm as ../scan.ts, which
// explains it; a property test holds the two equal. Plain WebAssembly without SIMD: the test per position is one table
// look-up, which vector instructions cannot do, and looking at every second position only beats comparing 16 at once
// (measured in bench/prefilter.ts).

const KEY_LITERAL: u8 = 1
const NAME: u8 = 1, MARK: u8 = 2, FIRST: u8 = 4, GAP: u8 = 8, VALUE: u8 = 16, QUOTE: u8 = 32

/** Where to go on after `find` stopped because `out` was full. */
export let next: u32 = 0

@inline function matchesAt(bytes: usize, masks: usize, at: usize, length: u32): bool {
  for (let i: u32 = 0; i < length; i++) {
    if ((load<u8>(at + i) | load<u8>(masks + i)) != load<u8>(bytes + i)) return false
  }
  return true
}

function isValueField(from: usize, end: usize): bool {
  let at = from
  const limit = min(end, from + 48)
  while (at < limit && (load<u8>(at) <= 32 || load<u8>(at) == 0x22)) at++
  return at + 5 < end && load<u32>(at) == 0x756c6176 && load<u8>(at + 4) == 0x65
}

function startsAssignment(classes: usize, from: usize, end: usize): bool {
  let at = from
  const nameEnd = min(end, from + 64)
  while (at < nameEnd && load<u8>(classes + load<u8>(at)) & NAME) at++
  if (at >= nameEnd) return false
  const mark = load<u8>(at)
  if (mark == 0x0a || mark == 0x0d) return isValueField(at, end)
  if (!(load<u8>(classes + mark) & MARK)) {
    if (!(load<u8>(classes + mark) & FIRST) || at + 2 >= end) return false
    if (mark == 0x28) {
      if (!(load<u8>(classes + load<u8>(at + 1)) & QUOTE)) return false
    } else if (!(load<u8>(classes + load<u8>(at + 1)) & MARK) && !(load<u8>(classes + load<u8>(at + 2)) & MARK)) return false
  } else if (mark == 0x2c && !(load<u8>(classes + load<u8>(at - 1)) & QUOTE)) {
    return false
  }
  const gapEnd = min(end, at + 32)
  while (at < gapEnd && load<u8>(classes + load<u8>(at)) & GAP) at++
  if (at + 4 > end) return false
  for (let i: usize = 0; i < 4; i++) {
    if (!(load<u8>(classes + load<u8>(at + i)) & VALUE)) return false
  }
  return true
}

/**
 * @param literals records of 4 u32: offset of the bytes, offset of the masks, length, flags
 * @param out pairs of u32: position, literal
 */
export function find(
  bitmap: usize, second: usize, heads: usize, links: usize, literals: usize, classes: usize,
  input: usize, from: u32, length: u32, out: usize, room: u32,
): u32 {
  const end = input + length
  let count: u32 = 0
  for (let at: u32 = from; at < length; at += 2) {
    const gram = load<u32>(input + at) | 0x20202020
    const hash = (gram * 0x9E3779B1) >>> 13
    if (!(load<u8>(bitmap + (hash >>> 3)) & (1 << <u8>(hash & 7)))) continue
    const other = (gram * 0x85EBCA6B) >>> 13
    if (!(load<u8>(second + (other >>> 3)) & (1 << <u8>(other & 7)))) continue
    let link = load<u32>(heads + ((hash >>> 3) << 2))
    while (link) {
      const record = links + link * 16
      const literal = load<u32>(record + 4)
      const start = <i32>at - load<i32>(record + 8)
      const entry = literals + literal * 16
      const size = load<u32>(entry + 8)
      if (load<u32>(record) == gram && start >= 0 && <u32>start + size <= length) {
        const place = input + start
        if (matchesAt(load<u32>(entry), load<u32>(entry + 4), place, size)) {
          if (!(load<u8>(entry + 12) & KEY_LITERAL) || startsAssignment(classes, place + size, end)) {
            store<u32>(out + (count << 3), start)
            store<u32>(out + (count << 3) + 4, literal)
            count++
          }
        }
      }
      link = load<u32>(record + 12)
    }
    // A position can hold several literals; stop while the worst case still fits.
    if (count + 64 > room) {
      next = at + 2
      return count
    }
  }
  next = length
  return count
}
