import type { Node, QueryCapture } from 'web-tree-sitter'
import { type Dialect, spelled } from './dialect.ts'
import { dialectOf } from './dialects/index.ts'
import { giveUpParser, hasParserFailed, type LoadedGrammar, loadedGrammar } from './grammars.ts'
import { type Grammar, languageOf } from './language.ts'
import { fieldOf, resolvePath, type Source } from './source.ts'

/** Code is written by people; what is larger is data or generated, and would take seconds. In UTF-16 units. */
export const mostCode = 1 << 20
/**
 * The parser asks from time to time whether to go on: some ten times for a kilobyte, the search in its tree twice. Counted,
 * so that no clock decides what is found; both allow five times what a file of the largest size needs, and take seconds.
 */
const mostParserSteps = 60_000
const mostQuerySteps = 15_000
/** Nobody nests deeper; some grammars run out of stack at a hundred times this. */
const deepestNesting = 500
const mostCaptures = 200_000
/** From value to value, for all rules together; an ordinary file takes some hundred. */
const mostSteps = 20_000

/** Why a file was not parsed; the codes are those of `NotScanned`. */
export interface ParseProblem {
  readonly code: string
  readonly reason: string
}

/** A parsed file, and the places in it that rules may look at. */
export interface Parsed {
  readonly source: Source
  readonly captures: readonly QueryCapture[]
}

/**
 * Parses code, and hands the tree to `use`, after which it is freed. Never throws because of the text.
 * @param grammar one that was loaded
 */
export function withParsed<T>(
  grammar: Grammar,
  text: string,
  path: string,
  use: (parsed: Parsed) => T,
): T | ParseProblem {
  if (text.length > mostCode) return tooLarge
  if (nesting(text) > deepestNesting) return tooDeep
  if (hasParserFailed()) return gaveUp
  const loaded = loadedGrammar(grammar)
  if (loaded === undefined) throw new Error(`the grammar ${grammar} was not loaded`)
  try {
    return parse(loaded, grammar, text, path, use)
  } catch (error) {
    // WebAssembly has run out of memory or stack.
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error
    giveUpParser()
    return gaveUp
  }
}

function parse<T>(
  { parser, query }: LoadedGrammar,
  grammar: Grammar,
  text: string,
  path: string,
  use: (parsed: Parsed) => T,
): T | ParseProblem {
  let steps = 0
  parser.reset()
  const tree = parser.parse(text, null, { progressCallback: () => (steps += 1) > mostParserSteps })
  if (tree === null) return tooDeep
  try {
    if (!isReadable(tree.rootNode)) return notCode
    steps = 0
    const captures = query.captures(tree.rootNode, {
      progressCallback: () => (steps += 1) > mostQuerySteps,
    })
    if (steps > mostQuerySteps || captures.length > mostCaptures) return tooDeep
    return use({ source: sourceOf(grammar, text, path, tree.rootNode, captures), captures })
  } finally {
    tree.delete()
  }
}

/** How deep brackets nest at most, those in strings and comments too. */
function nesting(text: string): number {
  let [depth, deepest] = [0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 40 || code === 91 || code === 123) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth -= 1
  }
  return deepest
}

const tooLarge = { code: 'code-too-large', reason: 'It is too large to be read as code (more than 1 MB).' }
const tooDeep = { code: 'code-too-deep', reason: 'It is too deeply nested, or too much, to be read as code.' }
const gaveUp = {
  code: 'code-parser-failed',
  reason: 'The parser failed at it, or at a file before it, and was not used any more.',
}
const notCode = { code: 'code-not-parsed', reason: 'It could not be parsed as what its name says it is.' }

/** A grammar recovers from errors; where most of a text is one, what it found in it means nothing. */
function isReadable(root: Node): boolean {
  if (!root.hasError) return true
  if (root.type === 'ERROR') return isMostlyDeclared(root)
  const broken = root.children.reduce(
    (sum, one) => sum + (one?.type === 'ERROR' ? one.endIndex - one.startIndex : 0),
    0,
  )
  return broken * 2 < root.endIndex - root.startIndex
}

/** One place that a grammar does not understand may undo the class around it, whose methods it has read all the same. */
function isMostlyDeclared(root: Node): boolean {
  const declared = root.children.reduce(
    (sum, one) => sum + (one !== null && isDeclaration.test(one.type) ? one.endIndex - one.startIndex : 0),
    0,
  )
  return declared * 2 > root.endIndex - root.startIndex
}

