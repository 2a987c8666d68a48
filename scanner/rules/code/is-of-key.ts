import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../syntax/possible-values.ts'
import { argumentsOf, receiverOf, type Source, textOf } from '../../syntax/source.ts'
import { wordsOf } from '../../syntax/words.ts'

/** Calls that take a part of their object: `key.slice(0, 16)`. */
const cutting = /\.(?:slice|substring|substr|subarray)\(/

/**
 * Whether an IV is the beginning of the key, and so the same as long as the key is: `key[:16]`. Behind what is the key a buffer may
 * hold an IV of its own.
 */
export const isOfKey = (source: Source, given: Node | null): boolean =>
  given !== null && [given, ...possibleValues(source, given)].some((one) => isHeadOfKey(source, one))

function isHeadOfKey(source: Source, node: Node): boolean {
  const whole = cutFrom(source, node)
  if (whole === null) return false
  const words = wordsOf(textOf(source, whole).slice(-100))
  return (
    /^(?:key|secret|password|passphrase)$/.test(words.at(-1) ?? '') &&
    !words.some((word) => /^(?:iv|nonce)$/.test(word))
  )
}

/** What a part from its beginning on is cut from. */
function cutFrom(source: Source, node: Node): Node | null {
  if (node.type === 'slice_expression')
    return isStart(source, node.childForFieldName('start')) ? node.childForFieldName('operand') : null
  const slice = node.type === 'subscript' ? node.childForFieldName('subscript') : null
  if (slice?.type === 'slice')
    return /^0?\s*:/.test(textOf(source, slice)) ? node.childForFieldName('value') : null
  if (!source.dialect.calls.has(node.type) || !cutting.test(textOf(source, node).slice(0, 200))) return null
  return isStart(source, argumentsOf(source, node)[0]?.value ?? null) ? receiverOf(source, node) : null
}

const isStart = (source: Source, node: Node | null): boolean => node === null || textOf(source, node) === '0'
