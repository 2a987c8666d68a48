/** Whether what a reason is about holds. `unknown`: it could not be read, which never counts as holding. */
export type ReasonState = 'met' | 'unmet' | 'unknown'

/** One thing the policy wants, and what was found. Every screen renders this same value. */
export interface Reason {
  /** Permanent id of the policy check: `secrets-in-tree`, `tracked-env-files`, `visibility`, `group`, `approval`, … */
  readonly check: string
  readonly state: ReasonState
  readonly wanted: string
  /** Counts and states, no paths: who may read a reason need not be one who may read the repository. */
  readonly found: string
  /** What to do to make it hold; absent where it holds. */
  readonly todo?: string
  /** Fingerprints of the findings it rests on. */
  readonly findings?: readonly string[]
  /** Shown, but decides nothing: the policy only asks to be told, a disk can't tell, or an exception waives it. */
  readonly advisory?: true
}

/** What `check` says of a repository on a disk. It grants nothing. */
export interface Readiness {
  readonly outcome: 'ready' | 'not-ready' | 'needs-request'
  /** `balanced` or the policy file's path. */
  readonly policy: string
  /** Name of the policy's group the repository was judged by. */
  readonly group?: string
  readonly reasons: readonly Reason[]
}
