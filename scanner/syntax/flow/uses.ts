import type { Node } from 'web-tree-sitter'
import { spelled } from '../dialect.ts'
import { fieldOf, type Source, textOf } from '../source.ts'

/** The variable that an assignment changes: `b` of `b[i] = …`. */
export function assigned(source: Source, given: Node): Node {
  const target = given.type === 'expression_list' ? (given.namedChild(0) ?? given) : given
  const index = source.dialect.indexes[target.type]
  return (index === undefined ? null : fieldOf(source, target, index[0])) ?? target
}

/** Where a name is used after its declaration, in the order of the text. */
export function usesOf(source: Source, within: Node, target: Node): readonly Node[] {
  const name = spelled(source.dialect, textOf(source, target))
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (!/^@{0,2}[\w$]{1,100}$/.test(last)) return []
  const { text } = source
  const uses: Node[] = []
  const end = Math.min(within.endIndex, target.endIndex + 20_000)
  for (
    let at = text.indexOf(last, target.endIndex);
    at !== -1 && at < end && uses.length < 40;
    at = text.indexOf(last, at + last.length)
  ) {
    if (/[\w$]/.test(text[at - 1] ?? '') || /[\w$]/.test(text[at + last.length] ?? '')) continue
    const node = source.root.namedDescendantForIndex(at, at + last.length)
    if (node === null || !source.dialect.names.has(node.type) || node.startIndex !== at) continue
    // `this.x` and `obj.x` are looked for by their last name; then the whole member is the use.
    const { parent } = node
    const member = parent === null ? undefined : source.dialect.members[parent.type]
    const isProperty = member !== undefined && fieldOf(source, parent!, member[1])?.id === node.id
    if (isProperty === name.includes('.')) uses.push(isProperty ? parent! : node)
  }
  return uses
}
