import type { Node } from 'web-tree-sitter'
import { holderOfParameter } from '../../syntax/functions.ts'
import { possibleValues } from '../../syntax/possible-values.ts'
import { constantNumber, constantText, constantTexts } from '../../syntax/values.ts'
import { type Argument, argumentsOf, enclosing, pathOf, type Source, textOf } from '../../syntax/source.ts'
import { derivedFrom } from './derived-bytes.ts'

/** Calls that give so many zeros. */
const zeros = /^(?:Buffer\.alloc|Uint8Array|bytes|bytearray|make|ByteArray)$/
/** Calls that give the bytes they are told. */
const listed = /^(?:Buffer\.from|Uint8Array\.from|Uint8Array|bytes|bytearray)$/
/** Functions that write into what they are given. */
const filling =
  '(?:getRandomValues|randomFill\\w*|read\\w*|PutUint\\w*|append|XOR\\w*|get|arraycopy|nextBytes|copy|write\\w*|(?<!arrays?[.])fill|\\w+copy|copy(?:to|into)|(?:try)?getnonzerobytes|(?<!(?:utf8|ascii|unicode|default|[)])[.])getbytes)'
/** Methods that write into what they are called on. */
const changing = '(?:set|fill|copy|write\\w*|put)'
const generator =
  '(?:randomBytes|urandom|getRandomValues|rand\\.|RandomNumberGenerator|nextBytes|SecureRandom)'

/**
 * Bytes that are the same at each run: a literal, zeros, or a list of numbers; also where they come through variables, callers
 * or helpers of the file.
 * @returns what they are, for people
 */
export function fixedBytes(source: Source, given: Node | null): string | undefined {
  if (given === null) return undefined
  const isGivenFilled = isFilled(source, given)
  for (const value of possibleValues(source, given)) {
    const isAny = isGivenFilled || isFilled(source, nameOf(value))
    const what = isAny && !isOverwriting(source, given, value) ? undefined : fixedValue(source, value)
    // Zeros are there to be filled, wherever that is.
    if (isAny && what === 'zeros') continue
    if (what === 'zeros' && (isHanded(source, given) || isHanded(source, nameOf(value)))) return undefined
    if (what !== undefined) return what
  }
  return undefined
}

const deepest = 4

function fixedValue(source: Source, node: Node, depth = 0): string | undefined {
  const [text] = constantTexts(source, node)
  if (text !== undefined) return text === '' ? undefined : 'a text in the code'
  const path = source.dialect.calls.has(node.type) ? pathOf(source, node).replace(/(?:\(\))+$/, '') : ''
  if (/^Arrays\.copyOf(?:Range)?$|^java\.util\.Arrays\.copyOf(?:Range)?$/.test(path))
    return fixedBytes(source, argumentsOf(source, node)[0]?.value ?? null)
  if (zeros.test(path) || listed.test(path)) {
    const [first, second] = argumentsOf(source, node)
    const list = (second ?? first)?.value
    if (list === undefined) return undefined
    // Kotlin's `ByteArray(16) { 0 }`
    if (list.type === 'lambda_literal' && numbers.test(textOf(source, list).slice(1, -1)))
      return 'numbers in the code'
    if (listed.test(path) && isNumbers(source, list)) return 'numbers in the code'
    const isLength =
      path === 'make' ||
      (path === 'ByteArray' && list.type !== 'lambda_literal') ||
      constantNumber(source, list) !== undefined
    return zeros.test(path) && isLength ? 'zeros' : undefined
  }
  const made = depth < deepest ? derivedFrom(source, node) : null
  if (made !== null)
    for (const value of possibleValues(source, made)) {
      const what = fixedValue(source, value, depth + 1)
      if (what !== undefined) return what
    }
  if (/^u?byteArrayOf$/.test(path) && areNumbers(source, argumentsOf(source, node)))
    return 'numbers in the code'
  if (isNumbers(source, node)) return 'numbers in the code'
  if (isZeros(source, node)) return 'zeros'
  // b'\x00' * 16, and Buffer.alloc's like.
  if (node.type === 'binary_operator' && constantText(source, node.childForFieldName('left')) !== undefined)
    return constantNumber(source, node.childForFieldName('right')) === undefined
      ? undefined
      : 'a text in the code'
  return undefined
}

