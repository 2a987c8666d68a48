import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleePath, enclosing, fieldOf, functionName, type Source, textOf } from './source.ts'

/** Of a helper that everybody calls a few callers say enough. */
const mostCallers = 8
const mostReturns = 12
/** Of a name that is used everywhere, as in minified code, nothing would be learned, and slowly. */
const mostNamesakes = 200
/** Functions that one name may mean. */
const mostCalled = 3
const deepestScope = 8
const mostOfName = 200

/** What a function takes, in order. */
export interface Parameter {
  /** As written; a pattern's whole text where it is taken apart at once. */
  readonly name: string
  /** What it is where nothing is given. */
  readonly fallback: Node | null
  readonly node: Node
}

/** The functions of this file that a call may call; nothing where it calls what comes from elsewhere. */
export function calledFunctions(source: Source, call: Node): readonly Node[] {
  const literal = calledLiteral(source, call)
  if (literal !== null) return [literal]
  const path = calleePath(source, call)
  const name = path.slice(path.lastIndexOf('.') + 1)
  const namesakes = source.functions.get(name) ?? []
  if (namesakes.length > mostNamesakes) return []
  const known = namesakes.filter((one) => isCallOf(source, path, one))
  return nearest(source, call, known).slice(0, mostCalled)
}

/** Of several functions of one name those that are meant where it is called: the ones declared in the nearest function around it. */
function nearest(source: Source, call: Node, known: readonly Node[]): readonly Node[] {
  if (known.length < 2) return known
  const scopes = known.map((one) => enclosing(one.parent, source.dialect.functions))
  let around = enclosing(call, source.dialect.functions)
  for (let depth = 0; depth < deepestScope; depth += 1) {
    const found = known.filter((_, at) => scopes[at]?.id === around?.id)
    if (found.length > 0) return found
    if (around === null) break
    around = enclosing(around.parent, source.dialect.functions)
  }
  return known
}

/** The calls of a function within its file. */
export function callersOf(source: Source, holder: Node): readonly Node[] {
  const name = functionName(source, holder)
  if (name === '') return []
  const type = constructors.has(name) ? enclosing(holder.parent, source.dialect.classes) : null
  const whole = type === null ? name : functionName(source, type)
  const own = whole.slice(whole.lastIndexOf('.') + 1)
  const calls: Node[] = []
  for (const called of (source.calls.get(own) ?? []).slice(0, mostNamesakes)) {
    const call = callAround(called, source.dialect.calls)
    if (call !== undefined && isCallOf(source, calleePath(source, call), holder)) calls.push(call)
    if (calls.length === mostCallers) break
  }
  return calls
}

const constructors: ReadonlySet<string> = new Set(['constructor', '__init__'])

/** A called name is at most two nodes below its call: `a.b()`, `new a.B()`. */
export function callAround(name: Node, calls: ReadonlySet<string>): Node | undefined {
  const implied = impliedCall(name, calls)
  if (implied !== undefined) return implied
  let node = name.parent
  for (let step = 0; node !== null && step < 3; step += 1) {
    if (calls.has(node.type)) return node
    node = node.parent
  }
  return undefined
}

/** C#: `Random random = new();` calls what the variable's type is. */
function impliedCall({ parent }: Node, calls: ReadonlySet<string>): Node | undefined {
  if (parent?.type !== 'variable_declaration' && parent?.type !== 'property_declaration') return undefined
  const declared = parent.namedChildren.find((one) => one?.type === 'variable_declarator') ?? parent
  return declared.namedChildren.find((one) => one !== null && calls.has(one.type)) ?? undefined
}

/** What a function gives back: its `return`s, or the one expression that it is. */
export function returnsOf(source: Source, holder: Node): readonly Node[] {
  const { dialect } = source
  const body = fieldOf(source, holder, 'body')
  if (body === null) return []
  // C#: `=> value`
  if (!dialect.blocks.has(body.type))
    return [body.type === 'arrow_expression_clause' ? (body.namedChild(0) ?? body) : body]
  const found: Node[] = []
  const visit = (node: Node, depth: number): void => {
    if (depth > 12 || found.length >= mostReturns) return
    for (const child of node.namedChildren) {
      if (child === null || dialect.functions.has(child.type)) continue
      if (!dialect.returns.has(child.type)) visit(child, depth + 1)
      else {
        const value = child.namedChild(0)
        if (value !== null)
          found.push(
            /^(?:expression|argument)_list$/.test(value.type) ? (value.namedChild(0) ?? value) : value,
          )
      }
    }
  }
  visit(body, 0)
  const last = dialect.lastCounts?.has(body.type) ? body.namedChild(body.namedChildCount - 1) : null
  return last === null || dialect.returns.has(last.type) ? found : [...found, last]
}

/** What a function takes. Python's `self` is none of it. */
export function parametersOf(source: Source, holder: Node): readonly Parameter[] {
  const list = fieldOf(source, holder, 'parameters') ?? holder.childForFieldName('parameter')
  if (list === null) return []
  if (source.dialect.names.has(list.type)) return [{ name: textOf(source, list), fallback: null, node: list }]
  const all = list.namedChildren.flatMap((one) => (one === null ? [] : parameters(source, one)))
  const isMethod = source.dialect.language === 'python' && /^(?:self|cls)$/.test(all[0]?.name ?? '')
  return isMethod ? all.slice(1) : all
}

