import type { Node } from 'web-tree-sitter'
import { holderOfParameter } from './functions.ts'
import { armValue, reach, type ValueOf } from './conditions.ts'
import { spelled } from './dialect.ts'
import { enclosing, type Source, textOf } from './source.ts'

const deepest = 8
const mostBindings = 100
/** A variable that is set in more places is a state, not a choice. */
const mostChoices = 4

/** The one value that a name has where it stands; null where there is none, several, or it is a parameter. */
export function boundValue(source: Source, node: Node): Node | null {
  const values = boundValues(source, node)
  return values.length === 1 ? values[0]! : null
}

/** What a name is set to where it stands, in the nearest function around that sets it; nothing for a parameter. */
export function boundValues(source: Source, node: Node): readonly Node[] {
  const values = valuesAt(source, node)
  for (const value of values) source.followed.push(value.startIndex)
  return values
}

function valuesAt(source: Source, node: Node): readonly Node[] {
  const name = spelled(source.dialect, textOf(source, node))
  const known = source.bindings.get(name) ?? []
  // Of a name that is used everywhere, as in minified code, nothing would be learned, and slowly.
  if (known.length === 0 || known.length > mostBindings) return []
  if (source.dialect.shared?.has(node.type)) return known.length > mostChoices ? [] : known
  const owners = ownersOf(source, name, known)
  const parameterOf = holderOfParameter(source, node, name)
  const own = enclosing(node, source.dialect.functions)?.id
  for (const around of functionsAround(source, node)) {
    const values = known.filter((_, at) => owners[at] === around?.id)
    if (around !== undefined && around.id === parameterOf?.id) return []
    const reaching = around?.id === own ? reachingValues(source, node, values) : values
    if (around === undefined) return few([...reaching, ...valuesSetElsewhere(source, node, known)])
    if (reaching.length > 0) return few(reaching)
  }
  return []
}

/** The function that each value of a name is given in; asked again and again of a name that many functions have. */
function ownersOf(source: Source, name: string, known: readonly Node[]): readonly (number | undefined)[] {
  const all = owning.get(source) ?? new Map<string, readonly (number | undefined)[]>()
  owning.set(source, all)
  const owners = all.get(name) ?? known.map((value) => enclosing(value, source.dialect.functions)?.id)
  all.set(name, owners)
  return owners
}

const owning = new WeakMap<Source, Map<string, readonly (number | undefined)[]>>()

const few = (values: readonly Node[]): readonly Node[] => (values.length > mostChoices ? [] : values)

const conditional =
  /^(?:if|elif|else|for|enhanced_for|while|switch|case|default_case|expression_case|type_case|catch|except|match|when|unless|rescue|conditional|ternary)(?:_|$)/
const loop = /^(?:for|enhanced_for|while|do|foreach|until)(?:_|$)/

/**
 * What a parameter is set to inside its function before the place where it stands; and whether what was handed over may still be in
 * it there.
 */
export function valuesOfParameter(
  source: Source,
  node: Node,
  holder: Node,
): { readonly values: readonly Node[]; readonly mayBeGiven: boolean } {
  const name = textOf(source, node)
  const known = source.bindings.get(name) ?? []
  const owners = known.length > mostBindings ? [] : ownersOf(source, name, known)
  const before = known.filter((one, at) => owners[at] === holder.id && one.endIndex <= node.startIndex)
  if (enclosing(node, source.dialect.functions)?.id !== holder.id) return { values: [], mayBeGiven: true }
  const last = before.findLastIndex((one) => isSurelySet(source, one, node))
  return { values: few(before.slice(Math.max(0, last))), mayBeGiven: last < 0 }
}

/**
 * Of the values that a name is given in one function those that it may still have where it stands: what is set anew on every way to
 * there is gone, and what is set later counts within a loop alone.
 * @param values all in the function that the name stands in
 */
export function reachingValues(source: Source, use: Node, values: readonly Node[]): readonly Node[] {
  if (values.length < 2) return values
  const others = values.filter(
    (one) =>
      (use.startIndex < one.startIndex || use.startIndex >= one.endIndex) &&
      reach(source, one, use, writtenValue) !== 'never',
  )
  const before = others.filter((one) => one.startIndex < use.startIndex)
  if (before.length === 0) return values
  const again = others.filter((one) => one.startIndex > use.startIndex && isInLoop(one, use))
  const last = before.findLastIndex((one) => isSurelySet(source, one, use))
  return [...before.slice(Math.max(0, last)), ...again]
}

/** Whether whatever comes to the use has come by the value. */
function isSurelySet(source: Source, value: Node, use: Node): boolean {
  let node = value
  for (let { parent } = node; parent !== null; { parent } = node) {
    if (parent.startIndex <= use.startIndex && use.endIndex <= parent.endIndex) return true
    if (conditional.test(parent.type) && armValue(source, parent, node, writtenValue) !== true) return false
    node = parent
  }
  return false
}

/** A literal, also of a name that is set once in the file: enough for `int choice = 2; if (choice > 1)`. */
const writtenValue: ValueOf = (source, node) => {
  const { dialect } = source
  const set = dialect.names.has(node.type) ? (source.bindings.get(textOf(source, node)) ?? []) : []
  const literal = set.length === 1 ? set[0]! : node
  // Whoever counts up sets a name as well.
  if (literal !== node && isCounted(source, textOf(source, node))) return undefined
  if (dialect.numbers.has(literal.type)) return Number(textOf(source, literal))
  if (/^true$/i.test(literal.type)) return true
  return /^false$/i.test(literal.type) ? false : undefined
}

const isCounted = (source: Source, name: string): boolean =>
  new RegExp(
    String.raw`(?:\+\+|--)\s*${name.replaceAll(/\W/g, '')}\b|\b${name.replaceAll(/\W/g, '')}\s*(?:\+\+|--|[-+*/%&|^]=|<<=|>>=)`,
  ).test(source.text)

function isInLoop(value: Node, use: Node): boolean {
  for (let node = value.parent; node !== null; node = node.parent)
    if (loop.test(node.type) && node.startIndex <= use.startIndex && use.endIndex <= node.endIndex)
      return true
  return false
}

const declaring: ReadonlySet<string> = new Set([
  'variable_declarator',
  'short_var_declaration',
  'var_spec',
  'const_spec',
])

/** What other functions set a variable of the file or a field of the class to; in Python such a name is another one. */
function valuesSetElsewhere(source: Source, node: Node, known: readonly Node[]): readonly Node[] {
  if (source.dialect.language === 'python') return []
  const name = textOf(source, node)
  const type = enclosing(node, source.dialect.classes)?.id
  const functions = known.map((value) => enclosing(value, source.dialect.functions))
  const isLocal = (holder: Node): boolean =>
    holderOfParameter(source, holder.childForFieldName('body') ?? holder, name) !== null ||
    known.some((value, at) => functions[at]?.id === holder.id && declaring.has(bindingAround(value)))
  return known.filter((value, at) => {
    const holder = functions[at]
    return holder != null && enclosing(value, source.dialect.classes)?.id === type && !isLocal(holder)
  })
}

const bindingAround = ({ parent }: Node): string =>
  (parent?.type === 'expression_list' ? parent.parent : parent)?.type ?? ''

/** From the inside out; undefined for the file. */
function functionsAround({ dialect }: Source, node: Node): readonly (Node | undefined)[] {
  const all: Node[] = []
  let around = enclosing(node, dialect.functions)
  while (around !== null && all.length < deepest) {
    all.push(around)
    around = enclosing(around.parent, dialect.functions)
  }
  return [...all, undefined]
}
