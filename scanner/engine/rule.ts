import type { Sample } from './sample.ts'

/** How much harm follows when the finding is real. `info` is worth knowing and never blocks anything. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

/** How sure the rule is that what it found is real. `low` is shown, but no shipped policy denies because of it. */
export const confidences = ['low', 'medium', 'high'] as const
export type Confidence = (typeof confidences)[number]

/** What kind of thing a rule finds. */
export const ruleKinds = ['secret', 'file', 'workflow', 'assistant', 'code'] as const
export type RuleKind = (typeof ruleKinds)[number]

/** The papers every rule carries, whatever it looks at. */
export interface RuleInfo {
  /** Permanent: `<service>-<kind>`, e.g. `github-personal-access-token`. Never renamed, never reused. */
  readonly id: string
  readonly kind: RuleKind
  /** Short noun phrase a person reads: `GitHub personal access token`. */
  readonly title: string
  readonly severity: Severity
  readonly confidence: Confidence
  /** One or two sentences: what somebody who has this can do. */
  readonly why: string
  /** One or two sentences: what to do about it, in the imperative. */
  readonly fix: string
  /**
   * Where the format is documented. `read`: we have read that page; `unverified`: known from elsewhere; `policy`: an
   * organization's own rule, of which no page tells: `url` is empty.
   */
  readonly source: { readonly url: string; readonly checked: 'read' | 'unverified' | 'policy' }
  /** What it finds is a credential by the place it stands in, although it is no secret rule. */
  readonly findsSecrets?: true
  /** Of a weakness in code: which kind it is in every language, its numbers in CWE, and its place in the OWASP Top Ten of 2021. */
  readonly weakness?: {
    readonly category: string
    readonly cwe: readonly number[]
    readonly owasp: string
  }
  /**
   * Year-month-day of the release that brought it, where earlier ones had no such rule; `unreleased` before that release. Until two weeks
   * after it what the rule finds is only noted in pull requests, so that an update surprises nobody. Set by `scanner/rules/since.ts`.
   */
  readonly since?: string
}

/** What a rule's own check says of a candidate; undefined means "keep as it is". */
export type Verdict =
  | { readonly drop: string }
  | {
      readonly confidence?: Confidence
      readonly severity?: Severity
      /** Shown with the finding: `checksum is valid`. Never any part of the secret. */
      readonly note?: string
      /** Real only in a configuration file; elsewhere the same text is code. */
      readonly onlyInConfiguration?: boolean
      /** Nothing among tests, examples and documents, where the same text is made up. */
      readonly notAmongSamples?: boolean
    }

/** What a check may look at besides the secret itself. */
export interface CheckContext {
  /** The assigned name (`db_password`), lower-cased; empty where nothing is assigned. */
  readonly name: string
  /** The words of that name, in lower case: `db password` for `db_password`, `dbPassword` and `DB.PASSWORD`. */
  readonly words: string
  /** Whether the value was in quotes. */
  readonly quoted: boolean
  /** What stands between name and value: `=`, `:`, `,`, `>` …; empty where nothing is assigned. */
  readonly operator: string
  /** The whole text of the pattern's match; equals the secret unless the pattern has a `secret` group. */
  readonly text: string
  /** Up to 128 bytes on each side of the secret, and the secret, as latin1. Made when asked for, as are the two below. */
  readonly around: string
  /** Up to 128 bytes before the secret. */
  readonly before: string
  /** Up to 128 bytes after it. */
  readonly after: string
}

/**
 * A secret whose text is recognisable by itself. Tried only where one of `anchors` occurs: the pattern then runs sticky
 * at the anchor (or at most `lead.max` bytes before it, over characters of `lead.chars`).
 */
