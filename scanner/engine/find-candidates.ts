import { type Assignment, readAssignment } from './assignment.ts'
import type { CompiledAssigned, CompiledNear, CompiledRules, CompiledToken } from './compile-rules.ts'
import { contextOf } from './context.ts'
import { squeezed, wordsOf } from './name.ts'
import type { Hits } from './prefilter/hits.ts'
import { doubtOf, isPlaceholder } from './placeholder.ts'
import { joinLiterals } from './split-strings.ts'
import type { CheckContext, Confidence, SecretRule, Severity } from './rule.ts'

/** A match before overlaps are resolved; offsets in bytes. Holds the secret's text, so it stays inside the engine. */
export interface Candidate {
  readonly rule: SecretRule
  readonly severity: Severity
  readonly confidence: Confidence
  readonly start: number
  readonly end: number
  readonly secret: string
  /** Bytes at the secret's start that are public. */
  readonly shown: number
  /** How telling the way it was found is: a format of its own before a name, a name before a general word. */
  readonly rank: number
  /** Whether its own text told it, and nothing around it: a key that begins as its service's keys do. */
  readonly hasOwnForm: boolean
  readonly note?: string
  readonly onlyInConfiguration: boolean
  readonly notAmongSamples?: boolean
}

/** The longest look a pattern gets: longer than any private key worth reading. */
export const reach = 16_384
const lookBack = 512

/**
 * Runs every rule where its literals occur, which the search has found.
 * @param onWatched called with the place of each text that is watched
 */
export function findCandidates(
  { uses }: CompiledRules,
  bytes: Uint8Array,
  hits: Hits,
  onWatched: (at: number) => void,
): readonly Candidate[] {
  if (hits.count === 0) return []
  const textAt = openText(bytes)
  const candidates: Candidate[] = []
  /** From where on a search of its own looks again. */
  const searched = new Map<CompiledNear, number>()
  let known: { given: Given | undefined; base: number; from: number; to: number } | undefined
  for (let index = 0; index < hits.count; index += 1) {
    const at = hits.positions[index]!
    const use = uses[hits.kinds[index]!]!
    if (use.isWatched) onWatched(at)
    const { text, base } = textAt(at)
    for (const token of use.tokens) {
      for (const candidate of tryToken(token, text, at - base, base)) candidates.push(candidate)
    }
    for (const near of use.near) {
      if (at < (searched.get(near) ?? -Infinity)) continue
      searched.set(near, at + (near.detector.apart ?? 0))
      candidates.push(...tryNear(near, text, at - base, base))
    }
    if (use.assigned.length === 0) continue
    // `export` may start a name of several words, so what follows a blank is read as a name of its own.
    if (
      !known ||
      known.base !== base ||
      at < known.from ||
      at >= known.to ||
      /\s/.test(text.slice(known.from - base, at - base))
    ) {
      const assignment = readAssignment(text, at - base, use.length)
      const given = assignment && givenBy(assignment, text)
      known = { given, base, from: at, to: base + (assignment?.valueStart ?? at - base + 1) }
    }
    if (!known.given) continue
    for (const assigned of use.assigned) {
      const candidate = tryAssigned(assigned, known.given, text, base)
      if (candidate) candidates.push(candidate)
    }
  }
  return candidates
}

/** Decodes bytes to latin1 around hits only, in pieces that serve many hits; one char is one byte. */
function openText(bytes: Uint8Array): (at: number) => { text: string; base: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let base = 0
  let text = ''
  return (at) => {
    const wanted = Math.min(bytes.length, at + reach)
    if ((base > 0 && at < base + lookBack) || wanted > base + text.length) {
      // Twice the look-back, because hits may come a position out of order.
      base = Math.max(0, at - 2 * lookBack)
      text = buffer.toString('latin1', base, Math.min(bytes.length, at + 4 * reach))
    }
    return { text, base }
  }
}

function tryToken(token: CompiledToken, text: string, at: number, base: number): readonly Candidate[] {
  const { rules, detector, pattern } = token
  const start = detector.lead ? walkBack(text, at, detector.lead.chars, detector.lead.max) : at
  // Before the pattern, because base64 is full of short anchors.
  if (!isEdgeBefore(text, start, detector.notBefore)) return none
  pattern.lastIndex = start
  const found = pattern.exec(text)
  if (!found) return tryJoined(token, text, at, base)
  const end = start + found[0].length
  if (!isEdgeAfter(text, end, detector.notAfter)) return none
  const [from, to] = found.indices?.groups?.['secret'] ?? [start, end]
  const secret = text.slice(from, to)
  const written = found.groups?.['name']
  const words = written === undefined ? '' : wordsOf(written)
  if (detector.words && !detector.words.test(words)) return none
  const doubt = doubtOf(detector.hasRuns ? withoutRuns(secret) : secret)
  if (doubt === 'filler' || (detector.words && isPlaceholder(secret))) return none
  const own = {
    name: written?.toLowerCase() ?? '',
    words,
    quoted: written !== undefined,
    operator: '',
    text: found[0],
  }
  const context = contextOf(text, own, from, to)
  const shown = from === at && !detector.lead && secret.length > token.anchor + 8 ? token.anchor : 0
  const isWhole = from === start && to === end
  return rules.flatMap((rule) => {
    const hasOwnForm = isWhole && !rule.generic
    const span = { start: base + from, end: base + to, secret, shown, rank: rule.generic ? 0 : 2, hasOwnForm }
    const candidate = assess(rule, span, context)
    if (!candidate || doubt !== 'made-up') return candidate ?? none
    return { ...candidate, confidence: 'low', note: 'it looks made up: too regular to be random' }
  })
}

