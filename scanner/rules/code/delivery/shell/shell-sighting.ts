import type { Confidence, Severity } from '../../../../engine/rule.ts'

/** What a rule sees in a script of a shell. */
export interface ShellSighting {
  /** The part of the script that shows it, and where that begins. */
  readonly text: string
  readonly at: number
  readonly severity: Severity
  readonly confidence: Confidence
  readonly note: string
  /** The command without what may be secret in it. */
  readonly excerpt: string
}