export interface TokenDetector {
  readonly how: 'token'
  /** ASCII literals of at least 3 bytes, one of which is in every match, at its start unless `lead` is given. */
  readonly anchors: readonly string[]
  /** Anchors match in any letter case (the pattern then needs the `i` flag itself where it matters). */
  readonly ignoreCase?: boolean
  /** For secrets whose literal is not at the start: which characters may stand before it, and how many at most. */
  readonly lead?: { readonly chars: RegExp; readonly max: number }
  /**
   * Over latin1 text: one char is one byte. Bounded repetition only, no look-around, no back-reference, flags `i` and `s`
   * only. A group named `secret` marks the secret where the match holds more than it; one named `name` is the name that it
   * is given there.
   */
  readonly pattern: RegExp
  /** Where given, the words of the `name` group must match too. */
  readonly words?: RegExp
  /** A char that must not stand before the match; default `[A-Za-z0-9_]`. null: anything may. */
  readonly notBefore?: RegExp | null
  /** A char that must not follow the match; default `[A-Za-z0-9_]`. null: anything may. */
  readonly notAfter?: RegExp | null
  /** Keys of this form hold runs of one character by design, which elsewhere tell a placeholder. */
  readonly hasRuns?: true
}

/**
 * A secret that is recognisable only by the name it is assigned to: `asana_token = "…"`, `<asanaToken>…</asanaToken>`,
 * `ASANA_TOKEN: …`, `setProperty("asana.token", "…")`, `--asana-token …`. The engine parses the assignment; the rule says
 * which names and which values.
 */
export interface AssignedDetector {
  readonly how: 'assigned'
  /** ASCII literals of at least 3 bytes, any letter case; the name contains one of them. */
  readonly names: readonly string[]
  /** Where given, the whole name (lower-cased, `_ - . space` removed) must match too. */
  readonly name?: RegExp
  /** Where given, the words of the name (`db password 2`) must match too. */
  readonly words?: RegExp
  /** The whole value must match. Same limits as a token's pattern. */
  readonly value: RegExp
  /** Keys of this form hold runs of one character by design, which elsewhere tell a placeholder. */
  readonly hasRuns?: true
}

/**
 * A search of the rule's own, which must be linear in the text, over what lies around a keyword: for rules that users write,
 * and for places that hold several secrets, such as a manifest.
 */
export interface NearDetector {
  readonly how: 'near'
  /** ASCII literals of at least 3 bytes, any letter case. */
  readonly keywords: readonly string[]
  /** How many bytes from the keyword on `find` sees, at most 16 KiB; default 4096. 256 bytes before it are seen too. */
  readonly reach?: number
  /** A keyword nearer than this many bytes to the last one searched is skipped: its surroundings were seen then. Default 0. */
  readonly apart?: number
  /** Yields to rules that know the secret by its own format; a user's rule comes before all others. */
  readonly yields?: boolean
  /** Start and end of every secret in the text, of which `cut` says whether the file goes on at either end. */
  readonly find: (text: string, cut: Cut) => readonly (readonly [number, number])[]
}

/** Whether there is more before or after a piece of text. */
export interface Cut {
  readonly before: boolean
  readonly after: boolean
}

export type Detector = TokenDetector | AssignedDetector | NearDetector

export interface SecretRule extends RuleInfo {
  readonly kind: 'secret'
  readonly detect: readonly Detector[]
  /**
   * Random bits that every match surely has. From 80 on, guessing is hopeless and a plain hash is a safe fingerprint;
   * below, the fingerprint is a slow one (see fingerprint.ts).
   */
  readonly randomBits: number
  /** Yields to any other rule that matches at the same place. */
  readonly generic?: boolean
  readonly check?: ((secret: string, context: CheckContext) => Verdict | undefined) | undefined
  /** The secret without what its wrapping adds (line breaks, escapes), so that its fingerprint is the same in all of them. */
  readonly normalize?: (secret: string) => string
  /** Texts in which the rule must find exactly its secret; assembled at run time, so that no sample lies in a file. */
  readonly matches: readonly Sample[]
  /** Texts in which it must find nothing. */
  readonly misses: readonly Sample[]
}
