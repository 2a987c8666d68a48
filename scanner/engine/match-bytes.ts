import type { CompiledRules } from './compile-rules.ts'
import { createUnpacker, isArchive } from './decode/archives.ts'
import { decodeEscapes } from './decode/escapes.ts'
import { decodeNotebook, type Notebook } from './decode/notebook.ts'
import type { Part } from './decode/part.ts'
import { decodeRuns } from './decode/runs.ts'
import { toUtf8 } from './decode/text-encoding.ts'
import type { Unpacked } from './decode/unpacked.ts'
import { unreadFormat } from './decode/unread-formats.ts'
import { excerptAround, mergeSpans, type Span } from './excerpt.ts'
import type { Candidate } from './candidate.ts'
import { findCandidates } from './find-candidates.ts'
import { byPlace, type Found, textOf } from './found.ts'
import { joinReadings } from './join-readings.ts'
import { type Match, seal } from './match.ts'
import type { Hits } from './prefilter/hits.ts'
import { atStart, placesIn, type Point } from './position.ts'
import { overlapping, resolveOverlaps } from './resolve-overlaps.ts'

/** Encodings inside encodings that are followed: base64 in a zip in base64. */
const deepest = 3

/** What is told besides the matches. */
export interface Listener {
  /** Of bytes that could not be looked at, in words for people. */
  readonly onProblem?: (problem: string) => void
  /** Where a watched text stands; see `compileRules`. In ascending order give or take one position. */
  readonly onWatched?: (at: number) => void
}

/**
 * Finds secrets in bytes, also encoded and packed ones. Pure: the same bytes give the same matches, whatever the file is
 * called.
 * @param bytes a whole file of some MiB at most; larger ones come in windows (see match-windows.ts)
 * @returns in ascending order of their places
 */
export function matchBytes(
  rules: CompiledRules,
  bytes: Uint8Array,
  listener: Listener = {},
): readonly Match[] {
  return matchText(rules, toUtf8(bytes), { ...listener, origin: atStart, isPart: false })
}

/** What is known of a text that is matched. */
export interface TextFrame extends Listener {
  /** Where it stands in its file. */
  readonly origin: Point
  /** Whether the file has more: an archive or a notebook that is cut cannot be read as one. */
  readonly isPart: boolean
}

/** As `matchBytes`, for a piece of a file that is known to be no UTF-16. */
export function matchText(rules: CompiledRules, text: Uint8Array, frame: TextFrame): readonly Match[] {
  const placeOf = placesIn(text, frame.origin)
  const context: Context = {
    rules,
    inside: [],
    onProblem: frame.onProblem ?? ignore,
    onWatched: frame.onWatched ?? ignore,
    unpack: frame.isPart ? refuseArchives : createUnpacker(),
    readNotebook: frame.isPart ? () => undefined : decodeNotebook,
  }
  return findAll(context, text, { depth: 0, isDecoded: false }).found.map(
    ({ candidate, start, end, reachedBy, excerpt, placed }) => {
      const { rule, severity, confidence, onlyInConfiguration, notAmongSamples, note } = candidate
      const place = placed ? placeOf(start, end) : null
      const match = { rule, severity, confidence, start, end, place, excerpt, reachedBy }
      const noted = note === undefined ? {} : { note }
      return seal(
        { ...match, onlyInConfiguration, ...(notAmongSamples ? { notAmongSamples } : {}), ...noted },
        textOf(candidate),
      )
    },
  )
}

const ignore = (): void => {}

/** What one call of `matchText` works with. */
interface Context {
  readonly rules: CompiledRules
  /** The members of archives that led here. */
  readonly inside: readonly string[]
  readonly onProblem: (problem: string) => void
  readonly onWatched: (at: number) => void
  readonly unpack: (bytes: Uint8Array) => Unpacked
  readonly readNotebook: (bytes: Uint8Array) => Notebook | undefined
}

const refuseArchives = (bytes: Uint8Array): Unpacked => ({
  parts: [],
  problems: isArchive(bytes) ? ['the archive is too large to be unpacked'] : [],
})

/** How a text was come by. */
interface Layer {
  readonly depth: number
  /** Whether it stood in another text, and is no file or member of its own. */
  readonly isDecoded: boolean
}

/** What was found in a text, and what no excerpt of it may show. */
interface Result {
  readonly found: readonly Found[]
  readonly masked: readonly Span[]
}

function findAll(context: Context, bytes: Uint8Array, layer: Layer): Result {
  const { find, findInside } = context.rules
  const isOutermost = layer.depth === 0
  const { literals, signs } = isOutermost ? find(bytes) : findInside(bytes)
  const candidates = findCandidates(context.rules, bytes, literals, isOutermost ? context.onWatched : ignore)
  const direct = resolveOverlaps(candidates)
  // Decoded at once: the next search, of what was decoded, takes the signs' place.
  const parts = layer.depth < deepest ? partsOf(context, bytes, signs, layer) : []
  const hidden = findHidden(context, parts, direct, layer)
  const cells = layer.depth < deepest ? findInCells(context, bytes, layer.depth + 1) : nothing
  // Also what another rule's finding stands for: a part of it may reach beyond that finding.
  const placed = hidden.filter((one) => one.placed).map(asSpan)
  const masked = mergeSpans([...candidates, ...placed, ...cells.masked])
  // What an archive holds unpacked, as tar does, is found in the archive and once more in its member.
  const inMembers = new Set(hidden.filter((one) => !one.placed).map(({ candidate }) => identityOf(candidate)))
  const visible = direct
    .filter((candidate) => !inMembers.has(identityOf(candidate)))
    .map((candidate): Found => {
      const { start, end } = candidate
      const excerpt = excerptAround(bytes, candidate, masked)
      return { candidate, start, end, reachedBy: [], excerpt, placed: true, isKnown: false }
    })
  const plain = [...visible, ...hidden.filter((one) => !one.isKnown)].toSorted(byPlace)
  if (cells.found.length === 0) return { found: plain, masked }
  // Of the file as it is: an excerpt of the cell would show what is found around the cell's text only.
  const inCells = cells.found.map((one) => ({
    ...one,
    excerpt: excerptAround(bytes, { ...one, shown: 0 }, masked),
  }))
  return { found: joinReadings(plain, inCells).toSorted(byPlace), masked }
}

