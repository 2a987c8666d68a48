import type { Node } from 'web-tree-sitter'
import { textOf } from '../../syntax/source.ts'
import type { Site } from './code-rule.ts'

/**
 * What was said last on the way to a place, in the function around it: not in a branch that leaves, nor in another branch.
 * @param lastIn what a piece of text says last; undefined where it says nothing
 */
export function saidBefore(
  { source, node }: Pick<Site, 'source' | 'node'>,
  lastIn: (text: string) => string | undefined,
): string | undefined {
  const callee = node.childForFieldName('function') ?? node.childForFieldName('object')
  const said = callee === null ? undefined : lastIn(textOf(source, callee).slice(-2000))
  if (said !== undefined) return said
  let inner: Node = node
  for (let depth = 0; depth < 30; depth += 1) {
    const { parent } = inner
    if (parent === null) return undefined
    let before = inner.previousNamedSibling
    for (let left = 30; before !== null && left > 0; left -= 1) {
      const isOnTheWay = !/^(?:function|arrow_function|else_clause|method_declaration)/.test(before.type)
      // An `else` and what it is else to are never both on the way.
      const isOther = parent.type.startsWith('if') && before.type !== 'parenthesized_expression'
      const text = isOnTheWay && !isOther ? textOf(source, before).slice(-2000) : ''
      const found = text === '' ? undefined : lastIn(text)
      // What a branch says holds only where it is taken; one that leaves is not.
      const isBranch = /^(?:if|switch|for|while|try)/.test(before.type)
      if (found !== undefined && !(isBranch && /\breturn\b/.test(text))) return found
      before = before.previousNamedSibling
    }
    const isCall = source.dialect.calls.has(parent.type)
    const own = isCall
      ? lastIn(textOf(source, parent).slice(0, inner.startIndex - parent.startIndex))
      : undefined
    if (own !== undefined) return own
    const isCallback = (parent.parent?.type ?? '').startsWith('argument')
    if (source.dialect.functions.has(parent.type) && !isCallback) return undefined
    inner = parent
  }
  return undefined
}