/** `new byte[16]` of Java and C#, `[16]byte{}` of Go, and its `var iv [16]byte`. */
function isZeros(source: Source, node: Node): boolean {
  if (node.type === 'array_type') return textOf(source, node).endsWith('byte')
  if (node.type === 'composite_literal')
    return /^\[[\w.]+\]byte\s*\{\s*\}$/.test(textOf(source, node).slice(0, 100))
  if (!/^(?:array_creation|stackalloc)_expression$/.test(node.type)) return false
  if (node.childForFieldName('value') !== null) return false
  return /^(?:new|stackalloc) byte\s*\[[\s\w./*]+\]$/.test(textOf(source, node).slice(0, 200))
}

const literal =
  /^(?:array|list|array_initializer|composite_literal|array_creation_expression|implicit_array_creation_expression|initializer_expression|element_binding_expression|collection_expression)$/
/** `1, 0x02, (byte) 3` */
const numbers = /^[\s,]*(?:(?:\(byte\)\s*)?-?(?:0[xX][\da-fA-F]+|\d+)(?:\.toU?Byte\(\))?\s*,?\s*)+$/

function isNumbers(source: Source, node: Node): boolean {
  if (!literal.test(node.type)) return false
  if (isWrittenDown(source, node)) return true
  const body = textOf(source, node).slice(0, 2000)
  const inner = /[[{](?<inner>[^[\]{}]*)[\]}]?$/.exec(body)?.groups?.['inner'] ?? ''
  return inner.length < 1500 && numbers.test(inner)
}

/** `{'a', 'b'}`, `[seed, seed]` where the seed is a number in the code. */
function isWrittenDown(source: Source, node: Node): boolean {
  const list = node.childForFieldName('value') ?? node.childForFieldName('body') ?? node
  const items = list.namedChildren.filter((one) => one !== null).filter(({ type }) => type !== 'comment')
  return items.length > 0 && items.length <= 64 && items.every((one) => isWrittenItem(source, one))
}

function isWrittenItem(source: Source, item: Node): boolean {
  if (/^'(?:[^'\\]|\\.{1,5})'$/.test(textOf(source, item).slice(0, 10))) return true
  const inner = item.type === 'cast_expression' ? item.childForFieldName('value') : item
  return constantNumber(source, inner) !== undefined
}

/** Kotlin's `byteArrayOf(1, 2.toByte())`. */
const areNumbers = (source: Source, list: readonly Argument[]): boolean =>
  list.length > 0 &&
  numbers.test(
    list
      .map(({ value }) => textOf(source, value))
      .join(',')
      .slice(0, 1500),
  )

/** The name that a value is given where it is made. */
function nameOf({ parent }: Node): Node | null {
  const list = parent?.type === 'expression_list' ? parent.parent : parent
  const target = list?.childForFieldName('name') ?? list?.childForFieldName('left') ?? null
  return target?.type === 'expression_list' ? target.namedChild(0) : target
}

/** Whether something is written into the variable later on. */
function isFilled(source: Source, given: Node | null): boolean {
  const lines = linesOf(source, given)
  if (given === null || lines.length === 0) return false
  const pattern = fillingOf(textOf(source, given))
  return lines.some((line) => pattern.test(line))
}

function fillingOf(variable: string): RegExp {
  const name = escaped(variable)
  return new RegExp(
    String.raw`\b${filling}\([^()]*\b${name}\b|\b${name}\b(?:\[[^\]]*\])?\.${changing}\(|\b${name}\s*=[^=].*${generator}`,
    'i',
  )
}

/** Whether fixed bytes take the place of random ones: nothing is written into them between there and the use. */
function isOverwriting(source: Source, given: Node, value: Node): boolean {
  const { functions } = source.dialect
  const target = nameOf(value)
  if (target === null || textOf(source, target) !== textOf(source, given)) return false
  const binding = value.parent?.type === 'expression_list' ? value.parent.parent : value.parent
  if (binding?.type.startsWith('assignment') !== true) return false
  if (enclosing(value, functions)?.id !== enclosing(given, functions)?.id) return false
  const between = source.text.slice(value.endIndex, given.startIndex)
  return value.endIndex < given.startIndex && !fillingOf(textOf(source, given)).test(between)
}

/** Functions that take bytes and leave them as they are. */
const reading =
  /^(?:len|cap|print\w*|append|string|New\w+|Seal|Open|\w*(?:Encode|Decode|Encrypt|Decrypt|Cipher|ParameterSpec)\w*|update|final|from|toString|hex|log|use|SecureRandom|setSeed)$/i

/** Whether the variable is handed to a function that may fill it: `fill(iv)`. */
function isHanded(source: Source, given: Node | null): boolean {
  const handed = new RegExp(
    String.raw`(?<called>\w+)\(&?${escaped(given === null ? '' : textOf(source, given))}(?:\[[^\]]*\])?\)`,
  )
  return linesOf(source, given).some((line) => {
    const called = handed.exec(line)?.groups?.['called']
    return called !== undefined && !reading.test(called)
  })
}

/** The lines that speak of a variable: of its function, of a field or a variable of the file those of the file. */
function linesOf(source: Source, given: Node | null): readonly string[] {
  const name = given === null ? '' : textOf(source, given)
  if (given === null || !/^[\w$.]{1,80}$/.test(name)) return []
  const text = textOf(source, scopeOf(source, given, name))
  return text.match(new RegExp(String.raw`[^\n]*\b${escaped(name)}\b[^\n]*`, 'g')) ?? []
}

const mostBindings = 100

/** The function whose own variable or parameter it is, or else the file. */
function scopeOf(source: Source, given: Node, name: string): Node {
  const { functions } = source.dialect
  const known = source.bindings.get(name) ?? []
  if (known.length > mostBindings) return source.root
  const owners = new Set(known.map((one) => enclosing(one, functions)?.id))
  const parameterOf = holderOfParameter(source, given, name)?.id
  for (
    let around = enclosing(given, functions);
    around !== null;
    around = enclosing(around.parent, functions)
  )
    if (owners.has(around.id) || around.id === parameterOf) return around
  return source.root
}

const escaped = (text: string): string => text.replaceAll(/\W/g, String.raw`\$&`)
