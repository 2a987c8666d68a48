import type { Node } from 'web-tree-sitter'
import type { Source } from '../source.ts'
import type { SinkKind, Trust } from './trust.ts'

/** Where a value comes from, and in which words that is told. */
export interface Origin {
  readonly trust: Trust
  readonly from: string
}

/** A parameter of a function of the file. */
export interface Parameter {
  readonly source: Source
  readonly holder: Node
  readonly node: Node
  /** Its place, from 0. */
  readonly index: number
  readonly name: string
  /** Names by which a pattern took the value out of it. */
  readonly keys: readonly string[]
}

/** What is known of a language's libraries. Paths are dotted, imports resolved: `flask.request.args.get`. */
export interface Model {
  /** Values that come from outside: members and calls. The first that fits counts. */
  readonly origins: readonly (readonly [RegExp, Origin])[]
  /** What is set by whoever runs the program, and needs no thought. */
  readonly configured: RegExp
  /** Calls whose value is a number, a yes or no, a hash: harmless everywhere. */
  readonly harmless: RegExp
  /** Calls that make their argument harmless for one use. */
  readonly cleaning: Readonly<Partial<Record<SinkKind, RegExp>>>
  /** Calls and methods whose value is what they are given, in another form. */
  readonly carrying: RegExp
  /** Such that put several values together. */
  readonly joining: RegExp
  /** Calls whose value is looked up by what they are given. */
  readonly fetching: RegExp
  /** Types of parameters whose values are harmless. */
  readonly harmlessTypes: RegExp
  readonly parameterOrigin: (parameter: Parameter) => Origin | undefined
}
