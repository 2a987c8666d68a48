import type { Node, QueryCapture } from 'web-tree-sitter'
import { dialectOf } from './dialects/index.ts'
import { forgetGrammar, loadedGrammar } from './grammars.ts'
import { type Grammar, languageOf } from './language.ts'
import { resolvePath, type Source } from './source.ts'

/** Code is written by people; what is larger is data or generated, and would take seconds. In UTF-16 units. */
export const mostCode = 1 << 20
/** Rests of the parser (it asks once for about a hundred steps): some seconds. Counted, so that no clock decides. */
const mostRests = 200_000
const mostCaptures = 200_000

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
  const loaded = loadedGrammar(grammar)
  if (loaded === undefined) throw new Error(`the grammar ${grammar} was not loaded`)
  let rests = 0
  const isTooLong = (): boolean => (rests += 1) > mostRests
  try {
    loaded.parser.reset()
    const tree = loaded.parser.parse(text, null, { progressCallback: isTooLong })
    if (tree === null) return tooSlow
    try {
      if (!isReadable(tree.rootNode)) return notCode
      const captures = loaded.query.captures(tree.rootNode, { progressCallback: isTooLong })
      if (rests > mostRests || captures.length > mostCaptures) return tooSlow
      return use({ source: sourceOf(grammar, text, path, tree.rootNode, captures), captures })
    } finally {
      tree.delete()
    }
  } catch (error) {
    // WebAssembly has run out of memory or stack, and so may its state be.
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error
    forgetGrammar(grammar)
    return tooSlow
  }
}

const tooLarge = { code: 'code-too-large', reason: 'It is too large to be read as code (more than 1 MB).' }
const tooSlow = { code: 'code-too-deep', reason: 'It is too deeply nested, or too much, to be read as code.' }
const notCode = { code: 'code-not-parsed', reason: 'It could not be parsed as what its name says it is.' }

/** A grammar recovers from errors; where most of a text is one, what it found in it means nothing. */
function isReadable(root: Node): boolean {
  if (!root.hasError) return true
  if (root.type === 'ERROR') return false
  const broken = root.children.reduce(
    (sum, one) => sum + (one?.type === 'ERROR' ? one.endIndex - one.startIndex : 0),
    0,
  )
  return broken * 2 < root.endIndex - root.startIndex
}

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
  for (const node of bindingNodes) {
    const [left, right] = dialect.bindings[node.type]!
    const target = node.childForFieldName(left)
    const given = node.childForFieldName(right)
    const value =
      given?.type === 'expression_list' && given.namedChildCount === 1 ? given.namedChild(0) : given
    if (target === null) continue
    const known = text.slice(target.startIndex, Math.min(target.endIndex, target.startIndex + 200))
    // `x = a.x` would else be followed for ever; what gets no value here gets one elsewhere.
    if (value === null) continue
    const values = bindings.get(known)
    if (values) values.push(value)
    else bindings.set(known, [value])
  }
  const source: Source = { text, path, dialect, root, imports, bindings }
  // `const h = crypto.createHash` is an import of sorts.
  for (const [local, values] of bindings) {
    const [value] = values
    if (values.length === 1 && value && dialect.members[value.type] && !dialect.calls.has(value.type))
      if (!imports.has(local) && /^[\w$]+$/.test(local))
        imports.set(local, resolvePath(source, memberPath(source, value)))
  }
  return source
}

const memberPath = ({ text }: Source, node: Node): string => {
  const path = text.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 200))
  return /^[\w$.]+$/.test(path) ? path : '?'
}
