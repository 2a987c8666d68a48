import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleePath, enclosing, pathOf, type Source, textOf, unquote } from './source.ts'

const deepest = 8

/**
 * The text of a literal, also through a constant of this file and through what only turns it into bytes
 * (`Buffer.from('…')`, `"…".getBytes()`, `[]byte("…")`); undefined where it is not known.
 */
export function constantText(source: Source, node: Node | null, depth = 0): string | undefined {
  if (node === null || depth > deepest) return undefined
  const { dialect } = source
  if (dialect.strings.has(node.type)) return literalText(source, node)
  if (dialect.names.has(node.type)) return constantText(source, boundValue(source, node), depth + 1)
  if (dialect.calls.has(node.type)) return convertedText(source, node, depth)
  if (node.type === 'type_conversion_expression')
    return constantText(source, node.childForFieldName('operand'), depth + 1)
  if (node.type === 'binary_expression' || node.type === 'binary_operator') {
    const left = constantText(source, node.childForFieldName('left'), depth + 1)
    const right =
      left === undefined ? undefined : constantText(source, node.childForFieldName('right'), depth + 1)
    return right === undefined || node.childForFieldName('operator')?.type !== '+' ? undefined : left! + right
  }
  return node.namedChildCount === 1 && transparent.has(node.type)
    ? constantText(source, node.namedChild(0), depth + 1)
    : undefined
}

const transparent: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'non_null_expression',
  'satisfies_expression',
  'expression_list',
  'literal_element',
])

/** Undefined where something is put into it at run time. */
function literalText(source: Source, node: Node): string | undefined {
  const isFilled = node.namedChildren.some(
    (one) => one?.type === 'template_substitution' || one?.type === 'interpolation',
  )
  return isFilled ? undefined : unquote(textOf(source, node))
}

/** Functions that turn their first argument into bytes, or into a key. */
const convertingFunctions =
  /(?:^|\.)(?:Buffer\.from|Buffer|TextEncoder\(\)\.encode|bytes|bytearray|bytes\.fromhex|unhexlify|a2b_hex|b64decode|b64encode|str|String|DecodeString|decodeHex|CryptoJS\.enc\.\w+\.parse|(?:Utf8|Hex|Latin1)\.parse|getDecoder\(\)\.decode|byte|SecretKeySpec|asKey|createSecretKey|sprintf|force_bytes|to_bytes)$/
/** Methods that give their object another form. */
const convertingMethods =
  /\.(?:encode|decode|getBytes|toCharArray|toString|toLowerCase|toUpperCase|lower|upper|strip|trim)$/

function convertedText(source: Source, call: Node, depth: number): string | undefined {
  const path = calleePath(source, call)
  if (convertingFunctions.test(path))
    return constantText(source, argumentsOf(source, call)[0]?.value ?? null, depth + 1)
  if (!convertingMethods.test(path)) return undefined
  const callee = call.childForFieldName('function') ?? call
  const object = callee.childForFieldName('object') ?? callee.childForFieldName('operand')
  return constantText(source, object, depth + 1)
}

const mostBindings = 12

/** The one value that a name has where it stands; null where there is none, several, or it is a parameter. */
export function boundValue(source: Source, node: Node): Node | null {
  const name = textOf(source, node)
  const known = source.bindings.get(name) ?? []
  // Of a name that is used everywhere, as in minified code, nothing would be learned, and slowly.
  if (known.length === 0 || known.length > mostBindings) return null
  const functions = functionsAround(source, node)
  const values = known.filter((value) => {
    const owner = enclosing(value, source.dialect.functions)
    return owner === null || functions.some((one) => one.id === owner.id)
  })
  if (values.length !== 1) return null
  return functions.some((one) => isParameter(source, one, name)) ? null : values[0]!
}

function functionsAround({ dialect }: Source, node: Node): readonly Node[] {
  const all: Node[] = []
  let around = enclosing(node, dialect.functions)
  while (around !== null && all.length < deepest) {
    all.push(around)
    around = enclosing(around.parent, dialect.functions)
  }
  return all
}

function isParameter(source: Source, holder: Node, name: string): boolean {
  const parameters = holder.childForFieldName('parameters') ?? holder.childForFieldName('parameter')
  if (parameters === null || !/^[\w$]{1,100}$/.test(name)) return false
  // A default value is no name, and a constant may well be one.
  const written = textOf(source, parameters)
    .slice(0, 2000)
    .replaceAll(/=[^,)]*/g, '')
  return new Set(written.match(/[\w$]+/g)).has(name)
}

/** A node, or the one value of the name that it is. */
export function followName(source: Source, node: Node): Node {
  return source.dialect.names.has(node.type) ? (boundValue(source, node) ?? node) : node
}

/** The value of a number, also through a constant of this file and simple arithmetic; undefined where it is not known. */
export function constantNumber(source: Source, node: Node | null, depth = 0): number | undefined {
  if (node === null || depth > deepest) return undefined
  const { dialect } = source
  if (dialect.numbers.has(node.type)) return readNumber(textOf(source, node))
  if (dialect.names.has(node.type)) return constantNumber(source, boundValue(source, node), depth + 1)
  if (node.type === 'binary_expression' || node.type === 'binary_operator') {
    const left = constantNumber(source, node.childForFieldName('left'), depth + 1)
    const right = constantNumber(source, node.childForFieldName('right'), depth + 1)
    const operator = node.childForFieldName('operator')?.type
    return left === undefined || right === undefined ? undefined : calculate(operator, left, right)
  }
  return transparent.has(node.type) ? constantNumber(source, node.namedChild(0), depth + 1) : undefined
}

function readNumber(text: string): number | undefined {
  const value = Number(text.replaceAll('_', '').replace(/[lLnfFdD]$/, ''))
  return Number.isNaN(value) ? undefined : value
}

const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  '*': (left, right) => left * right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '/': (left, right) => left / right,
  '**': (left, right) => left ** right,
  '<<': (left, right) => left * 2 ** right,
}

const calculate = (operator: string | undefined, left: number, right: number): number | undefined =>
  operator === undefined ? undefined : operations[operator]?.(left, right)

/** The value of `name` among a call's options: a named argument, or a property of an object literal that is passed. */
export function optionOf(source: Source, call: Node, name: string): Node | undefined {
  for (const argument of argumentsOf(source, call)) {
    if (argument.name === name) return argument.value
    const object = followName(source, argument.value)
    if (object.type === 'object') {
      const found = propertyOf(source, object, name)
      if (found) return found
    }
  }
  return undefined
}

export function propertyOf(source: Source, object: Node, name: string): Node | undefined {
  for (const pair of object.namedChildren) {
    if (pair?.type === 'shorthand_property_identifier' && textOf(source, pair) === name) return pair
    if (pair?.type !== 'pair') continue
    const key = pair.childForFieldName('key')
    if (key !== null && unquote(textOf(source, key)) === name)
      return pair.childForFieldName('value') ?? undefined
  }
  return undefined
}

export const isTrue = (source: Source, node: Node | null | undefined): boolean =>
  node != null && /^(?:true|True)$/.test(textOf(source, followName(source, node)))

export const isFalse = (source: Source, node: Node | null | undefined): boolean =>
  node != null && /^(?:false|False|!1)$/.test(textOf(source, followName(source, node)))

export { pathOf }
