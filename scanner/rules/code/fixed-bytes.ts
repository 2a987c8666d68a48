import type { Node } from 'web-tree-sitter'
import { constantNumber, constantText, followName } from '../../syntax/values.ts'
import { argumentsOf, pathOf, type Source, textOf } from '../../syntax/source.ts'

/** Calls that give so many zeros. */
const zeros = /^(?:Buffer\.alloc|Uint8Array|bytes|bytearray|make)$/
const filled =
  /getRandomValues|randomFill|randomBytes|urandom|rand\.Read|ReadFull|nextBytes|\.set\(|\.fill\(|\.copy\(|copy\(|write/

/**
 * Bytes that are the same at each run: a literal, zeros, or a list of numbers.
 * @returns what they are, for people
 */
export function fixedBytes(source: Source, given: Node | null): string | undefined {
  if (given === null) return undefined
  const text = constantText(source, given)
  if (text !== undefined) return text === '' ? undefined : 'a text in the code'
  const node = followName(source, given)
  const isCall = source.dialect.calls.has(node.type)
  if (isCall && zeros.test(pathOf(source, node).replace(/\(\)$/, ''))) {
    const [first, second] = argumentsOf(source, node)
    const list = (second ?? first)?.value
    if (list !== undefined && isNumbers(source, list)) return 'numbers in the code'
    return list !== undefined && constantNumber(source, list) !== undefined && !isFilled(source, given)
      ? 'zeros'
      : undefined
  }
  if (
    isCall &&
    /^(?:Buffer\.from|Uint8Array\.from|Uint8Array)$/.test(pathOf(source, node).replace(/\(\)$/, ''))
  ) {
    const list = argumentsOf(source, node)[0]?.value
    return list !== undefined && isNumbers(source, list) ? 'numbers in the code' : undefined
  }
  if (isNumbers(source, node)) return isFilled(source, given) ? undefined : 'numbers in the code'
  // b'\x00' * 16, and Buffer.alloc's like.
  if (node.type === 'binary_operator' && constantText(source, node.childForFieldName('left')) !== undefined)
    return constantNumber(source, node.childForFieldName('right')) === undefined
      ? undefined
      : 'a text in the code'
  return undefined
}

function isNumbers(source: Source, node: Node): boolean {
  const isList = /^(?:array|list|array_initializer|composite_literal|array_creation_expression)$/.test(
    node.type,
  )
  if (!isList) return false
  const body = textOf(source, node).slice(0, 2000)
  const inner = /[[{](?<inner>[^[\]{}]*)[\]}]?$/.exec(body)?.groups?.['inner'] ?? ''
  return /\d/.test(inner) && /^[\s,]*(?:\(byte\)\s*)?-?[\dxa-fA-F'_\s,()byte-]*$/.test(inner)
}

/** Whether something is written into the variable later on. */
function isFilled({ text }: Source, given: Node): boolean {
  const name = text.slice(given.startIndex, given.endIndex)
  if (!/^[\w$.]{1,80}$/.test(name)) return false
  const pattern = new RegExp(`[^\\n]*\\b${name.replaceAll(/[$.]/g, String.raw`\$&`)}\\b[^\\n]*`, 'g')
  return (text.match(pattern) ?? []).some((line) => filled.test(line))
}
