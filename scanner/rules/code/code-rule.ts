import type { Node } from 'web-tree-sitter'
import type { Confidence, RuleInfo, Severity } from '../../engine/rule.ts'
import type { Language } from '../../syntax/language.ts'
import type { Argument, Source } from '../../syntax/source.ts'
import { deliveryCategories } from './delivery-papers.ts'
import { injectionCategories } from './injection-papers.ts'

/** What kind of weakness it is, whatever the language; permanent, for programs. */
export const codeCategories = [
  'weak-hash',
  'weak-cipher',
  'static-iv',
  'hardcoded-secret',
  'short-key',
  'weak-key-derivation',
  'insecure-random',
  'tls-verification',
  'old-tls',
  'jwt-verification',
  'timing-attack',
  'weak-padding',
  'ssh-host-key',
  ...injectionCategories,
  ...deliveryCategories,
] as const
export type CodeCategory = (typeof codeCategories)[number]

/** A place that a rule's query names. */
export interface Site {
  readonly source: Source
  /**
   * `call`: a call or construction; `setting`: a `name: value`, `name=value` or `x.name = value`; `comparison`: `a == b`;
   * `store`: `x[y] = value` or `x[y].z = value`.
   */
  readonly how: 'call' | 'setting' | 'comparison' | 'store'
  readonly node: Node
  /** The name that was asked for: of what is called, or of the setting; empty for comparisons. */
  readonly name: string
  /** For calls: what is called, imports resolved: `crypto.createHash`. */
  readonly path: string
  /** For calls. */
  readonly args: readonly Argument[]
  /** For settings and stores: the value. */
  readonly value: Node | null
}

/** What a rule says of a place: nothing, or how grave and how sure. */
export interface CodeVerdict {
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** Why it is thought to be one: `a password goes into it`. Never text of the file. */
  readonly note?: string
  /** Where the finding is, if not at the place itself. */
  readonly at?: Node
  readonly edits?: readonly CodeEdit[]
}

/** A change of the text that takes the weakness out; only where nothing else has to change. Offsets in UTF-16 units. */
export interface CodeEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A rule about code. */
export interface CodeRule extends RuleInfo {
  readonly kind: 'code'
  readonly language: Language
  readonly category: CodeCategory
  /** Where to look: names that are called or set (aliases of imports count), and whether comparisons matter. */
  readonly query: {
    readonly calls?: readonly string[]
    readonly settings?: readonly string[]
    /** Only in files that hold one of these texts. */
    readonly comparisons?: readonly string[]
    /** Whether assignments to `x[y]` matter. */
    readonly stores?: true
    /** Texts of which one is in every file that holds such a weakness, where the names are common words. */
    readonly literals?: readonly string[]
  }
  readonly judge: (site: Site) => CodeVerdict | undefined
  /** Each is a file in which the rule finds exactly one thing, in the line with `// here` or `# here` where there is one. */
  readonly matches: readonly string[]
  /** Each is a file in which it finds nothing. */
  readonly misses: readonly string[]
}
