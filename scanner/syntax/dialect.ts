import type { Node } from 'web-tree-sitter'
import type { Grammar, Language } from './language.ts'

/** Where in a node a part of it is: its field, or its place among the named nodes where the grammar gives it no field. */
export type Part = string | number

/** How a language's grammar names what rules look at: plain tables, so that one walk serves all languages. */
export interface Dialect {
  readonly language: Language
  /**
   * One combined query. Captures: `call` (the called name), `bare` (a name
   * that calls by itself), `setting` (the name in `name: value`), `comparison`, `binding`
   * (a declaration or assignment), `function` (the name of one that is declared), `import`.
   */
  readonly query: string
  /** What only one of its grammars knows. */
  readonly more?: Readonly<Partial<Record<Grammar, string>>>
  readonly calls: ReadonlySet<string>
  readonly functions: ReadonlySet<string>
  readonly classes: ReadonlySet<string>
  /** What a function's body is where it is not one expression. */
  readonly blocks: ReadonlySet<string>
  readonly strings: ReadonlySet<string>
  readonly numbers: ReadonlySet<string>
  readonly names: ReadonlySet<string>
  /** Fields of the object and of the name in `object.name`. */
  readonly members: Readonly<Record<string, readonly [Part, Part]>>
  /** Fields of index expressions: what is looked into, and by what. */
  readonly indexes: Readonly<Record<string, readonly [Part, Part]>>
  /** Fields that hold what a call calls; empty where the call names it itself, as a member does. */
  readonly calleeFields: readonly Part[]
  /** What a declaration, assignment or `name: value` binds: its name's and its value's field. */
  readonly bindings: Readonly<Record<string, readonly [Part, Part]>>
  /** Nodes that end the way of a value. */
  readonly statements: ReadonlySet<string>
  readonly returns: ReadonlySet<string>
  readonly comparisons: ReadonlySet<string>
  /** How a name is spelled in paths where its text has other marks than dots: `OpenSSL.Cipher` for `OpenSSL::Cipher`. */
  readonly spell?: (text: string) => string
  /** Names that mean the same in every function of a class or file. */
  readonly shared?: ReadonlySet<string>
  /** Nodes whose last expression is their value, as all are in Ruby. */
  readonly lastCounts?: ReadonlySet<string>
  /** What an import statement makes known: the local name, and what it stands for. */
  readonly importsOf: (text: string) => readonly (readonly [string, string])[]
}

/** Words that a person separates by spaces. */
export function partOf(node: Node, part: Part): Node | null {
  return typeof part === 'number' ? node.namedChild(part) : node.childForFieldName(part)
}

/** A name as paths spell it. */
export const spelled = ({ spell }: Dialect, text: string): string => spell?.(text) ?? text

export const setOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))
