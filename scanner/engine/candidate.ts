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

/** Where a candidate stands, before its rule has judged it. */
export type Span = Pick<Candidate, 'start' | 'end' | 'secret' | 'shown' | 'rank' | 'hasOwnForm'>

/** What the rule's own check says of a candidate; undefined where it is none. */
export function assess(rule: SecretRule, span: Span, context: CheckContext): Candidate | undefined {
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