const nothing: Result = { found: [], masked: [] }
const identityOf = (candidate: Candidate): string => `${candidate.rule.id}\0${textOf(candidate)}`
const asSpan = ({ start, end }: Found): Span => ({ start, end, shown: 0 })

function findHidden(
  context: Context,
  parts: readonly Part[],
  direct: readonly Candidate[],
  layer: Layer,
): readonly Found[] {
  const known = overlapping(direct)
  return parts.flatMap((part) =>
    findInPart(insidePart(context, part), part, layer.depth + 1).map((inner): Found => {
      const reachedBy = [part.via, ...inner.reachedBy]
      const extent = part.extentOf?.(inner.start, inner.end)
      if (!extent) return { ...inner, start: 0, end: 0, reachedBy, placed: false }
      const { start, end } = extent
      // A token of which one character is escaped is found as it stands and once more decoded.
      const [outer] = known(start, end)
      return { ...inner, start, end, reachedBy, placed: true, isKnown: outer !== undefined }
    }),
  )
}

/** Of a member it is said which one has the problem. */
const insidePart = (context: Context, { via, extentOf }: Part): Context =>
  extentOf === undefined ? { ...context, inside: [...context.inside, via] } : context

/** What a notebook's cells and outputs hold, at its places in the notebook. */
function findInCells(context: Context, bytes: Uint8Array, depth: number): Result {
  const notebook = context.readNotebook(bytes)
  if (!notebook) return nothing
  const { via, extentOf, isConfiguration } = notebook
  const { found, masked } = findAll(context, notebook.bytes, { depth, isDecoded: true })
  return {
    found: found.map((one) => {
      const candidate = isConfiguration(one.start)
        ? { ...one.candidate, onlyInConfiguration: false }
        : one.candidate
      return { ...one, ...extentOf(one.start, one.end), candidate, reachedBy: [via, ...one.reachedBy] }
    }),
    // An escape makes a text longer, so that as many bytes never show more than is public.
    masked: masked.map(({ start, end, shown }) => ({ ...extentOf(start, end), shown })),
  }
}

/** Members of archives are looked at piece by piece: they may be many times as large as any file that is read whole. */
const memberPiece = 4 << 20
/** Longer than the longest secret. */
const pieceOverlap = 64 << 10

function findInPart(context: Context, { bytes, extentOf }: Part, depth: number): readonly Found[] {
  // What was decoded in place is text already; a member is a file of its own.
  const layer = { depth, isDecoded: extentOf !== undefined }
  const text = layer.isDecoded ? bytes : toUtf8(bytes)
  if (layer.isDecoded || text.length <= memberPiece || isArchive(text))
    return findAll(context, text, layer).found
  const found: Found[] = []
  let doneTo = 0
  for (let from = 0; ; from += memberPiece - pieceOverlap) {
    const isLast = from + memberPiece >= text.length
    // A quarter into the overlap both pieces see enough of what stands around.
    const limit = isLast ? Infinity : from + memberPiece - pieceOverlap + (pieceOverlap >> 2)
    const inPiece = findAll(context, text.subarray(from, from + memberPiece), layer).found
    const kept = inPiece.filter(({ start }) => from + start >= doneTo && from + start < limit)
    for (const one of kept) found.push(one)
    if (isLast) return found
    doneTo = Math.max(limit, ...kept.slice(-1).map(({ end }) => from + end))
  }
}

function partsOf(
  context: Context,
  bytes: Uint8Array,
  signs: Hits,
  { depth, isDecoded }: Layer,
): readonly Part[] {
  if (!isArchive(bytes)) {
    const format = isDecoded ? undefined : unreadFormat(bytes)
    if (format !== undefined) report(context, `it is ${format}, which is not unpacked`)
    return [...decodeRuns(bytes, signs), ...decodeEscapes(bytes, signs)]
  }
  const { parts, problems, isBroken } = context.unpack(bytes)
  // Code that knows archives has their first bytes in it, escaped or in base64, and that is all.
  if (isBroken && isDecoded) return []
  for (const problem of problems) report(context, problem)
  if (depth + 1 === deepest && parts.some((part) => isPacked(part.bytes))) {
    report(context, `an archive lies more than ${deepest} levels deep`)
  }
  return parts
}

const report = ({ inside, onProblem }: Context, problem: string): void => {
  onProblem(inside.length === 0 ? problem : `inside ${inside.join(', ')}: ${problem}`)
}

const isPacked = (bytes: Uint8Array): boolean => isArchive(bytes) || unreadFormat(bytes) !== undefined
