import { assess, type Candidate } from './candidate.ts'
import type { CompiledToken } from './compile-rules.ts'
import { contextOf } from './context.ts'
import { wordsOf } from './name.ts'
import { doubtOf, isPlaceholder, withoutRuns } from './placeholder.ts'
import { joinLiterals } from './split-strings.ts'

const none: readonly Candidate[] = []

/**
 * Tries the pattern of a secret that is recognisable by itself.
 * @param at where its literal stands in `text`, which begins at byte `base`
 */
export function tryToken(token: CompiledToken, text: string, at: number, base: number): readonly Candidate[] {
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
