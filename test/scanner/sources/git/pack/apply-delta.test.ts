import { array, assert, constantFrom, integer, nat, oneof, property, record, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { applyDelta, deltaSizes } from '../../../../../scanner/sources/git/pack/apply-delta.ts'
import { createContentRing } from '../../../../../scanner/sources/git/pack/content-ring.ts'

type Command = { readonly insert: Uint8Array } | { readonly from: number; readonly length: number }

function size(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...size(Math.floor(value / 128))]
}

/** A delta as git writes it. */
function encode(base: number, result: number, commands: readonly Command[]): Buffer {
  const bytes = commands.flatMap((command) => {
    if ('insert' in command) return [command.insert.length, ...command.insert]
    const offset = [0, 8, 16, 24].map((shift) => (command.from >>> shift) & 255)
    const length = [0, 8, 16].map(
      (shift) => ((command.length === 0x10000 ? 0 : command.length) >>> shift) & 255,
    )
    const parts = [...offset, ...length]
    const bits = parts.reduce((sum, byte, index) => sum | (byte === 0 ? 0 : 1 << index), 0)
    return [0x80 | bits, ...parts.filter((byte) => byte !== 0)]
  })
  return Buffer.from([...size(base), ...size(result), ...bytes])
}

/** Applies a delta in a memory with both contents. */
function apply(base: Uint8Array, delta: Uint8Array): Buffer | null {
  const sizes = deltaSizes(delta)
  if (sizes === null || sizes.base !== base.length || sizes.result > 1 << 20) return null
  const memory = Buffer.alloc(base.length + sizes.result + 8, 0xee)
  memory.set(base, 4)
  const isSound = applyDelta(memory, 4, base.length + 4, delta, sizes)
  expect(memory.subarray(-4)).toEqual(Buffer.alloc(4, 0xee))
  expect(Uint8Array.from(memory.subarray(4, 4 + base.length))).toEqual(Uint8Array.from(base))
  return isSound ? memory.subarray(base.length + 4, -4) : null
}

test('a delta gives what it was made for', () => {
  const command = oneof(
    record({ insert: uint8Array({ minLength: 1, maxLength: 127 }) }),
    record({
      from: nat(69_000),
      length: oneof(integer({ min: 1, max: 300 }), constantFrom(0x10000, 256, 65_535)),
    }),
  )
  const base = Buffer.from(Array.from({ length: 140_000 }, (_, index) => (index * index) % 251))
  assert(
    property(array(command, { maxLength: 12 }), (commands: readonly Command[]) => {
      const parts = commands.map((one) =>
        'insert' in one ? one.insert : base.subarray(one.from, one.from + one.length),
      )
      const result = Buffer.concat(parts)
      expect(apply(base, encode(base.length, result.length, commands))?.equals(result)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('any bytes as a delta are refused or stay within bounds', () => {
  assert(
    property(uint8Array({ maxLength: 40 }), uint8Array({ maxLength: 60 }), (base, bytes) => {
      apply(base, Buffer.concat([Buffer.from(size(base.length)), bytes]))
      apply(base, bytes)
    }),
    { numRuns: 2000 },
  )
})

test('a delta that is cut, too long or reaches out of its base is refused', () => {
  const base = Buffer.from('0123456789')
  const whole = encode(10, 7, [{ insert: Buffer.from('abc') }, { from: 2, length: 4 }])
  expect(apply(base, whole)?.toString()).toBe('abc2345')
  for (let length = 0; length < whole.length; length += 1)
    expect(apply(base, whole.subarray(0, length))).toBeNull()
  expect(apply(base, encode(10, 4, [{ from: 8, length: 4 }]))).toBeNull()
  expect(apply(base, encode(10, 3, [{ from: 0, length: 4 }]))).toBeNull()
  expect(apply(base, Buffer.from([...size(10), ...size(0), 0]))).toBeNull()
  expect(apply(base, encode(11, 4, [{ from: 0, length: 4 }]))).toBeNull()
})

test('the ring never gives back anything but what was put in, and never overwrites what is kept', () => {
  const step = record({ key: nat(30), size: nat(100), keep: nat(30) })
  assert(
    property(array(step, { maxLength: 200 }), (steps) => {
      const ring = createContentRing(300, 20)
      const contents = new Map<number, Buffer>()
      let stamp = 0
      for (const { key, size: length, keep } of steps) {
        const kept = ring.find(keep)
        const before = kept && Buffer.from(ring.memory().subarray(kept.start, kept.end))
        const range = ring.reserve(key, length, kept)
        stamp += 1
        ring.memory().fill(stamp & 255, range.start, range.end)
        contents.set(key, Buffer.from(ring.memory().subarray(range.start, range.end)))
        expect(before).toEqual(kept && Buffer.from(ring.memory().subarray(kept.start, kept.end)))
        for (const [known, content] of contents) {
          const found = ring.find(known) ?? null
          expect(found === null || content.equals(ring.memory().subarray(found.start, found.end))).toBe(true)
        }
      }
    }),
    { numRuns: 1000 },
  )
})

test('a ring takes no more memory than its contents need, and never more than it may have', () => {
  const ring = createContentRing(24 << 20)
  ring.reserve(1, 100)
  expect(ring.memory().length).toBeLessThan(1 << 20)
  for (let key = 2; key < 12; key += 1) ring.reserve(key, 8 << 20)
  expect(ring.memory().length).toBe(24 << 20)
})