function parameters(source: Source, node: Node): readonly Parameter[] {
  if (node.type === 'comment' || source.dialect.parameterNodes?.has(node.type) === false) return []
  const fallback = fieldOf(source, node, 'value') ?? node.childForFieldName('right')
  if (source.dialect.names.has(node.type)) return [{ name: textOf(source, node), fallback: null, node }]
  const named = node.childrenForFieldName('name').filter((one) => one !== null)
  // Go: `a, b string`
  if (named.length > 1) return named.map((one) => ({ name: textOf(source, one), fallback, node: one }))
  const own =
    fieldOf(source, node, 'name') ?? node.childForFieldName('pattern') ?? node.childForFieldName('left')
  const name = own ?? (node.type === 'typed_parameter' ? node.namedChild(0) : null)
  return [{ name: name === null ? '' : textOf(source, name).slice(0, mostOfName), fallback, node }]
}

/** What a call hands over for a parameter. */
export function argumentFor(source: Source, call: Node, holder: Node, name: string): Node | null {
  const index = parametersOf(source, holder).findIndex((one) => one.name === name)
  if (index < 0) return null
  const given = argumentsOf(source, call)
  return (
    (
      given.find((one) => one.name !== undefined && (one.name === name || `$${one.name}` === name)) ??
      given.filter((one) => one.name === undefined)[index]
    )?.value ?? null
  )
}

/** The function around a place that has a parameter of that name, if nothing nearer has it. */
export function holderOfParameter(source: Source, node: Node, name: string): Node | null {
  let around = enclosing(node, source.dialect.functions)
  for (let depth = 0; around !== null && depth < 5; depth += 1) {
    if (parametersOf(source, around).some((one) => one.name === name)) return around
    around = enclosing(around.parent, source.dialect.functions)
  }
  return null
}

/** `(() => 'x')()`, `func() string { … }()` */
function calledLiteral(source: Source, call: Node): Node | null {
  for (const field of source.dialect.calleeFields) {
    let callee = fieldOf(source, call, field)
    while (callee?.type === 'parenthesized_expression') callee = callee.namedChild(0)
    if (callee && source.dialect.functions.has(callee.type)) return callee
  }
  return null
}

/** In a class of these languages another method of it is called by its name alone. */
const methodsByName: ReadonlySet<string> = new Set(['java', 'ruby', 'csharp', 'kotlin'])

/** Methods are told by the object they are called on: the file's own, not any that has one of that name. */
function isCallOf(source: Source, path: string, holder: Node): boolean {
  const dot = path.lastIndexOf('.')
  const type = enclosing(holder.parent, source.dialect.classes)
  const name = functionName(source, holder)
  if (source.imports.has(path)) return false
  if (type !== null && constructors.has(name)) return path === functionName(source, type)
  if (dot < 0) return path === name && (type === null || methodsByName.has(source.dialect.language))
  const object = path.slice(0, dot)
  // `Box.prototype.open = function …`
  const own = name.slice(name.lastIndexOf('.') + 1)
  if (/^(?:\$?this|self|static|cls|super|super\(\)|exports|module\.exports)$/.test(object))
    return path.endsWith(`.${own}`)
  if (path === name) return true
  if (!path.endsWith(`.${own}`)) return false
  if (type === null) return isReceiver(source, object, holder) || object === objectAround(source, holder)
  const typeName = functionName(source, type)
  return object === typeName || object === `${typeName}()` || isInstance(source, object, typeName)
}

/** The name that an object with methods is kept under: `box` of `const box = { open() {} }`. */
function objectAround({ dialect, text }: Source, holder: Node): string | undefined {
  const inner = holder.parent?.type === 'pair' ? holder.parent.parent : holder.parent
  const declared = inner?.type === 'object' ? inner.parent : null
  const name = declared?.type === 'variable_declarator' ? declared.childForFieldName('name') : null
  return name !== null && dialect.names.has(name.type)
    ? text.slice(name.startIndex, name.endIndex)
    : undefined
}

/** `box` after `const box = new Box()`, wherever in the file that is. */
const isInstance = (source: Source, object: string, type: string): boolean =>
  type !== '' && madeBy(source, object).has(type)

/** What is called for what a name is set to, asked once for each name: some are set a thousand times in a file of tests. */
function madeBy(source: Source, object: string): ReadonlySet<string> {
  const known = made.get(source) ?? new Map<string, ReadonlySet<string>>()
  made.set(source, known)
  const before = known.get(object)
  if (before !== undefined) return before
  const values = source.bindings.get(object) ?? []
  const paths = new Set(
    values.flatMap((value) => (source.dialect.calls.has(value.type) ? calleePath(source, value) : [])),
  )
  known.set(object, paths)
  return paths
}

const made = new WeakMap<Source, Map<string, ReadonlySet<string>>>()

/** In Go a method says what its object is called in it, which is mostly the same in all methods of a type. */
function isReceiver(source: Source, object: string, holder: Node): boolean {
  const receiver = holder.childForFieldName('receiver')
  return (
    receiver !== null &&
    new RegExp(String.raw`^\(\s*${object.replaceAll(/\W/g, '')}\b`).test(textOf(source, receiver))
  )
}
