import type { Extent } from './decode/part.ts'
import type { Candidate } from './candidate.ts'
import { confidences } from './rule.ts'

/** Of candidates that overlap the most telling one stays: by rank, then confidence, then length. Sorted by place. */
export function resolveOverlaps(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept: Candidate[] = []
  for (const candidate of candidates.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (!last || last.end <= candidate.start) kept.push(candidate)
    else if (isMoreTelling(candidate, last)) kept[kept.length - 1] = candidate
  }
  return kept
}

function isMoreTelling(one: Candidate, other: Candidate): boolean {
  if (one.rank !== other.rank) return one.rank > other.rank
  // A token that is the password of an address or a machine: whose it is says more than where it stands.
  if (one.start === other.start && one.end === other.end && one.hasOwnForm !== other.hasOwnForm)
    return one.hasOwnForm ? one.confidence !== 'low' : other.confidence === 'low'
  const by = confidences.indexOf(one.confidence) - confidences.indexOf(other.confidence)
  return by === 0 ? one.end - one.start > other.end - other.start : by > 0
}

/**
 * Finds those of some ranges that overlap another one; both their starts and their ends ascend. One after the other, because
 * most ask for the first only, and thousands may lie in one encoded text.
 */
export function overlapping<T extends Extent>(
  ranges: readonly T[],
): (start: number, end: number) => Iterable<T> {
  return function* find(start, end) {
    let [low, high] = [0, ranges.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (ranges[middle]!.end <= start) low = middle + 1
      else high = middle
    }
    for (; low < ranges.length && ranges[low]!.start < end; low += 1) yield ranges[low]!
  }
}
