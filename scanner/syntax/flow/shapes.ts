import type { Node } from 'web-tree-sitter'
import { calleePath, type Source } from '../source.ts'

export function statementOf(node: Node, containers: ReadonlySet<string>): Node {
  let current = node
  while (
    current.parent !== null &&
    !(containers.has(current.parent.type) && isBlock.test(current.parent.type))
  )
    current = current.parent
  return current
}

const isBlock = /block|program|module|body|source_file|statement_list/

export const isArgumentList = (type: string): boolean =>
  type === 'arguments' ||
  type === 'argument_list' ||
  type === 'value_arguments' ||
  type === 'annotated_lambda'

/** A function without a name whose results are put together by what it is handed to: `Array.from({ length: 9 }, () => …)`. */
export function isMapping(source: Source, holder: Node): boolean {
  const list = holder.childForFieldName('name') === null ? holder.parent : null
  const call = list !== null && isArgumentList(list.type) ? list.parent : null
  return call !== null && source.dialect.calls.has(call.type) && mapping.test(calleePath(source, call))
}

const mapping = /(?:^Array\.from|\.(?:map|flatMap|mapToObj|replace|replaceAll|generate))$/

export const isWithin = (node: Node, around: Node): boolean =>
  node.startIndex >= around.startIndex && node.endIndex <= around.endIndex

/** An element of a PHP array without a key. */
export const isItem = (node: Node): boolean =>
  node.type === 'array_element_initializer' && node.namedChildCount < 2

/** What a value is put under and handed on with. */
export const keyed: ReadonlySet<string> = new Set(['pair', 'keyword_argument', 'array_element_initializer'])

/** A text that the value is joined to or put into. */
export const isJoining = (type: string, language: string): boolean =>
  /^(?:binary_expression|binary_operator|binary|encapsed_string)$/.test(type) ||
  type.startsWith('template') ||
  (type === 'string' && language === 'ruby')

/** What Ruby gives back without saying so. */
export const isLast = (container: Node, node: Node): boolean =>
  container.namedChildren.findLast((one) => one?.type !== 'comment')?.id === node.id

/** Whether the items of a value are gone through: `for (byte b : digest)`, `for _, b := range digest`. */
export const isLoopOver = (parent: Node, value: Node): boolean =>
  /^(?:enhanced_for_statement|for_in_statement|range_clause|for_statement|for_in_clause)$/.test(
    parent.type,
  ) && (parent.childForFieldName('value') ?? parent.childForFieldName('right'))?.id === value.id

/** What is asked is not what comes out of it. */
export const isCondition = (parent: Node, node: Node): boolean =>
  /^(?:if|unless|elsif|while|until|if_modifier|unless_modifier|conditional)$/.test(parent.type) &&
  parent.childForFieldName('condition')?.id === node.id

export const isComparing = (node: Node): boolean =>
  node.type === 'comparison_operator' ||
  /^(?:[=!]==?|<>)$/.test(node.childForFieldName('operator')?.type ?? '')
