import type { Confidence, Detector, SecretRule, Severity } from '../../engine/rule.ts'
import { type Sample, unverified } from './service-rule.ts'

/** A secret in a tool's own configuration: each has a rule of its own, because each has its own syntax. */
export interface Setting {
  readonly id: string
  readonly title: string
  /** Completes "Whoever reads it can …". */
  readonly allows: string
  /** The page of the tool's documentation about this setting. */
  readonly url: string
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** Where "change it and read it from a secret store" is not the right advice. */
  readonly fix?: string
  readonly randomBits?: number
  readonly detect: readonly Detector[]
  readonly check?: NonNullable<SecretRule['check']>
  readonly matches: readonly Sample[]
  readonly misses: readonly Sample[]
}

export const settingRules = (settings: readonly Setting[]): readonly SecretRule[] =>
  settings.map(({ allows, url, ...own }) => ({
    kind: 'secret',
    severity: 'high',
    confidence: 'medium',
    fix: 'Change it where it is used, and let the configuration take it from the environment or a secret store.',
    randomBits: 0,
    ...own,
    why: `Whoever reads it can ${allows}.`,
    source: unverified(url),
  }))
