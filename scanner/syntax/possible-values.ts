import type { Node } from 'web-tree-sitter'
import { boundValues, reachingValues, valuesOfParameter } from './bindings.ts'
import {
  argumentFor,
  calledFunctions,
  callersOf,
  holderOfParameter,
  parametersOf,
  returnsOf,
} from './functions.ts'
import { entriesOf } from './entries.ts'
import { fieldValues } from './fields.ts'
import { keptValues } from './kept-values.ts'
import { enclosing, isRead, type Source, textOf, unquote, writtenPath } from './source.ts'

/** A value that came a longer way than this is not told. */
const deepest = 5
const mostValues = 12
const mostSeen = 40

/**
 * The expressions of this file that a node may have its value from: what a name was set to, what callers give for a parameter,
 * what a function gives back, both sides of a choice. The node itself where nothing is known.
 */
export function possibleValues(source: Source, node: Node): readonly Node[] {
  const found: Node[] = []
  const seen = new Set<number>([node.id])
  let front: readonly Node[] = [node]
  for (let depth = 0; front.length > 0 && found.length < mostValues; depth += 1) {
    const next: Node[] = []
    for (const one of front) {
      source.effort.left -= 1
      const isEnd = depth > deepest || source.effort.left <= 0
      const origins = isEnd ? [] : originsOf(source, one)
      if (origins.length === 0) found.push(one)
      for (const origin of origins)
        if (!seen.has(origin.id) && seen.size < mostSeen) {
          seen.add(origin.id)
          source.followed.push(origin.startIndex)
          next.push(origin)
        }
    }
    front = next
  }
  return found.slice(0, mostValues)
}

/** One step back. */
function originsOf(source: Source, node: Node): readonly Node[] {
  const { dialect } = source
  if (dialect.names.has(node.type)) {
    const values = boundValues(source, node).filter((one) => one.id !== node.id)
    if (values.length > 0) return values
    const given = givenFor(source, node)
    return given.length > 0 ? given : givenBack(source, node)
  }
  if (dialect.calls.has(node.type) && !isRead(dialect, node)) {
    const called = calledFunctions(source, node)
    return called.length === 0
      ? keptValues(source, node)
      : called.flatMap((one) => returnsOf(source, one).map((given) => handedOver(source, node, one, given)))
  }
  if (dialect.indexes[node.type] !== undefined) return elementsOf(source, node)
  if (dialect.members[node.type] !== undefined) return memberValues(source, node)
  const sides = choices[node.type]
  if (sides !== undefined) return sides(node).filter((one) => one !== null)
  return cuts.has(node.type) ? [cutFrom(node)].filter((one) => one !== null) : []
}

/** What a helper gives back as it is was given by this very call, whatever others gave. */
function handedOver(source: Source, call: Node, holder: Node, returned: Node): Node {
  if (!source.dialect.names.has(returned.type)) return returned
  const name = textOf(source, returned)
  const isSetAnew = (source.bindings.get(name) ?? []).some((one) => isInside(one, holder))
  return (isSetAnew ? null : argumentFor(source, call, holder, name)) ?? returned
}

const isInside = (node: Node, holder: Node): boolean =>
  node.startIndex >= holder.startIndex && node.endIndex <= holder.endIndex

/** `names[i]` of a list that was written down is any of it. */
function elementsOf(source: Source, node: Node): readonly Node[] {
  const cut = cuts.has(node.type) ? cutFrom(node) : null
  if (cut !== null) return [cut]
  const object = node.childForFieldName(source.dialect.indexes[node.type]![0])
  const known = object !== null && source.dialect.names.has(object.type) ? boundValues(source, object) : []
  const list = known.length === 1 ? known[0]! : null
  const key = node.childForFieldName(source.dialect.indexes[node.type]![1])
  if (list !== null && key !== null && source.dialect.strings.has(key.type))
    return propertyValue(source, list, unquote(textOf(source, key)))
  if (
    list === null ||
    !/^(?:array|list|tuple|array_initializer|composite_literal|array_creation_expression)$/.test(list.type)
  )
    return []
  const items = list.childForFieldName('body') ?? list.childForFieldName('value') ?? list
  return items.namedChildren
    .flatMap((one) => (one?.type === 'literal_element' ? one.namedChild(0) : one) ?? [])
    .filter((one) => source.dialect.strings.has(one.type))
    .slice(0, mostValues)
}

