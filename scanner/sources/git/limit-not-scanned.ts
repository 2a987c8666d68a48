import type { NotScanned } from '../../engine/finding.ts'

// Enough to see what is wrong; a partial clone can lack a million objects.
const maxOfOneCode = 100

/** Keeps the first entries of each code and says of the rest only how many there are. */
export function limitNotScanned(all: readonly NotScanned[]): readonly NotScanned[] {
  const counts = new Map<string, number>()
  const kept = all.filter(({ path, code }) => {
    // About everything, or already such a sum.
    if (path === '') return true
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    return count <= maxOfOneCode
  })
  for (const [code, count] of counts) {
    const more = count - maxOfOneCode
    if (more > 0)
      kept.push({ path: '', code, reason: `${more} more of this kind are not listed one by one.` })
  }
  return kept
}
