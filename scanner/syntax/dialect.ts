import type { Node } from 'web-tree-sitter'
import type { Grammar, Language } from './language.ts'

/** How a language's grammar names what rules look at: plain tables, so that one walk serves all languages. */
export interface Dialect {
  readonly language: Language
  /**
   * One combined query. Captures: `call` (the called name), `bare` (a name that calls by itself, or a constant that is used), `setting` (the name in
   * `name: value`), `field` (the name of a field that a literal of a type sets), `comparison`, `binding` (a declaration or assignment),
   * `function` (the name of one that is declared), `import`.
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
  readonly members: Readonly<Record<string, readonly [string, string]>>
  /** Fields of index expressions: what is looked into, and by what. */
  readonly indexes: Readonly<Record<string, readonly [string, string]>>
  /** Fields that hold what a call calls; empty where the call names it itself, as a member does. */
  readonly calleeFields: readonly string[]
  /** What a declaration, assignment or `name: value` binds: its name's and its value's field. */
  readonly bindings: Readonly<Record<string, readonly [string, string]>>
  /** Types whose variables hold zeros where they are given nothing. */
  readonly zeroTypes?: ReadonlySet<string>
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
  /** Children that the grammar gives no field, by the type of their parent and the name that others call them. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, (node: Node) => Node | null>>>>
  /** What stands around each argument of a call. */
  readonly argumentNodes?: ReadonlySet<string>
  /** What stands in a function's parameters for one of them, where other things stand there too. */
  readonly parameterNodes?: ReadonlySet<string>
  /** Functions without a name whose value goes on with the call that they are handed to: `map { … }`. */
  readonly callbacks?: ReadonlySet<string>
  /** Calls whose value is another form of what they are given or called on; what they are called says nothing. */
  readonly converting?: RegExp
  /** Methods by which something goes into what they are called on. */
  readonly feeding?: RegExp
}

/** A name as paths spell it. */
export const spelled = ({ spell }: Dialect, text: string): string => spell?.(text) ?? text

/** Words that a person separates by spaces. */
export const setOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))
