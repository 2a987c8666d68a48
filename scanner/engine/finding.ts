import type { TextEdit } from './inspection.ts'
import type { Confidence, RuleKind, Severity } from './rule.ts'

/**
 * One problem at one place. Holds no secret text: only a redacted excerpt and a fingerprint.
 * Lines and columns are 1-based, in UTF-16 units, end exclusive; null where the finding is about a whole file.
 */
export interface Finding {
  readonly rule: string
  readonly kind: RuleKind
  readonly title: string
  readonly severity: Severity
  readonly confidence: Confidence
  /** Relative to the scanned root, with `/`; bytes that are not UTF-8 are percent-escaped, so that it can be undone. */
  readonly path: string
  readonly line: number | null
  readonly column: number | null
  readonly endLine: number | null
  readonly endColumn: number | null
  /** The first commit, in topological order, that held it; null outside history. */
  readonly commit: string | null
  /** `g1:…`, bound to the content: the same after a rename, a rebase or a line move. */
  readonly fingerprint: string
  /** The line with every match masked, cut to a readable length; empty for a whole file. */
  readonly excerpt: string
  /** How the place was reached inside the file: `['base64']`, `['zip:config/app.env', 'base64']`; empty when directly. */
  readonly reachedBy: readonly string[]
  /**
   * It is a credential, found by the place it stands in, and no secret rule reports it there: it counts like a secret.
   * Absent for findings of secret rules themselves.
   */
  readonly isSecret?: true
  /** Something a check found out that helps to judge: `checksum is valid`, `key id belongs to account 123…`. */
  readonly note?: string
  readonly history?: FindingHistory
  /** Lines elsewhere in the file that were looked at to judge it, as where its value comes from; the nearest first. */
  readonly comesBy?: readonly number[]
  /**
   * A change brings it although it did not touch its lines, since it needs more than them: the line of the change that its value comes
   * by, or null where nothing that was added tells, as where a check was taken out.
   */
  readonly brought?: { readonly line: number | null }
  /**
   * A change of this file that takes the finding out, in the order of the text; only where nothing else has to change. Whoever offers
   * it looks again at what it leaves.
   */
  readonly edits?: readonly TextEdit[]
}

/** Where in history a finding was. */
export interface FindingHistory {
  /** ISO 8601 author date of `commit`, with its offset. */
  readonly authorDate: string
  readonly author: string
  /** Whether it is in the tree that was looked at, at this path; else it is only in history. */
  readonly tracked: boolean
  /** The paths that held it, in the order of their first commits; at most a hundred. */
  readonly paths: readonly string[]
  /** How many more there were. */
  readonly morePaths?: number
}

/** Something that should have been scanned and was not, or not wholly. Never shown as clean. */
export interface NotScanned {
  readonly path: string
  /** Permanent, for programs: `unreadable`, `missing-object`, `corrupt-object`, `lfs-pointer`, `submodule`, `too-deep`, … */
  readonly code: string
  /** For people: what happened and, where there is something, what to do. */
  readonly reason: string
}

/** What one scan looked at. */
export interface Coverage {
  readonly files: number
  /** Of files; the messages of commits and tags come on top. */
  readonly bytes: number
  /** Commits walked; 0 outside history. */
  readonly commits: number
  /** Distinct blobs matched in history; 0 outside history. */
  readonly blobs: number
  readonly notScanned: readonly NotScanned[]
}
