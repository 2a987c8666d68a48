import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleePath, type Source, textOf } from '../source.ts'
import { constantNumber } from '../values.ts'
import { definitionsIn } from './definitions.ts'
import { functionAround } from './guards.ts'

const mostChanges = 20

/**
 * The element that `list.get(1)` gives, where every change of the list is written out before it in the same function.
 * @returns undefined where that is not known, null where it is nothing
 */
export function listElement(source: Source, call: Node, path: string): Node | null | undefined {
  if (!/^[\w$]+\.get$/.test(path) || source.dialect.language !== 'java') return undefined
  const index = constantNumber(source, argumentsOf(source, call)[0]?.value ?? null)
  const object = call.childForFieldName('object')
  const holder = functionAround(source, call)
  if (index === undefined || object === null || holder === null) return undefined
  const name = textOf(source, object)
  const [made, ...others] = definitionsIn(source, holder, name).filter(({ how }) => how !== 'added')
  if (
    made?.value == null ||
    others.length > 0 ||
    !/List<?[^(]*>?\s*\(\s*\)$/.test(textOf(source, made.value))
  )
    return undefined
  const elements: Node[] = []
  const changes = new RegExp(`\\b${name.replaceAll('$', '\\$')}\\s*\\.\\s*(?:add|remove)\\s*\\(`, 'g')
  changes.lastIndex = made.at.endIndex
  for (let count = 0; count < mostChanges; count += 1) {
    const match = changes.exec(source.text)
    if (match === null || match.index >= call.startIndex) return elements[index] ?? null
    const node = source.root.namedDescendantForIndex(match.index, match.index + name.length)?.parent
    if (node == null || !source.dialect.calls.has(node.type)) return undefined
    const given = argumentsOf(source, node)
    if (given.length !== 1) return undefined
    if (calleePath(source, node).endsWith('.add')) elements.push(given[0]!.value)
    else {
      const at = constantNumber(source, given[0]!.value)
      if (at === undefined) return undefined
      elements.splice(at, 1)
    }
  }
  return undefined
}
