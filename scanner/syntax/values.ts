import type { Node } from 'web-tree-sitter'
import { boundValue } from './bindings.ts'
import { possibleValues } from './possible-values.ts'
import { spelled } from './dialect.ts'
import { entriesOf } from './entries.ts'
import { argumentsOf, calleePath, pathOf, receiverOf, type Source, textOf, unquote } from './source.ts'

const deepest = 8

/**
 * The text of a literal, also through a constant of this file and through what only turns it into bytes
 * (`Buffer.from('…')`, `"…".getBytes()`, `[]byte("…")`); undefined where it is not known.
 */
export function constantText(source: Source, node: Node | null): string | undefined {
  const texts = constantTexts(source, node)
  return texts.length === 1 ? texts[0] : undefined
}

/** As `constantText`, every text that it may be: of a parameter what callers in this file give, of a choice both sides. */
export function constantTexts(source: Source, node: Node | null, depth = 0): readonly string[] {
  if (node === null || depth > deepest || source.effort.left <= 0) return []
  const { dialect } = source
  if (dialect.strings.has(node.type)) return literalText(source, node)
  const values = possibleValues(source, node)
  if (values.length !== 1 || values[0]!.id !== node.id)
    return [...new Set(values.flatMap((one) => constantTexts(source, one, depth + 1)))].slice(0, mostTexts)
  if (dialect.calls.has(node.type)) return convertedTexts(source, node, depth)
  if (node.type === 'type_conversion_expression')
    return constantTexts(source, node.childForFieldName('operand'), depth + 1)
  if (isBinary(node)) {
    const [left] = constantTexts(source, node.childForFieldName('left'), depth + 1)
    const [right] =
      left === undefined ? [] : constantTexts(source, node.childForFieldName('right'), depth + 1)
    const operator = node.childForFieldName('operator')?.type
    return right === undefined || (operator !== '+' && operator !== '.') ? [] : [left! + right]
  }
  return node.namedChildCount === 1 && transparent.has(node.type)
    ? constantTexts(source, node.namedChild(0), depth + 1)
    : []
}

const mostTexts = 8

const isBinary = ({ type }: Node): boolean =>
  type === 'binary_expression' || type === 'binary_operator' || type === 'binary'

/** As `constantTexts`, of what may be configured also what is taken where nothing is: `props.getProperty("hash", "MD5")`. */
export function namedTexts(source: Source, node: Node | null): readonly string[] {
  if (node === null) return []
  const fallbacks = possibleValues(source, node).flatMap((one) => fallbackFor(source, one) ?? [])
  const texts = fallbacks.flatMap((one) => constantTexts(source, one))
  return [...new Set([...constantTexts(source, node), ...texts])].slice(0, mostTexts)
}

const configured =
  /(?:^|\.)(?:getProperty|getOrDefault|getenv|environ\.get|getString|optString|setdefault|(?:config|env|settings|options|conf|props|properties)\.get|env|config)$/

function fallbackFor(source: Source, node: Node): Node | undefined {
  const operator = node.childForFieldName('operator')?.type ?? ''
  if (/^(?:\|\||\?\?|or)$/.test(operator)) return node.childForFieldName('right') ?? undefined
  if (!source.dialect.calls.has(node.type)) return undefined
  const path = calleePath(source, node)
  const args = argumentsOf(source, node)
  if (path.endsWith('.orElse')) return args[0]?.value
  return configured.test(path) ? (args.find(({ name }) => name === 'default') ?? args[1])?.value : undefined
}

const transparent: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'non_null_expression',
  'satisfies_expression',
  'expression_list',
  'literal_element',
])

/** Nothing where something is put into it at run time. */
function literalText(source: Source, node: Node): readonly string[] {
  const isFilled = node.namedChildren.some(
    (one) =>
      one?.type === 'template_substitution' ||
      one?.type === 'interpolation' ||
      (node.type === 'encapsed_string' && !/^(?:string_content|escape_sequence)$/.test(one?.type ?? '')),
  )
  // Kotlin's grammar takes the short form for text.
  if (source.dialect.language === 'kotlin' && /(?<!\\)\$[A-Za-z_]/.test(textOf(source, node))) return []
  return isFilled ? [] : [unquote(textOf(source, node))]
}

/** Functions that turn their first argument into bytes, or into a key. */
const convertingFunctions =
  /^(?:str|String|bytes|bytearray)$|(?:^|\.)(?:Buffer\.from|Buffer|TextEncoder\(\)\.encode|bytes\.fromhex|unhexlify|a2b_hex|(?:urlsafe_|standard_)?b(?:16|32|64|85)(?:decode|encode)|DecodeString|decodeHex|CryptoJS\.enc\.\w+\.parse|(?:Utf8|Hex|Latin1)\.parse|getDecoder\(\)\.decode|byte|String\.valueOf|Arrays\.copyOf(?:Range)?|SecretKeySpec|asKey|createSecretKey|sprintf|force_bytes|to_bytes|(?:Encoding\.(?:UTF8|ASCII|Unicode|Default|Latin1|UTF32|BigEndianUnicode)|Encoding\.GetEncoding\(\)|(?:UTF8|ASCII|Unicode)Encoding\(\))\.GetBytes|Convert\.From(?:Base64|Hex)String|hex2bin|base64_decode|utf8_encode|Base64\.(?:strict_|urlsafe_)?decode64)$/
