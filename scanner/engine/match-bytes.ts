import type { CompiledRules } from './compile-rules.ts'
import { isArchive, unpack } from './decode/archives.ts'
import { decodeEscapes } from './decode/escapes.ts'
import { type Part, pieceAt } from './decode/part.ts'
import { decodeRuns } from './decode/runs.ts'
import { toUtf8 } from './decode/text-encoding.ts'
import { excerptAround, type Span } from './excerpt.ts'
import { type Candidate, findCandidates } from './find-candidates.ts'
import { type Match, seal } from './match.ts'
import { atStart, placesIn, type Point } from './position.ts'
import { resolveOverlaps } from './resolve-overlaps.ts'

/** Encodings inside encodings that are followed: base64 in a zip in base64. */
const deepest = 3

/** Hears of bytes that could not be looked at, in words for people. */
export type OnProblem = (problem: string) => void

/**
 * Finds secrets in bytes, also encoded and packed ones. Pure: the same bytes give the same matches, whatever the file is
 * called.
 * @param bytes a whole file of some MiB at most, or a window of a larger one (see match-windows.ts)
 * @param origin where the window stands in its file
 * @returns in ascending order of their places
 */
export function matchBytes(
  rules: CompiledRules,
  bytes: Uint8Array,
  onProblem: OnProblem = () => {},
  origin: Point = atStart,
): readonly Match[] {
  const text = toUtf8(bytes)
  const placeOf = placesIn(text, origin)
  return findAll(rules, text, 0, onProblem).map(({ candidate, start, end, reachedBy, excerpt, placed }) => {
    const { rule, severity, confidence, onlyInConfiguration, note, secret } = candidate
    const match = {
      rule,
      severity,
      confidence,
      start,
      end,
      place: placed ? placeOf(start, end) : null,
      excerpt,
      reachedBy,
    }
    const sealed = rule.normalize?.(secret) ?? secret
    return seal({ ...match, onlyInConfiguration, ...(note === undefined ? {} : { note }) }, sealed)
  })
}

/** A candidate with its place in the outermost text. */
interface Found {
  readonly candidate: Candidate
  readonly start: number
  readonly end: number
  readonly reachedBy: readonly string[]
  readonly excerpt: string
  /** false inside an archive. */
  readonly placed: boolean
}

function findAll(
  rules: CompiledRules,
  bytes: Uint8Array,
  depth: number,
  onProblem: OnProblem,
): readonly Found[] {
  const direct = resolveOverlaps(findCandidates(rules, bytes))
  const hidden = depth < deepest ? findHidden(rules, bytes, direct, depth, onProblem) : []
  const masked = [...direct, ...hidden.filter((one) => one.placed).map(asSpan)].toSorted(
    (a, b) => a.start - b.start,
  )
  const visible = direct.map((candidate) => {
    const excerpt = excerptAround(bytes, candidate, masked)
    return { candidate, start: candidate.start, end: candidate.end, reachedBy: [], excerpt, placed: true }
  })
  return [...visible, ...hidden].toSorted((a, b) => a.start - b.start || a.end - b.end)
}

const asSpan = ({ start, end }: Found): Span => ({ start, end, shown: 0 })

function findHidden(
  rules: CompiledRules,
  bytes: Uint8Array,
  direct: readonly Candidate[],
  depth: number,
  onProblem: OnProblem,
): readonly Found[] {
  const isKnown = overlapsAny(direct)
  return partsOf(bytes, depth, onProblem).flatMap((part) =>
    findAll(rules, part.bytes, depth + 1, onProblem).flatMap((inner) => {
      const reachedBy = [part.via, ...inner.reachedBy]
      const piece = pieceAt(part, inner.start)
      if (!piece) return [{ ...inner, start: 0, end: 0, reachedBy, placed: false }]
      // A token of which one character is escaped is found as it stands and once more decoded.
      return isKnown(piece.start, piece.end)
        ? []
        : [{ ...inner, start: piece.start, end: piece.end, reachedBy }]
    }),
  )
}

function partsOf(bytes: Uint8Array, depth: number, onProblem: OnProblem): readonly Part[] {
  if (!isArchive(bytes)) return [...decodeRuns(bytes), ...decodeEscapes(bytes)]
  const { parts, problems } = unpack(bytes)
  for (const problem of problems) onProblem(problem)
  if (depth + 1 === deepest && parts.some((part) => isArchive(part.bytes))) {
    onProblem(`an archive lies more than ${deepest} levels deep`)
  }
  return parts
}

/** Whether a range overlaps one of these, which are sorted and don't overlap each other. */
function overlapsAny(spans: readonly Span[]): (start: number, end: number) => boolean {
  return (start, end) => {
    let [low, high] = [0, spans.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (spans[middle]!.end <= start) low = middle + 1
      else high = middle
    }
    return low < spans.length && spans[low]!.start < end
  }
}
