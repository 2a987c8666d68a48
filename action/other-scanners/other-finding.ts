import type { Severity } from '../../scanner/engine/rule.ts'

/** What another scanner says of one place, as far as we take it. All text is of others. */
export interface OtherFinding {
  /** The name of the tool, as it calls itself. */
  readonly tool: string
  /** Its name for what it looked for. */
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  /** Relative to the repository, with `/`. */
  readonly path: string
  /** 1-based; null: the whole file. */
  readonly line: number | null
  readonly endLine: number | null
  /** What stays the same when lines move: its own fingerprint, or the text of the line; undefined where neither is given. */
  readonly identity: string | undefined
}

export type ReadOthers =
  | { readonly ok: true; readonly findings: readonly OtherFinding[] }
  /** For people. */
  | { readonly ok: false; readonly problem: string }

/** A larger file is no report on a change. */
export const mostBytes = 20_000_000
/** More findings than that nobody reads; the file is refused, and not read in part. */
export const mostFindings = 5_000
