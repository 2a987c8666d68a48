import type { Node } from 'web-tree-sitter'
import { type Dialect, spelled } from './dialect.ts'

/** A parsed file as rules see it. */
export interface Source {
  readonly text: string
  readonly path: string
  readonly dialect: Dialect
  readonly root: Node
  /** What a local name was imported as: `h` → `crypto.createHash`. */
  readonly imports: ReadonlyMap<string, string>
  /** Every value that a name is given anywhere in the file. */
  readonly bindings: ReadonlyMap<string, readonly Node[]>
  /** The functions that are declared or assigned in the file, by name. */
  readonly functions: ReadonlyMap<string, readonly Node[]>
  /** Where a literal of a type sets a field of that name: the name itself. */
  readonly fields: ReadonlyMap<string, readonly Node[]>
  /** Where something of that name is called: the name itself. */
  readonly calls: ReadonlyMap<string, readonly Node[]>
  /**
   * How many more steps may be taken from value to value in this file: counted, so that no clock decides what is found, and for
   * all rules together, so that a file that was made to have many ways costs no more than others.
   */
  readonly effort: { left: number }
  /** Where the expressions begin that were looked at to know a value, the nearest first; offsets in UTF-16 units. */
  readonly followed: number[]
}

/** A child by its name in the grammar, or in our own tables for a grammar that does not name it. */
export const fieldOf = ({ dialect }: Pick<Source, 'dialect'>, node: Node, name: string): Node | null =>
  node.childForFieldName(name) ?? dialect.fields?.[node.type]?.[name]?.(node) ?? null

export const textOf = ({ text }: Source, node: Node): string => text.slice(node.startIndex, node.endIndex)

/** A hostile file may nest as deep as it is long. */
const deepest = 30

/**
 * The dotted path of an expression as it is written: `crypto.createHash().update` for `crypto.createHash('md5').update`.
 * What has no name is `?`.
 */
export function writtenPath(source: Source, node: Node | null, depth = 0): string {
  if (node === null || depth > deepest) return '?'
  const { dialect } = source
  const { type } = node
  if (dialect.names.has(type)) return spelled(dialect, textOf(source, node))
  if (dialect.calls.has(type) && !isRead(dialect, node))
    return requiredBy(source, node) ?? `${calleePath(source, node, depth)}()`
  const member = dialect.members[type]
  if (member !== undefined && member[0] !== '') return memberPath(source, node, member, depth)
  if (type === 'scoped_type_identifier') return textOf(source, node).slice(0, 300)
  const index = dialect.indexes[type]
  if (index !== undefined) {
    const key = fieldOf(source, node, index[1])
    const isName = key !== null && dialect.strings.has(key.type)
    return `${writtenPath(source, fieldOf(source, node, index[0]), depth + 1)}.${isName ? unquote(textOf(source, key)) : '?'}`
  }
  if (wrappers.has(type)) return writtenPath(source, node.namedChild(0), depth + 1)
  return '?'
}

/** `require('crypto')` right where it is used. */
function requiredBy({ dialect, text }: Source, call: Node): string | undefined {
  if (dialect.language !== 'javascript' || !text.startsWith('require', call.startIndex)) return undefined
  const written = text.slice(call.startIndex, Math.min(call.endIndex, call.startIndex + 200))
  return /^require\(\s*['"](?:node:)?(?<from>[^'"]+)['"]\s*\)$/.exec(written)?.groups?.['from']
}

/** Of something without an object the name alone: Ruby's `::Digest`. */
function memberPath(source: Source, node: Node, [of, own]: readonly [string, string], depth: number): string {
  const object = fieldOf(source, node, of)
  const last = name(source, fieldOf(source, node, own))
  return object === null ? last : `${writtenPath(source, object, depth + 1)}.${last}`
}

/** A call that is written as a property is read, as Ruby's may be: nothing is handed over. */
export const isRead = (dialect: Dialect, node: Node): boolean =>
  dialect.calls.has(node.type) &&
  dialect.members[node.type] !== undefined &&
  node.childForFieldName('arguments') === null &&
  node.childForFieldName('block') === null

