import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleePath, type Source, textOf } from '../source.ts'
import { constantNumber } from '../values.ts'
import { definitionsIn } from './definitions.ts'
import { functionAround } from './guards.ts'

const mostChanges = 20

/** How a language makes an empty list, puts something at its end, and takes something out. */
interface Lists {
  readonly empty: RegExp
  readonly add: string
  readonly remove: string
}

const byLanguage: Readonly<Record<string, Lists>> = {
  java: { empty: /List<?[^(]*>?\s*\(\s*\)$/, add: 'add', remove: 'remove' },
  python: { empty: /^(?:\[\s*\]|list\(\))$/, add: 'append', remove: 'pop' },
}

/**
 * The element that `list.get(1)` or `list[1]` gives, where every change of the list is written out before it in the same function.
 * @returns undefined where that is not known, null where it is nothing
 */
export function listElement(source: Source, use: Node, list: Node, at: Node | null): Node | null | undefined {
  const lists = byLanguage[source.dialect.language]
  const index = lists === undefined ? undefined : constantNumber(source, at)
  const holder = functionAround(source, use)
  if (lists === undefined || index === undefined || holder === null || !source.dialect.names.has(list.type))
    return undefined
  const name = textOf(source, list)
  const [made, ...others] = definitionsIn(source, holder, name).filter(
    ({ how }) => how !== 'added' && how !== 'filled',
  )
  if (made?.value == null || others.length > 0 || !lists.empty.test(textOf(source, made.value)))
    return undefined
  const elements: Node[] = []
  const changes = new RegExp(
    `\\b${name.replaceAll('$', '\\$')}\\s*\\.\\s*(?:${lists.add}|${lists.remove})\\s*\\(`,
    'g',
  )
  changes.lastIndex = made.at.endIndex
  for (let count = 0; count < mostChanges; count += 1) {
    const match = changes.exec(source.text)
    if (match === null || match.index >= use.startIndex) return elements.at(index) ?? null
    const change = changeAt(source, match.index, name)
    const given = change === undefined ? [] : argumentsOf(source, change)
    if (change === undefined || given.length !== 1) return undefined
    if (calleePath(source, change).endsWith(`.${lists.add}`)) elements.push(given[0]!.value)
    else {
      const removed = constantNumber(source, given[0]!.value)
      if (removed === undefined) return undefined
      elements.splice(removed, 1)
    }
  }
  return undefined
}

/** The call that a name at a place is the object of. */
function changeAt(source: Source, start: number, name: string): Node | undefined {
  let node = source.root.namedDescendantForIndex(start, start + name.length)?.parent ?? null
  if (node !== null && !source.dialect.calls.has(node.type)) node = node.parent
  return node !== null && source.dialect.calls.has(node.type) ? node : undefined
}
