/** A stretch that two texts share: `length` bytes from `before` in the one, from `now` in the other. */
export interface CommonPart {
  readonly before: number
  readonly now: number
  readonly length: number
}

/** Shorter stretches are not worth telling apart from what was changed. */
const shortest = 512
const block = 4096
/** Bytes that must be equal for the texts to be taken up again behind a change … */
const probe = 32
/** … which are looked for so far behind the place where they parted … */
const steps = [0, 64, 512, 4096] as const
/** … and no farther away than this in the text before. */
const sway = 4096

/**
 * What the versions of a file have in common: not every stretch, but in one pass most of it. Ascending in both texts,
 * without overlaps.
 */
export function commonParts(before: Buffer, now: Buffer): readonly CommonPart[] {
  const parts: CommonPart[] = []
  let [i, j] = [0, 0]
  while (i < before.length && j < now.length) {
    const length = commonLength(before, i, now, j)
    if (length >= shortest) parts.push({ before: i, now: j, length })
    i += length
    j += length
    const next = takeUp(before, i, now, j)
    if (!next) break
    ;[i, j] = next
  }
  return withEnd(parts, before, now)
}

/** Where the texts agree again behind a difference; undefined where that is not soon. */
function takeUp(before: Buffer, i: number, now: Buffer, j: number): [number, number] | undefined {
  for (const step of steps) {
    if (j + step + probe > now.length) return undefined
    const needle = now.subarray(j + step, j + step + probe)
    const found = before.subarray(i, i + step + sway).indexOf(needle)
    // Text that repeats itself would be found anywhere; the stretch that follows decides whether it was right.
    if (found !== -1) return [i + found, j + step]
  }
  return undefined
}

function commonLength(a: Buffer, i: number, b: Buffer, j: number): number {
  const most = Math.min(a.length - i, b.length - j)
  let length = 0
  while (length < most) {
    const size = Math.min(block, most - length)
    if (a.compare(b, j + length, j + length + size, i + length, i + length + size) !== 0) break
    length += size
  }
  while (length < most && a[i + length] === b[j + length]) length += 1
  return length
}

/** Adds the common end of both texts, as far as it lies behind the last part. */
function withEnd(parts: readonly CommonPart[], a: Buffer, b: Buffer): readonly CommonPart[] {
  const last = parts.at(-1)
  const most = Math.min(
    a.length - (last ? last.before + last.length : 0),
    b.length - (last ? last.now + last.length : 0),
  )
  let length = 0
  while (length < most) {
    const size = Math.min(block, most - length)
    const [atA, atB] = [a.length - length - size, b.length - length - size]
    if (a.compare(b, atB, atB + size, atA, atA + size) !== 0) break
    length += size
  }
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1
  if (length < shortest) return parts
  return [...parts, { before: a.length - length, now: b.length - length, length }]
}