const isDeclaration = /_(?:declaration|definition)$/

function sourceOf(
  grammar: Grammar,
  text: string,
  path: string,
  root: Node,
  captures: readonly QueryCapture[],
): Source {
  const dialect = dialectOf(languageOf(grammar))
  const bindingNodes = captures.filter(({ name }) => name === 'binding').map(({ node }) => node)
  const imports = new Map<string, string>()
  for (const { name, node } of captures) {
    if (name !== 'import' && (name !== 'binding' || grammar === 'python' || grammar === 'go')) continue
    const statement = text.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 5000))
    if (name === 'import' || /\b(?:require|import)\s*\(/.test(statement))
      for (const [local, origin] of dialect.importsOf(statement)) imports.set(local, origin)
  }
  const bindings = new Map<string, Node[]>()
  for (const node of bindingNodes)
    for (const { target, value } of targetsOf(dialect, node)) {
      const written = text.slice(target.startIndex, Math.min(target.endIndex, target.startIndex + 200))
      // PHP's `$this->salt` is declared as `$salt`.
      const isField = node.type === 'property_element'
      const known = spelled(dialect, isField ? written.slice(1) : written)
      const values = bindings.get(known)
      if (values) values.push(value)
      else bindings.set(known, [value])
    }
  const functions = functionsOf(text, dialect, captures, bindings)
  const calls = byText(
    text,
    captures.filter(({ name }) => name === 'call').map(({ node }) => node),
  )
  const source: Source = {
    text,
    path,
    dialect,
    root,
    imports,
    bindings,
    functions,
    calls,
    effort: { left: mostSteps },
  }
  // `const h = crypto.createHash` is an import of sorts.
  for (const [local, values] of bindings) {
    const [value] = values
    if (values.length === 1 && value && dialect.members[value.type] && !dialect.calls.has(value.type))
      if (!imports.has(local) && /^[\w$]+$/.test(local))
        imports.set(local, resolvePath(source, spelled(dialect, memberPath(source, value))))
  }
  return source
}

/**
 * What a binding sets, one by one: `a, b = 1, 2` sets two, and where one call gives several values the first is the one that
 * counts, as in Go. What gets no value here gets one elsewhere.
 */
function targetsOf(dialect: Dialect, node: Node): readonly { readonly target: Node; readonly value: Node }[] {
  const [left, right] = dialect.bindings[node.type]!
  const targets = listed(fieldOf({ dialect }, node, left))
  const values = listed(fieldOf({ dialect }, node, right))
  if (targets.length !== values.length && values.length !== 1) return []
  return values.flatMap((value, at) => {
    const target = targets[at]
    return target === undefined ? [] : [{ target, value }]
  })
}

const listed = (node: Node | null): readonly Node[] => {
  if (node === null) return []
  return lists.has(node.type) ? node.namedChildren.filter((one) => one !== null) : [node]
}

const lists: ReadonlySet<string> = new Set([
  'expression_list',
  'pattern_list',
  'left_assignment_list',
  'right_assignment_list',
])

/** A method is known by its own name, whatever it is assigned to. */
function functionsOf(
  text: string,
  dialect: Dialect,
  captures: readonly QueryCapture[],
  bindings: ReadonlyMap<string, readonly Node[]>,
): ReadonlyMap<string, readonly Node[]> {
  const declared = captures.filter(({ name }) => name === 'function').map(({ node }) => node)
  const functions = new Map<string, Node[]>()
  for (const [name, nodes] of byText(text, declared))
    functions.set(
      name,
      nodes.flatMap(
        ({ parent }) => (parent?.type === 'pair' ? parent.childForFieldName('value') : parent) ?? [],
      ),
    )
  for (const [path, values] of bindings)
    for (const value of values)
      if (dialect.functions.has(value.type)) {
        const name = path.slice(path.lastIndexOf('.') + 1)
        functions.set(name, [...(functions.get(name) ?? []), value])
      }
  return functions
}

function byText(text: string, nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const map = new Map<string, Node[]>()
  for (const node of nodes) {
    const name = text.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 200))
    const known = map.get(name)
    if (known) known.push(node)
    else map.set(name, [node])
  }
  return map
}

const memberPath = ({ text }: Source, node: Node): string => {
  const path = text.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 200))
  return /^[\w$.]+(?:::\w+)*$/.test(path) ? path : '?'
}
