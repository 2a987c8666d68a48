/** The ways an assistant reaches a repository (ARCHITECTURE.md explains each). */
export const connectionPaths = [
  'app-installation',
  'workflow',
  'secret',
  'fine-grained-token',
  'deploy-key',
  'native-agent',
  'cloud-session',
] as const
export type ConnectionPath = (typeof connectionPaths)[number]

/** Whether Gatehouse can change a connection, only see it, or not even that. */
export const controls = ['enforceable', 'detectable', 'unknown'] as const
export type Control = (typeof controls)[number]

/** One place in a file from which a connection was concluded. Holds no text of the file but names. */
export interface FileEvidence {
  readonly kind: 'file'
  /** Relative to the root, with `/`. */
  readonly file: string
  /** 1-based, columns in UTF-16 units, end exclusive; null: the whole file. */
  readonly place: {
    readonly line: number
    readonly column: number
    readonly endLine: number
    readonly endColumn: number
  } | null
  /** Which way of running it is: `action`, `base-action`, `command`, `sdk`, `agentic-workflow`, … */
  readonly form: string
  /** For people: `runs anthropics/claude-code-action`. */
  readonly what: string
  /** The events that start it; empty where they are not known. */
  readonly triggers: readonly string[]
  /** Names of the secrets handed to it. */
  readonly secrets: readonly string[]
}

/** An assistant reaching the repository at hand in one way. The repository itself is known to the caller. */
export interface Connection {
  /** Id of the assistant. */
  readonly assistant: string
  readonly path: ConnectionPath
  readonly control: Control
  /** `low`: only hints were found. */
  readonly confidence: 'low' | 'medium' | 'high'
  readonly evidence: readonly FileEvidence[]
}
