import type { Node } from 'web-tree-sitter'
import { type Source, textOf } from '../../syntax/source.ts'
import { constantNumber } from '../../syntax/values.ts'
import type { CodeEdit, CodeVerdict } from './code-rule.ts'

type Fix = Pick<CodeVerdict, 'edits'>

/** Puts a text in the place of a node. */
export const replacing = (node: Node, text: string): CodeEdit => ({
  start: node.startIndex,
  end: node.endIndex,
  text,
})

/**
 * A larger number in the place of one that stands there as such; a name may be used elsewhere, and a sum be meant.
 * @returns nothing where it is not certain
 */
export function raised(source: Source, node: Node | null | undefined, to: number): Fix {
  if (node == null || !source.dialect.numbers.has(node.type)) return {}
  const number = constantNumber(source, node)
  return number !== undefined && number < to ? { edits: [replacing(node, String(to))] } : {}
}

/** Another last name: `RejectPolicy` for `paramiko.AutoAddPolicy`; nothing where it is imported by itself. */
export function renamed(source: Source, node: Node | null | undefined, from: string, to: string): Fix {
  if (node == null) return {}
  const text = textOf(source, node)
  const at = text.lastIndexOf(`.${from}`)
  if (at < 0 || !/^\w+\.\w+(?:\(\))?$/.test(text)) return {}
  const start = node.startIndex + at + 1
  return { edits: [{ start, end: start + from.length, text: to }] }
}
