import type { Node } from 'web-tree-sitter'
import { enclosing, type Source, textOf } from '../source.ts'
import { definitionsOf } from './definitions.ts'

const mostCallers = 5
const mostReturns = 12

/** The functions of a file that a call may be to: by the name alone, or that of a method of the same object. */
export function calledFunction(source: Source, call: Node, path: string): Node | undefined {
  const { dialect } = source
  const own = path.slice(path.lastIndexOf('.') + 1)
  const owner = path.slice(0, Math.max(0, path.lastIndexOf('.')))
  if (owner === '' && dialect.calleeFields.length > 0) {
    const callee = dialect.calleeFields.map((field) => call.childForFieldName(field)).find(Boolean)
    if (!callee || !dialect.names.has(callee.type)) return undefined
    const [definition] = definitionsOf(source, callee)
    const value = definition?.value ?? null
    return value !== null && dialect.functions.has(value.type) ? value : undefined
  }
  const isOwn =
    owner === '' || /^(?:this|self|cls|super\(\)|super)$/.test(owner) || isLocalClass(source, call, owner)
  return isOwn ? functionNamed(source, own) : undefined
}

/** `new Test().run(x)`, `Test.run(x)`. */
function isLocalClass(source: Source, call: Node, owner: string): boolean {
  const name = owner.replace(/\(\)$/, '')
  if (/^[A-Z]\w*$/.test(name) && new RegExp(`\\bclass\\s+${name}\\b`).test(source.text)) return true
  const receiver = (call.childForFieldName('function') ?? call).childForFieldName('object')
  if (receiver === null || !source.dialect.names.has(receiver.type)) return false
  const value = definitionsOf(source, receiver)[0]?.value ?? null
  const made = value === null ? undefined : /^(?:new\s+)?(?<name>[A-Z]\w*)\s*\(/.exec(textOf(source, value))
  const type = made?.groups?.['name']
  return type !== undefined && new RegExp(`\\bclass\\s+${type}\\b`).test(source.text)
}

/** A function or method that is declared by this name anywhere in the file. */
function functionNamed(source: Source, name: string): Node | undefined {
  if (!/^[\w$]{1,80}$/.test(name)) return undefined
  for (const node of wordsIn(source, source.root, name)) {
    const { parent } = node
    if (
      parent &&
      source.dialect.functions.has(parent.type) &&
      parent.childForFieldName('name')?.id === node.id
    )
      return parent
  }
  return undefined
}

/** Calls of a function within the file. */
export function callersOf(source: Source, holder: Node, name: string): readonly Node[] {
  if (!/^[\w$]{2,80}$/.test(name)) return []
  const calls: Node[] = []
  for (const node of wordsIn(source, source.root, name)) {
    if (calls.length >= mostCallers) break
    const { parent } = node
    if (parent === null || parent.id === holder.id) continue
    const member = source.dialect.members[parent.type]
    const isName = member !== undefined && parent.childForFieldName(member[1])?.id === node.id
    // `db.find()` is no call of a function `find`.
    const object = isName ? parent.childForFieldName(member[0]) : null
    if (object !== null && !isOwnName(source, textOf(source, object))) continue
    if (isName && source.dialect.calls.has(parent.type)) calls.push(parent)
    else {
      const callee = isName ? parent : node
      const call = callee.parent
      if (call && source.dialect.calls.has(call.type) && call.childForFieldName('function')?.id === callee.id)
        calls.push(call)
    }
  }
  return calls
}

const isOwnName = (source: Source, name: string): boolean =>
  /^(?:this|self|cls)$/.test(name) ||
  (/^[A-Z]\w{0,80}$/.test(name) && new RegExp(`\\bclass\\s+${name}\\b`).test(source.text))

/** What a function gives back. */
export function returnsOf(source: Source, holder: Node): readonly Node[] {
  const body = holder.childForFieldName('body')
  if (body === null) return []
  if (!/block|body/.test(body.type)) return [body]
  const values: Node[] = []
  const { text, root, dialect } = source
  for (
    let at = text.indexOf('return', body.startIndex);
    at !== -1 && at < body.endIndex && values.length < mostReturns;
    at = text.indexOf('return', at + 6)
  ) {
    const node = root.namedDescendantForIndex(at, at + 6)
    if (node === null || node.startIndex !== at || !dialect.returns.has(node.type)) continue
    if (enclosing(node, dialect.functions)?.id !== holder.id) continue
    const value = node.namedChild(0)
    if (value !== null) values.push(value)
  }
  return values
}

function* wordsIn(source: Source, scope: Node, name: string): Generator<Node> {
  const { text, root } = source
  let left = 200
  for (
    let at = text.indexOf(name, scope.startIndex);
    at !== -1 && at < scope.endIndex && left > 0;
    at = text.indexOf(name, at + name.length)
  ) {
    left -= 1
    if (/[\w$]/.test(text[at - 1] ?? '') || /[\w$]/.test(text[at + name.length] ?? '')) continue
    const node = root.namedDescendantForIndex(at, at + name.length)
    if (node !== null && node.startIndex === at && node.endIndex === at + name.length) yield node
  }
}

/** The parameters of a function, in their order, as written. */
export function parametersOf(holder: Node): readonly Node[] {
  const one = holder.childForFieldName('parameter')
  if (one !== null) return [one]
  const list = holder.childForFieldName('parameters')
  if (list === null) return []
  // Java: `x -> …`
  if (list.namedChildCount === 0) return list.type === 'identifier' ? [list] : []
  return list.namedChildren.flatMap((each): readonly Node[] => {
    if (each === null || each.type === 'comment') return []
    // Go: `a, b string`
    const names = each.type === 'parameter_declaration' ? each.childrenForFieldName('name') : []
    return names.length > 1 ? names.filter((name): name is Node => name !== null) : [each]
  })
}
