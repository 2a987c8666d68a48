// AssemblyScript, compiled by `npm run generate` into ../kernel.generated.ts. The same algorithm as ../scan.ts, which
// explains it; a property test holds the two equal. The search for literals is without SIMD: the test per position is one
// table look-up, which vector instructions cannot do, and looking at every second position only beats comparing 16 at once
// (measured in bench/prefilter.ts). Signs of encodings are told by few characters, so they are looked for 16 at once.

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

@inline function skipGap(classes: usize, from: usize, end: usize): usize {
  let at = from
  const limit = min(end, from + 32)
  while (at < limit && load<u8>(classes + load<u8>(at)) & GAP) at++
  return at
}

function startsAssignment(classes: usize, from: usize, end: usize): bool {
  let at = from
  const nameEnd = min(end, from + 64)
  while (at < nameEnd && load<u8>(classes + load<u8>(at)) & NAME) at++
  if (at >= nameEnd) return false
  let mark = load<u8>(at)
  if (mark == 0x0a || mark == 0x0d) return isValueField(at, end)
  if (mark == 0x5b) {
    // `name[] = …`, `name[64] = …`
    at++
    if (at < nameEnd && load<u8>(at) != 0x5d && !isDigit(load<u8>(at))) return false
    while (at < nameEnd && load<u8>(classes + load<u8>(at)) & NAME) at++
    if (at >= nameEnd) return false
    mark = load<u8>(at)
  }
  if (!(load<u8>(classes + mark) & MARK)) {
    if (!(load<u8>(classes + mark) & FIRST) || at + 2 >= end) return false
    const next = load<u8>(at + 1)
    if (mark == 0x28) {
      if (!(load<u8>(classes + next) & QUOTE)) return false
    } else if (mark == 0x7b) {
      // `name{"…`, and `"name" {` of a block.
      if (!(load<u8>(classes + next) & QUOTE) && !(load<u8>(classes + load<u8>(at - 2)) & QUOTE)) return false
      at++
    } else if (mark == 0x3c) {
      if (next != 0x2d) return false
      at += 2
    } else if (!(load<u8>(classes + next) & MARK) && !(load<u8>(classes + load<u8>(at + 2)) & MARK)) {
      // `name || …`, `name ?? …`
      if (next != mark || (mark != 0x7c && mark != 0x3f)) return false
    }
  } else if (mark == 0x2c && !(load<u8>(classes + load<u8>(at - 1)) & QUOTE)) {
    return false
  }
  at = skipGap(classes, at, end)
  if (load<u8>(at) == 0x7b) {
    // `name: {"value": …`, with a type, default or description before or instead; `name: {{ "…" | b64enc }}`.
    const isTemplate = load<u8>(at + 1) == 0x7b
    at = skipGap(classes, at + (isTemplate ? 2 : 1), end)
    const letter = load<u8>(at) | 0x20
    if (!isTemplate && letter != 0x76 && letter != 0x64 && letter != 0x74) return false
  }
  if (at + 4 > end) return false
  for (let i: usize = 0; i < 3; i++) {
    if (!(load<u8>(classes + load<u8>(at + i)) & VALUE)) return false
  }
  // `name: str = "…"`: a value has four bytes, and this type three.
  return (load<u8>(classes + load<u8>(at + 3)) & VALUE) != 0 || (load<u8>(at + 3) == 0x20 && load<u8>(at + 4) == 0x3d)
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

const RUN: u32 = 0, URL_ESCAPE: u32 = 1, UNICODE_ESCAPE: u32 = 2, HEX_ESCAPE: u32 = 3, HTML_ESCAPE: u32 = 4
const NONE: u32 = 5
const SHORTEST_RUN: u32 = 32

/** Digits of a run right before `next`. */
let running: u32 = 0

@inline function isDigit(byte: u8): bool {
  return byte >= 48 && byte <= 57
}

@inline function isHexDigit(byte: u8): bool {
  const lower = byte | 0x20
  return isDigit(byte) || (lower >= 97 && lower <= 102)
}

/** What an escape's first character begins; behind the input there are zeros. */
function escapeAt(at: usize): u32 {
  const next = load<u8>(at + 1), afterNext = load<u8>(at + 2)
  const first = load<u8>(at)
  if (first == 0x25) return isHexDigit(next) ? URL_ESCAPE : NONE
  if (first == 0x26) return next == 0x23 && (afterNext == 0x78 || isDigit(afterNext)) ? HTML_ESCAPE : NONE
  if (next == 0x78) return isHexDigit(afterNext) ? HEX_ESCAPE : NONE
  return next == 0x75 && load<u16>(at + 2) == 0x3030 && isHexDigit(load<u8>(at + 4)) ? UNICODE_ESCAPE : NONE
}

@inline function isRunDigit(bytes: v128): v128 {
  const letters = i8x16.lt_u(
    i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(26),
  )
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10))
  const slashes = v128.or(i8x16.eq(bytes, i8x16.splat(0x2b)), i8x16.eq(bytes, i8x16.splat(0x2f)))
  const dashes = v128.or(i8x16.eq(bytes, i8x16.splat(0x2d)), i8x16.eq(bytes, i8x16.splat(0x5f)))
  return v128.or(v128.or(letters, digits), v128.or(slashes, dashes))
}

@inline function isMark(bytes: v128): v128 {
  return v128.or(
    i8x16.eq(bytes, i8x16.splat(0x25)),
    v128.or(i8x16.eq(bytes, i8x16.splat(0x26)), i8x16.eq(bytes, i8x16.splat(0x5c))),
  )
}

@inline function emit(out: usize, count: u32, position: u32, kind: u32): u32 {
  store<u32>(out + (count << 3), position)
  store<u32>(out + (count << 3) + 4, kind)
  return count + 1
}

/**
 * Finds signs of encodings, as ../signs.ts does. 32 bytes behind the input must be readable and zero.
 * @param out pairs of u32: position, kind
 */
export function signs(input: usize, from: u32, length: u32, out: usize, room: u32): u32 {
  let count: u32 = 0
  let run: u32 = from == 0 ? 0 : running
  for (let at: u32 = from; at < length; at += 16) {
    const bytes = v128.load(input + at)
    const inside: u32 = length - at < 16 ? (1 << (length - at)) - 1 : 0xffff
    const digits = <u32>i8x16.bitmask(isRunDigit(bytes)) & inside
    if (digits == 0xffff) {
      run += 16
      continue
    }
    const ended = run + ctz(~digits)
    if (ended >= SHORTEST_RUN) count = emit(out, count, at - run, RUN)
    run = clz(~(digits << 16))
    let marks = <u32>i8x16.bitmask(isMark(bytes)) & inside
    while (marks) {
      const place = at + ctz(marks)
      marks &= marks - 1
      const kind = escapeAt(input + place)
      if (kind != NONE) count = emit(out, count, place, kind)
    }
    // A block holds at most 16 signs, and one run may follow.
    if (count + 20 > room) {
      next = at + 16
      running = run
      return count
    }
  }
  if (run >= SHORTEST_RUN) count = emit(out, count, length - run, RUN)
  next = length
  return count
}
