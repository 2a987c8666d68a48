import type { CompiledRules } from './compile-rules.ts'
import { excerptAround } from './excerpt.ts'
import { type Candidate, findCandidates } from './find-candidates.ts'
import { type Match, seal } from './match.ts'
import { placesIn } from './position.ts'
import { confidences } from './rule.ts'

/**
 * Finds secrets in bytes. Pure: the same bytes give the same matches, whatever the file is called.
 * @param bytes at most a few MiB; larger files are matched window by window (see match-windows.ts)
 * @returns in ascending order of their places
 */
export function matchBytes(rules: CompiledRules, bytes: Uint8Array): readonly Match[] {
  const candidates = resolveOverlaps(findCandidates(rules, bytes))
  const placeOf = placesIn(bytes)
  return candidates.map((candidate) => {
    const { rule, severity, confidence, start, end, onlyInConfiguration, note } = candidate
    const excerpt = excerptAround(bytes, candidate, candidates)
    const match = { rule, severity, confidence, start, end, place: placeOf(start, end), excerpt, reachedBy: [] }
    return seal({ ...match, onlyInConfiguration, ...(note === undefined ? {} : { note }) }, candidate.secret)
  })
}

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
  const by = confidences.indexOf(one.confidence) - confidences.indexOf(other.confidence)
  return by === 0 ? one.end - one.start > other.end - other.start : by > 0
}