/** The path of what a call calls, without the parentheses of this call. */
export function calleePath(source: Source, call: Node, depth = 0): string {
  const { dialect } = source
  const member = dialect.members[call.type]
  if (member !== undefined) return memberPath(source, call, member, depth)
  for (const field of dialect.calleeFields) {
    const callee = fieldOf(source, call, field)
    if (callee !== null) return writtenPath(source, callee, depth + 1)
  }
  const type = fieldOf(source, call, 'type')
  if (type !== null) return textOf(source, type).replace(/<.*/s, '').slice(0, 300)
  return '?'
}

/** PHP's static properties have the mark of a variable. */
const name = (source: Source, node: Node | null): string => {
  if (node === null) return '?'
  const text = textOf(source, node)
  return node.type === 'variable_name' ? text.replace(/^\$/, '') : text.replace(/<.*/s, '')
}

/** Nodes that stand for the one expression in them. */
const wrappers: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'await_expression',
  'await',
  'as_expression',
  'non_null_expression',
  'satisfies_expression',
  'expression_list',
  'generic_name',
  'postfix_unary_expression',
])

/** The path with the first name replaced by what it was imported as. */
export function resolvePath({ imports }: Source, path: string): string {
  const end = path.search(/[.(]/)
  const first = end < 0 ? path : path.slice(0, end)
  const origin = imports.get(first)
  return origin === undefined ? path : origin + path.slice(first.length)
}

/** As `writtenPath`, with imports resolved. */
export const pathOf = (source: Source, node: Node | null): string =>
  resolvePath(source, writtenPath(source, node))

/** The arguments of a call, named ones too. */
export interface Argument {
  readonly name: string | undefined
  readonly value: Node
}

export function argumentsOf(source: Source, call: Node): readonly Argument[] {
  const list = fieldOf(source, call, 'arguments')
  if (list === null) return []
  const { argumentNodes } = source.dialect
  if (argumentNodes !== undefined) return wrappedArguments(source, list, argumentNodes)
  return list.namedChildren.flatMap((value): readonly Argument[] => {
    if (value === null || value.type === 'comment') return []
    if (value.type !== 'keyword_argument' && value.type !== 'pair') return [{ name: undefined, value }]
    const own = value.childForFieldName('value')
    const key = value.childForFieldName('name') ?? value.childForFieldName('key')
    return own === null || key === null ? [] : [{ name: unquote(textOf(source, key)), value: own }]
  })
}

function wrappedArguments(
  source: Source,
  list: Node,
  argumentNodes: ReadonlySet<string>,
): readonly Argument[] {
  // A function that stands behind the parentheses.
  const nodes = argumentNodes.has(list.type) ? [list] : list.namedChildren
  return nodes.flatMap((one): readonly Argument[] => {
    const value = one === null || !argumentNodes.has(one.type) ? null : fieldOf(source, one, 'value')
    if (one === null || value === null) return []
    const key = fieldOf(source, one, 'name')
    return [{ name: key === null ? undefined : textOf(source, key), value }]
  })
}

/** What a method is called on. */
export function receiverOf(source: Source, call: Node): Node | null {
  const callee = source.dialect.calleeFields
    .map((field) => fieldOf(source, call, field))
    .find((one) => one !== null)
  const own = callee ?? call
  const member = source.dialect.members[own.type]
  return member === undefined || member[0] === '' ? null : fieldOf(source, own, member[0])
}

/** A text without its quotes, or Ruby's symbol without its colon. */
export const unquote = (text: string): string =>
  text
    .replace(/^:(?=[A-Za-z_"'])/, '')
    .replace(
      /^(?:[A-Za-z]{0,2}|[@$]{1,3})(?<quote>"""|'''|["'`])(?<body>[\s\S]*)\k<quote>(?:u8)?$/i,
      '$<body>',
    )

/** The nearest node around it, or itself, of one of these types. */
export function enclosing(node: Node | null, types: ReadonlySet<string>): Node | null {
  let current = node
  while (current !== null && !types.has(current.type)) current = current.parent
  return current
}

/** What a function is called: by its own name, or by that of what it is assigned to. */
export function functionName(source: Source, node: Node): string {
  const own = node.childForFieldName('name')
  if (own !== null) return textOf(source, own)
  const { parent } = node
  const binding = parent === null ? undefined : source.dialect.bindings[parent.type]
  const target = binding === undefined ? null : fieldOf(source, parent!, binding[0])
  return target === null ? '' : spelled(source.dialect, textOf(source, target).slice(0, 200))
}