const choices: Readonly<Record<string, (node: Node) => readonly (Node | null)[]>> = {
  ternary_expression: (node) => [
    node.childForFieldName('consequence'),
    node.childForFieldName('alternative'),
  ],
  // Python says the condition in the middle, the others first; PHP's `a ?: 'b'` falls back to a text, and does not choose it.
  conditional_expression: (node) => {
    if (node.childForFieldName('condition') === null) return [node.namedChild(0), node.namedChild(2)]
    const first = node.childForFieldName('consequence') ?? node.childForFieldName('body')
    return first === null ? [] : [first, node.childForFieldName('alternative')]
  },
  conditional: (node) => [node.childForFieldName('consequence'), node.childForFieldName('alternative')],
  if_expression: (node) => node.namedChildren.slice(1).map(onlyIn),
  arrow_expression_clause: (node) => [node.namedChild(0)],
  parenthesized_statements: (node) => [node.namedChild(0)],
  parenthesized_expression: (node) => [node.namedChild(0)],
  // Go's address of a value, and what is there.
  unary_expression: (node) =>
    /^[&*]$/.test(node.childForFieldName('operator')?.type ?? '') ? [node.childForFieldName('operand')] : [],
}

/** What Ruby's method of the file gives that is called without arguments, which reads like a variable. */
function givenBack(source: Source, node: Node): readonly Node[] {
  if (source.dialect.language !== 'ruby' || node.type !== 'identifier') return []
  const known = source.functions.get(textOf(source, node)) ?? []
  return known.length === 1 ? returnsOf(source, known[0]!) : []
}

/** `{ "x" }` is a block in Kotlin, and has its value. */
const onlyIn = (node: Node | null): Node | null =>
  node?.type === 'block' ? (node.namedChildCount === 1 ? node.namedChild(0) : null) : node

/** A part of fixed bytes is fixed. */
const cuts: ReadonlySet<string> = new Set(['slice_expression', 'subscript'])

function cutFrom(node: Node): Node | null {
  if (node.type === 'slice_expression') return node.childForFieldName('operand')
  return node.childForFieldName('subscript')?.type === 'slice' ? node.childForFieldName('value') : null
}

/** What callers give for a parameter, and what it is where they give nothing. */
function givenFor(source: Source, node: Node): readonly Node[] {
  const name = textOf(source, node)
  const holder = holderOfParameter(source, node, name)
  if (holder === null) return []
  const { values, mayBeGiven } = valuesOfParameter(source, node, holder)
  if (!mayBeGiven) return values
  const fallback = parametersOf(source, holder).find((one) => one.name === name)?.fallback ?? null
  // A parameter that is handed on to its own function would be followed for ever.
  const given = callersOf(source, holder)
    .filter((call) => call.startIndex < holder.startIndex || call.startIndex >= holder.endIndex)
    .map((call) => argumentFor(source, call, holder, name))
  return [...values, ...given, fallback].filter((one) => one !== null)
}

/** `this.key`, `settings.key`, `Settings.KEY`: what it was set to, or says in the object that was written down. */
function memberValues(source: Source, node: Node): readonly Node[] {
  const path = writtenPath(source, node)
  const direct = directValues(source, node, path)
  if (direct.length > 0) return direct.length === 1 ? direct : []
  const [object, name, ...more] = path.split('.')
  if (object === undefined || name === undefined) return []
  if (more.length > 0) return nestedValues(source, object, [name, ...more])
  if (source.fields.has(name)) return fieldValues(source, node, object, name)
  const type = enclosing(node, source.dialect.classes)
  const isOwn =
    /^(?:\$?this|self|static|cls)$/.test(object) || (type !== null && object === nameOf(source, type))
  const fields = (source.bindings.get(name) ?? []).filter((one) => {
    const around = enclosing(one, source.dialect.classes)
    const inside = enclosing(one, source.dialect.functions)
    return (
      around !== null &&
      inside === null &&
      (isOwn ? around.id === type?.id : object === nameOf(source, around))
    )
  })
  if (fields.length > 0) return fields.length === 1 ? fields : []
  const literals = source.bindings.get(object) ?? []
  return literals.length === 1 ? propertyValue(source, literals[0]!, name) : []
}

/** `config.jwt.secret` of an object that was written down. */
function nestedValues(source: Source, object: string, names: readonly string[]): readonly Node[] {
  const literals = source.bindings.get(object) ?? []
  let values: readonly Node[] = literals.length === 1 ? literals : []
  for (const name of names.slice(0, deepest))
    values = values.flatMap((one) => propertyValue(source, one, name))
  return values
}

/** What is set by that path: in the same function before, or else anywhere in the file or, of an own field, in the class. */
function directValues(source: Source, node: Node, path: string): readonly Node[] {
  const { functions, classes } = source.dialect
  const type = /^(?:\$?this|self|static|cls)\./.test(path) ? enclosing(node, classes)?.id : undefined
  const all = (source.bindings.get(path) ?? []).filter(
    (one) => type === undefined || enclosing(one, classes)?.id === type,
  )
  const around = enclosing(node, functions)?.id
  const here = all.filter((one) => enclosing(one, functions)?.id === around)
  return here.length > 0 ? reachingValues(source, node, here) : all
}

function propertyValue(source: Source, object: Node, name: string): readonly Node[] {
  return entriesOf(source, object).flatMap(({ key, value }) => (key === name ? [value] : []))
}

const nameOf = (source: Source, type: Node): string => {
  const own = type.childForFieldName('name')
  return own === null ? '' : textOf(source, own)
}
