import type { Node } from 'web-tree-sitter'
import { holderOfParameter } from './functions.ts'
import { spelled } from './dialect.ts'
import { enclosing, type Source, textOf } from './source.ts'

const deepest = 8
const mostBindings = 12
/** A variable that is set in more places is a state, not a choice. */
const mostChoices = 4

/** The one value that a name has where it stands; null where there is none, several, or it is a parameter. */
export function boundValue(source: Source, node: Node): Node | null {
  const values = boundValues(source, node)
  return values.length === 1 ? values[0]! : null
}

/** What a name is set to where it stands, in the nearest function around that sets it; nothing for a parameter. */
export function boundValues(source: Source, node: Node): readonly Node[] {
  const name = spelled(source.dialect, textOf(source, node))
  const known = source.bindings.get(name) ?? []
  // Of a name that is used everywhere, as in minified code, nothing would be learned, and slowly.
  if (known.length === 0 || known.length > mostBindings) return []
  if (source.dialect.shared?.has(node.type)) return known.length > mostChoices ? [] : known
  const owners = known.map((value) => enclosing(value, source.dialect.functions)?.id)
  const parameterOf = holderOfParameter(source, node, name)
  for (const around of functionsAround(source, node)) {
    const values = known.filter((_, at) => owners[at] === around?.id)
    if (around !== undefined && around.id === parameterOf?.id) return []
    if (values.length > 0) return values.length > mostChoices ? [] : values
  }
  return []
}

/** From the inside out; undefined for the file. */
function functionsAround({ dialect }: Source, node: Node): readonly (Node | undefined)[] {
  const all: Node[] = []
  let around = enclosing(node, dialect.functions)
  while (around !== null && all.length < deepest) {
    all.push(around)
    around = enclosing(around.parent, dialect.functions)
  }
  return [...all, undefined]
}