/** A token that stands in several literals, as people write one that a push would be refused for. */
function tryJoined(
  { rules, detector, pattern, anchor }: CompiledToken,
  text: string,
  at: number,
  base: number,
): readonly Candidate[] {
  // Only a token that is told by nothing but itself: what stands around it ends at the first literal.
  if (detector.lead || pattern.hasIndices || rules.every(({ generic }) => generic === true)) return none
  const joined = joinLiterals(text, at)
  if (!joined) return none
  pattern.lastIndex = 0
  const secret = pattern.exec(joined.text)?.[0]
  if (secret === undefined || secret.length <= joined.first) return none
  if (!isEdgeAfter(joined.text, secret.length, detector.notAfter) || doubtOf(secret)) return none
  const end = joined.placeOf(secret.length)
  const context = contextOf(text, { name: '', words: '', quoted: true, operator: '', text: secret }, at, end)
  const shown = Math.min(anchor, joined.first)
  const span = { start: base + at, end: base + end, secret, shown, rank: 2, hasOwnForm: true }
  return rules.flatMap((rule) => {
    const candidate = rule.generic ? undefined : assess(rule, span, context)
    if (!candidate) return none
    const note = [candidate.note, 'it is written in pieces'].filter((one) => one !== undefined).join('; ')
    return { ...candidate, note }
  })
}

const none: readonly Candidate[] = []

/** An assignment, and what its rules ask of it: made at the first question, because most rules know by the value's form. */
interface Given {
  readonly assignment: Assignment
  readonly secret: string
  squeezed: string | undefined
  words: string | undefined
  isPlaceholder: boolean | undefined
}

const givenBy = (assignment: Assignment, text: string): Given => ({
  assignment,
  secret: text.slice(assignment.valueStart, assignment.valueEnd),
  squeezed: undefined,
  words: undefined,
  isPlaceholder: undefined,
})

function tryAssigned(
  { rule, detector, value }: CompiledAssigned,
  given: Given,
  text: string,
  base: number,
): Candidate | undefined {
  const { assignment, secret } = given
  if (!value.test(secret)) return undefined
  const { name } = assignment
  if (detector.name && !detector.name.test((given.squeezed ??= squeezed(name)))) return undefined
  if (detector.words && !detector.words.test((given.words ??= wordsOf(name)))) return undefined
  const onlyStands = detector.hasRuns
    ? isPlaceholder(withoutRuns(secret))
    : (given.isPlaceholder ??= isPlaceholder(secret))
  if (onlyStands) return undefined
  const { valueStart, valueEnd, operator, quote } = assignment
  const words = (given.words ??= wordsOf(name))
  const named = { name: name.toLowerCase(), words, quoted: quote !== '', operator, text: secret }
  const context = contextOf(text, named, valueStart, valueEnd)
  const span = {
    start: base + valueStart,
    end: base + valueEnd,
    secret,
    shown: 0,
    rank: rule.generic ? 0 : 1,
    hasOwnForm: false,
  }
  return assess(rule, span, context)
}

/** How far from a keyword a search of a rule's own may find a secret. */
const nearBefore = 256
const nearAfter = 4096

function tryNear(
  { rule, detector }: CompiledNear,
  text: string,
  at: number,
  base: number,
): readonly Candidate[] {
  const from = Math.max(0, at - nearBefore)
  const to = at + Math.min(detector.reach ?? nearAfter, reach)
  const window = text.slice(from, to)
  const cut = { before: base + from > 0, after: to < text.length }
  return detector.find(window, cut).flatMap(([start, end]) => {
    const secret = window.slice(start, end)
    const named = { name: '', words: '', quoted: false, operator: '', text: secret }
    const span = {
      start: base + from + start,
      end: base + from + end,
      secret,
      shown: 0,
      rank: detector.yields ? 1 : 3,
      hasOwnForm: false,
    }
    return assess(rule, span, contextOf(text, named, from + start, from + end)) ?? []
  })
}

type Span = Pick<Candidate, 'start' | 'end' | 'secret' | 'shown' | 'rank' | 'hasOwnForm'>

function assess(rule: SecretRule, span: Span, context: CheckContext): Candidate | undefined {
  const verdict = rule.check?.(span.secret, context)
  if (verdict && 'drop' in verdict) return undefined
  const {
    severity = rule.severity,
    confidence = rule.confidence,
    onlyInConfiguration = false,
    notAmongSamples,
    note,
  } = verdict ?? {}
  const kept = { rule, ...span, severity, confidence, onlyInConfiguration }
  if (note === undefined && notAmongSamples === undefined) return kept
  return { ...kept, ...(note === undefined ? {} : { note }), ...(notAmongSamples ? { notAmongSamples } : {}) }
}

/** What remains to judge of a secret whose form has runs: each run once. */
const withoutRuns = (secret: string): string => secret.replaceAll(/(.)\1{4,}/gs, '$1')

function walkBack(text: string, at: number, chars: RegExp, max: number): number {
  let start = at
  while (start > 0 && at - start < max && chars.test(text[start - 1]!)) start -= 1
  return start
}

const wordChar = /[A-Za-z0-9_]/

/** An escaped line break or an encoded character right before a token is not a part of it. */
function isEdgeBefore(text: string, start: number, notBefore: RegExp | null | undefined): boolean {
  if (notBefore === null || start === 0) return true
  if (!(notBefore ?? wordChar).test(text[start - 1]!)) return true
  return /(?:\\[nrtfbv]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\x1b\[[0-9;]{1,8}m)$/.test(
    text.slice(Math.max(0, start - 10), start),
  )
}

function isEdgeAfter(text: string, end: number, notAfter: RegExp | null | undefined): boolean {
  if (notAfter === null || end >= text.length) return true
  return !(notAfter ?? wordChar).test(text[end]!)
}
