import type { Confidence, RuleInfo, Severity } from './rule.ts'

/** A range in a text: 1-based lines, 1-based columns in UTF-16 units, end exclusive. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** What is to stand at a place instead. A place of no length is one before which it is put. */
export interface TextEdit extends Place {
  readonly text: string
}

/** What a file, workflow or assistant rule says of one file: a finding before it has a commit and a fingerprint. */
export interface Inspection {
  readonly rule: RuleInfo
  /** null: the whole file. */
  readonly place: Place | null
  /** Where this case is more or less grave, or more or less sure, than the rule in general. */
  readonly severity?: Severity
  readonly confidence?: Confidence
  readonly note?: string
  /**
   * What makes this finding the same finding tomorrow: content, never a path or a line. null: the file's whole content
   * (the engine hashes it).
   */
  readonly identity: string | null
  /** The place's text without anything secret, where it helps to judge. */
  readonly excerpt?: string
  /** A change of the file that takes it out; only where nothing else has to change. */
  readonly edits?: readonly TextEdit[]
  /** Lines elsewhere in the file that were looked at to judge it, as where its value comes from; the nearest first, 1-based. */
  readonly comesBy?: readonly number[]
  /** What stands there is a credential as such, so that a secret rule may say it better. */
  readonly isCredential?: true
  /** Such content holds at least 80 random bits, so that a quick hash of it cannot be guessed. */
  readonly isUnguessable?: true
}

/** A file as the rules that look at names and structure see it. */
export interface InspectedFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** The first bytes, at most 64 KiB for files that are not configuration. */
  readonly head: Uint8Array
  /** In bytes, of the whole file. */
  readonly size: number
  /**
   * Secret matches in this file that are neither placeholders nor public keys: what tells a real `.env.example` from a
   * template.
   */
  readonly realSecrets: number
}
