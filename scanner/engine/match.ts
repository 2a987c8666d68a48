import type { Place } from './inspection.ts'
import type { Confidence, SecretRule, Severity } from './rule.ts'

/**
 * A secret found in bytes, path unknown. Holds no secret text: that stays in a private table of this module, for
 * fingerprints and redaction, and does not survive a log, JSON or a message to another thread.
 */
export interface Match {
  readonly rule: SecretRule
  readonly severity: Severity
  readonly confidence: Confidence
  /** Bytes from the start of what was matched; of the whole encoded text where the secret was decoded from it. */
  readonly start: number
  readonly end: number
  /** null inside an archive member, whose lines are not the file's. */
  readonly place: Place | null
  readonly excerpt: string
  readonly reachedBy: readonly string[]
  readonly note?: string
  /** Real only in a configuration file: an unquoted word after `password:` is code elsewhere. */
  readonly onlyInConfiguration: boolean
  /** Nothing among tests, examples and documents, where the same text is made up. */
  readonly notAmongSamples?: boolean
}

const secrets = new WeakMap<Match, string>()

/** Attaches the secret's text to its match, out of everybody's sight. */
export function seal(match: Match, secret: string): Match {
  secrets.set(match, secret)
  return match
}

/**
 * The text of a match's secret, for this folder only.
 * @throws a bug: a match that was copied or came from another thread has none
 */
export function secretOf(match: Match): string {
  const secret = secrets.get(match)
  if (secret === undefined) throw new Error('this match has no secret: it is a copy, or from another thread')
  return secret
}
