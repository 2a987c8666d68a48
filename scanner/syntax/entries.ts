import type { Node } from 'web-tree-sitter'
import { type Source, textOf, unquote } from './source.ts'

/** A key of a literal of keys and values, and what it has. */
export interface Entry {
  readonly key: string
  readonly value: Node
}

/** Literals of keys and values, whatever a language calls them. */
const literals: ReadonlySet<string> = new Set([
  'object',
  'dictionary',
  'hash',
  'array_creation_expression',
  'composite_literal',
])

/** What stands in a literal of keys and values; nothing of anything else. */
export function entriesOf(source: Source, node: Node): readonly Entry[] {
  if (!literals.has(node.type)) return []
  const items = node.type === 'composite_literal' ? node.childForFieldName('body') : node
  return (items ?? node).namedChildren.flatMap((one): readonly Entry[] => {
    if (one === null) return []
    if (one.type === 'keyed_element') return keyedEntry(source, one)
    const isElement = one.type === 'array_element_initializer'
    const key = isElement ? one.namedChild(0) : one.childForFieldName('key')
    const value = isElement ? one.namedChild(1) : one.childForFieldName('value')
    return key === null || value === null ? [] : [{ key: unquote(textOf(source, key)), value }]
  })
}

/** Go puts both sides into nodes of their own. */
function keyedEntry(source: Source, { namedChildren }: Node): readonly Entry[] {
  const [key, value] = namedChildren.map((one) => one?.namedChild(0) ?? null)
  return key == null || value == null ? [] : [{ key: unquote(textOf(source, key)), value }]
}
