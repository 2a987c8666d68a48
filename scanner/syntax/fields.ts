import type { Node } from 'web-tree-sitter'
import { enclosing, type Source, textOf } from './source.ts'

/** A field that more literals set is a state, not a choice. */
const mostValues = 4

/**
 * What the literals of its type set a field to, in Go: `box{iv: x}` for `b.iv`. Where the type of the object is not to be seen, only if
 * no other type of the file has a field of that name.
 */
export function fieldValues(source: Source, node: Node, object: string, name: string): readonly Node[] {
  const wanted = typeOf(source, node, object)
  const set = (source.fields.get(name) ?? []).flatMap((key) => {
    const element = key.parent?.parent
    const type = enclosing(key, literals)?.childForFieldName('type')
    const value = element?.namedChild(1)?.namedChild(0)
    return value == null || type == null ? [] : [{ value, type: textOf(source, type) }]
  })
  const types = new Set(set.map(({ type }) => type))
  const own = wanted === undefined && types.size === 1 ? set : set.filter(({ type }) => type === wanted)
  return own.length > mostValues ? [] : own.map(({ value }) => value)
}

const literals: ReadonlySet<string> = new Set(['composite_literal'])

/** The name of an object's type: of a receiver, a parameter, or of the literal that it is set to. */
function typeOf(source: Source, node: Node, object: string): string | undefined {
  const name = object.replaceAll(/\W/g, '')
  const declared = new RegExp(String.raw`\b${name}\s+\*?(?<type>[\w.]+)\s*[,)]`)
  for (
    let holder = enclosing(node, source.dialect.functions);
    holder !== null;
    holder = enclosing(holder.parent, source.dialect.functions)
  )
    for (const field of ['receiver', 'parameters']) {
      const list = holder.childForFieldName(field)
      const found = list === null ? null : declared.exec(textOf(source, list).slice(0, 1000))
      if (found !== null) return found.groups?.['type']
    }
  const made = source.bindings.get(object) ?? []
  const literal = made.length === 1 ? (made[0]!.childForFieldName('operand') ?? made[0]!) : null
  const type = literal?.childForFieldName('type')
  return type == null ? undefined : textOf(source, type)
}
