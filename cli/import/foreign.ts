/** What an entry of another tool says of a finding. */
export interface ForeignEntry {
  /** The tool, as people call it. */
  readonly tool: string
  /** Where it stands in the file, for people: `line 3`, `result 2`. */
  readonly at: string
  /** In hex; undefined: the files as they are now. */
  readonly commit?: string | undefined
  readonly place: ForeignPlace
  /** Whether a text is the secret that is meant; undefined where the tool does not say. It never leaves this function. */
  readonly isSecret?: ((text: string) => boolean) | undefined
  /** The tool's name for what it looked for. */
  readonly rule?: string | undefined
  /** Somebody let it pass, or it was only there when somebody wrote everything down. */
  readonly saying: 'let-pass' | 'was-there'
  /** What the tool looks for: an entry for a weakness settles no secret in its line, nor the other way round. */
  readonly about: 'secrets' | 'code'
  /** What people wrote there. */
  readonly words?: string | undefined
}

export type ForeignPlace =
  /** The first of the paths that is there counts. Lines are 1-based; without them it is about the file. */
  | {
      readonly kind: 'lines'
      readonly paths: readonly string[]
      readonly line?: number | undefined
      readonly endLine?: number | undefined
    }
  /** Every secret in files whose path it is true for. */
  | { readonly kind: 'pattern'; readonly matches: (path: string) => boolean }

/** What cannot be said in our allowlist, and why. For people. */
export interface NotTaken {
  readonly at: string
  readonly why: string
}

export type ReadForeign =
  | { readonly ok: true; readonly entries: readonly ForeignEntry[]; readonly notTaken: readonly NotTaken[] }
  | { readonly ok: false; readonly problems: readonly ForeignProblem[] }

export interface ForeignProblem {
  /** 1-based; undefined: it is about the whole file. */
  readonly line?: number | undefined
  /** What is wrong and what to do. Never holds the file's text. */
  readonly message: string
}

/** A larger file is none that a person looks after. */
export const mostBytes = 20_000_000
/** As many entries as an allowlist has. */
export const mostEntries = 5_000

export const problem = (message: string, line?: number): ReadForeign => ({
  ok: false,
  problems: [{ message, line }],
})