/** Methods that give their object another form. */
const convertingMethods =
  /\.(?:encode|decode|getBytes|toCharArray|toString|toLowerCase|toUpperCase|lower|upper|strip|trim|toByteArray|encodeToByteArray|trimIndent|ToCharArray|ToArray|ToLower(?:Invariant)?|ToUpper(?:Invariant)?|Trim|freeze|force_encoding|to_s|to_sym|downcase|upcase|dup|b)$/

function convertedTexts(source: Source, call: Node, depth: number): readonly string[] {
  const path = calleePath(source, call)
  if (convertingFunctions.test(path))
    return constantTexts(source, argumentsOf(source, call)[0]?.value ?? null, depth + 1)
  if (!convertingMethods.test(path)) return []
  return constantTexts(source, receiverOf(source, call), depth + 1)
}

/** A node, or the one value of the name that it is. */
export function followName(source: Source, node: Node): Node {
  return source.dialect.names.has(node.type) ? (boundValue(source, node) ?? node) : node
}

/**
 * The value of a number, also through variables, fields, callers and helpers of this file and simple arithmetic; undefined where it
 * is not known. Of several that it may have the least, which is the weakest of key sizes and costs.
 */
export function constantNumber(source: Source, node: Node | null, depth = 0): number | undefined {
  if (node === null || depth > deepest || source.effort.left <= 0) return undefined
  const { dialect } = source
  if (dialect.numbers.has(node.type)) return readNumber(textOf(source, node))
  const values = possibleValues(source, node)
  if (values.length !== 1 || values[0]!.id !== node.id) {
    const numbers = values.flatMap((one) => constantNumber(source, one, depth + 1) ?? [])
    return numbers.length === 0 ? undefined : Math.min(...numbers)
  }
  if (dialect.calls.has(node.type)) return parsedNumber(source, node)
  if (isBinary(node)) {
    const left = constantNumber(source, node.childForFieldName('left'), depth + 1)
    const right = constantNumber(source, node.childForFieldName('right'), depth + 1)
    const operator = node.childForFieldName('operator')?.type
    return left === undefined || right === undefined ? undefined : calculate(operator, left, right)
  }
  return transparent.has(node.type) ? constantNumber(source, node.namedChild(0), depth + 1) : undefined
}

/** `Integer.parseInt("1000")` */
function parsedNumber(source: Source, call: Node): number | undefined {
  if (
    !/^(?:int|Number|parseInt|Integer\.(?:parseInt|valueOf)|Long\.(?:parseLong|valueOf)|strconv\.Atoi)$/.test(
      calleePath(source, call),
    )
  )
    return undefined
  const given = argumentsOf(source, call)[0]?.value ?? null
  const text = constantText(source, given)
  return text === undefined ? constantNumber(source, given) : /^\d+$/.test(text) ? Number(text) : undefined
}

function readNumber(text: string): number | undefined {
  const value = Number(text.replaceAll('_', '').replace(/(?:[uU]?[lL]|[nfFdDuUmM])$/, ''))
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
    const [set, ...others] =
      source.bindings.get(
        `${spelled(source.dialect, textOf(source, argument.value).slice(0, 100))}.${name}`,
      ) ?? []
    if (set !== undefined && others.length === 0) return set
    for (const object of possibleValues(source, argument.value)) {
      const found = object.type === 'dictionary' ? undefined : propertyOf(source, object, name)
      if (found) return found
    }
  }
  return undefined
}

export function propertyOf(source: Source, object: Node, name: string): Node | undefined {
  for (const pair of object.namedChildren) {
    if (pair?.type === 'shorthand_property_identifier' && textOf(source, pair) === name) return pair
  }
  return entriesOf(source, object).find(({ key }) => key === name)?.value
}

export const isTrue = (source: Source, node: Node | null | undefined): boolean =>
  saysAny(source, node, /^(?:true|True|TRUE|!\s*(?:false|0)|!!\s*(?:true|1)|not False)$/)

export const isFalse = (source: Source, node: Node | null | undefined): boolean =>
  saysAny(source, node, /^(?:false|False|FALSE|!\s*(?:true|1)|!!\s*(?:false|0)|not True)$/)

/** Whether one of the values that it may have is written so. */
function saysAny(source: Source, node: Node | null | undefined, pattern: RegExp): boolean {
  if (node == null) return false
  // Who chooses has not turned it on or off once and for all.
  if (/^(?:(?:ternary|conditional|if)_expression|conditional)$/.test(followName(source, node).type))
    return false
  const values = node.type === 'expression_list' ? node.namedChildren.filter((one) => one !== null) : [node]
  return values.some((value) =>
    possibleValues(source, value).some(
      (one) => one.endIndex - one.startIndex < 20 && pattern.test(textOf(source, one)),
    ),
  )
}

export { boundValue, pathOf }
