import type { Node } from 'web-tree-sitter'
import type { Language } from '../language.ts'
import { argumentsOf, calleePath, enclosing, type Source, textOf, unquote } from '../source.ts'
import type { Definition } from './trust.ts'

const mostOccurrences = 80
const deepestPattern = 8

const remembered = new WeakMap<Source, Map<string, readonly Definition[]>>()

/**
 * Where in the function (or file) around it a name is defined, in the order of the text; those of the innermost scope that
 * defines it. Found by its text, because only a few names of a file are ever asked for.
 */
export function definitionsOf(source: Source, name: Node): readonly Definition[] {
  const text = textOf(source, name)
  if (!/^[\w$]{1,80}$/.test(text)) return []
  let scope = enclosing(name.parent, source.dialect.functions)
  for (let depth = 0; depth < 8; depth += 1) {
    const found = definitionsIn(source, scope ?? source.root, text)
    if (found.some(({ field, how }) => field === undefined && how !== 'added' && how !== 'filled'))
      return found
    if (scope === null) return found
    scope = enclosing(scope.parent, source.dialect.functions)
  }
  return []
}

/** The definitions of a name that belong to this scope. */
export function definitionsIn(source: Source, scope: Node, text: string): readonly Definition[] {
  const known = remembered.get(source) ?? new Map<string, readonly Definition[]>()
  remembered.set(source, known)
  const key = `${scope.id} ${text}`
  const before = known.get(key)
  if (before !== undefined) return before
  const found = occurrencesOf(source, scope, text).flatMap((node): readonly Definition[] => {
    const definition = definitionAt(source, node)
    return definition !== undefined && belongs(source, definition, scope) ? [definition] : []
  })
  known.set(key, found)
  return found
}

/** A declaration belongs to the function around it; an assignment in a function within may be to the outer name. */
function belongs(source: Source, { at, how }: Definition, scope: Node): boolean {
  const around = enclosing(how === 'function' ? at.parent : at, source.dialect.functions)
  if ((around ?? source.root).id === scope.id) return true
  return /^(?:augmented_)?assignment_expression$/.test(at.type) && source.dialect.language === 'javascript'
}

/** Where the name is written in it, as a name of its own: not as `x.name`. */
function occurrencesOf(source: Source, scope: Node, name: string): readonly Node[] {
  const { text, root, dialect } = source
  const nodes: Node[] = []
  const { startIndex, endIndex } = scope
  for (
    let at = text.indexOf(name, startIndex);
    at !== -1 && at < endIndex && nodes.length < mostOccurrences;
    at = text.indexOf(name, at + name.length)
  ) {
    if (/[\w$]/.test(text[at - 1] ?? '') || /[\w$]/.test(text[at + name.length] ?? '')) continue
    const node = root.namedDescendantForIndex(at, at + name.length)
    if (node === null || node.startIndex !== at || node.endIndex !== at + name.length) continue
    if (!dialect.names.has(node.type)) continue
    const member = node.parent === null ? undefined : dialect.members[node.parent.type]
    if (member && node.parent!.childForFieldName(member[1])?.id === node.id) continue
    nodes.push(node)
  }
  return nodes
}

const parameterTypes: ReadonlySet<string> = new Set([
  'formal_parameters',
  'parameters',
  'lambda_parameters',
  'inferred_parameters',
  'parameter_declaration',
  'formal_parameter',
  'spread_parameter',
  'catch_formal_parameter',
])
/** Types between a name and what it is defined by. */
const patterns: ReadonlySet<string> = new Set([
  'object_pattern',
  'array_pattern',
  'pair_pattern',
  'assignment_pattern',
  'object_assignment_pattern',
  'rest_pattern',
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'expression_list',
  'required_parameter',
  'optional_parameter',
  'typed_parameter',
  'default_parameter',
  'typed_default_parameter',
  'variable_declarator_id',
  'as_pattern_target',
])
/** Fields of what is defined and of the value, by type. */
const loops: Readonly<Record<string, readonly [string, string]>> = {
  for_in_statement: ['left', 'right'],
  for_statement: ['left', 'right'],
  for_in_clause: ['left', 'right'],
  range_clause: ['left', 'right'],
  enhanced_for_statement: ['name', 'value'],
}
const assignments: Readonly<Record<string, readonly [string, string]>> = {
  variable_declarator: ['name', 'value'],
  assignment_expression: ['left', 'right'],
  assignment: ['left', 'right'],
  named_expression: ['name', 'value'],
  short_var_declaration: ['left', 'right'],
  assignment_statement: ['left', 'right'],
  var_spec: ['name', 'value'],
  const_spec: ['name', 'value'],
  resource: ['name', 'value'],
}

function definitionAt(source: Source, name: Node): Definition | undefined {
  let node = name
  const keys: string[] = []
  let fallback: Node | null = null
  for (let depth = 0; depth < deepestPattern; depth += 1) {
    const { parent } = node
    if (parent === null) return undefined
    const { type } = parent
    const isParameter =
      parameterTypes.has(type) ||
      (source.dialect.functions.has(type) && parent.childForFieldName('parameter')?.id === node.id) ||
      (type === 'lambda_expression' && parent.childForFieldName('parameters')?.id === node.id)
    if (isParameter) {
      if (type === 'parameter_declaration' && parent.childForFieldName('type')?.id === node.id)
        return undefined
      return { value: fallback, at: node, how: 'parameter', keys: keys.toReversed() }
    }
    if (source.dialect.functions.has(type) && parent.childForFieldName('name')?.id === node.id)
      return { value: parent, at: parent, how: 'function', keys: [] }
    const byValue =
      assignmentAt(parent, node, keys) ?? changeAt(source, parent, node) ?? filledAt(source, parent, node)
    if (byValue !== undefined) return byValue
    if (!patterns.has(type)) return undefined
    const key = keyIn(source, parent, node)
    if (key === undefined) return undefined
    if (key !== '') keys.push(key)
    fallback ??= type === 'assignment_pattern' ? parent.childForFieldName('right') : null
    node = parent
  }
  return undefined
}

/** By which name a pattern takes it out of its value: empty where that says nothing, undefined where it defines nothing. */
function keyIn(source: Source, pattern: Node, node: Node): string | undefined {
  if (pattern.type === 'pair_pattern') {
    const key = pattern.childForFieldName('key')
    return key === null || key.id === node.id ? undefined : unquote(textOf(source, key))
  }
  if (pattern.type === 'object_pattern' && node.type === 'shorthand_property_identifier_pattern')
    return textOf(source, node)
  if (pattern.type === 'object_assignment_pattern') return textOf(source, node)
  const value = pattern.childForFieldName('value') ?? pattern.childForFieldName('right')
  const type = pattern.childForFieldName('type')
  return value?.id === node.id || type?.id === node.id ? undefined : ''
}

function assignmentAt(parent: Node, node: Node, keys: readonly string[]): Definition | undefined {
  const { type } = parent
  const loop = loops[type]
  if (loop && parent.childForFieldName(loop[0])?.id === node.id)
    return { value: parent.childForFieldName(loop[1]), at: parent, how: 'element', keys: [] }
  if (type === 'as_pattern') {
    const value = parent.namedChild(0)
    return value?.id === node.id ? undefined : { value, at: parent, how: 'assigned', keys: [] }
  }
  const binding = assignments[type]
  if (binding === undefined || parent.childForFieldName(binding[0])?.id !== node.id) {
    const isAdding =
      type.startsWith('augmented_assignment') && parent.childForFieldName('left')?.id === node.id
    return isAdding
      ? { value: parent.childForFieldName('right'), at: parent, how: 'added', keys: [] }
      : undefined
  }
  const given = parent.childForFieldName(binding[1])
  const value = given?.type === 'expression_list' && given.namedChildCount === 1 ? given.namedChild(0) : given
  const isGrowing = type === 'assignment_statement' && parent.childForFieldName('operator')?.type === '+='
  return {
    value,
    at: parent,
    how: isGrowing ? 'added' : value === null ? 'nothing' : 'assigned',
    keys: keys.toReversed(),
  }
}

const storing =
  /^(?:push|unshift|append|appendleft|extend|insert|add|addAll|addFirst|addLast|put|putAll|set|setdefault|update|write|Write|WriteString|WriteByte|concat|Add|Set|format|printf|setAttribute|setCommand|command|setValue|offer|enqueue)$/

/** `x.y = v`, `x[y] = v`, `x.push(v)`: something is put into what has the name. */
function changeAt(source: Source, parent: Node, node: Node): Definition | undefined {
  const { dialect } = source
  const index = dialect.indexes[parent.type]
  const member = dialect.members[parent.type]
  if (index && parent.childForFieldName(index[0])?.id === node.id) {
    const key = parent.childForFieldName(index[1])
    const field = key !== null && dialect.strings.has(key.type) ? unquote(textOf(source, key)) : '*'
    return storeAt(parent, field)
  }
  if (member === undefined || member[0] === '' || parent.childForFieldName(member[0])?.id !== node.id)
    return undefined
  const name = parent.childForFieldName(member[1])
  if (name === null) return undefined
  const call = dialect.calls.has(parent.type) ? parent : parent.parent
  if (call !== null && dialect.calls.has(call.type)) {
    const isCalled = call.id === parent.id || call.childForFieldName('function')?.id === parent.id
    if (!isCalled || !storing.test(textOf(source, name))) return undefined
    return { value: call, at: call, how: 'added', keys: [], ...keyOfCall(source, call, name) }
  }
  return storeAt(parent, textOf(source, name))
}

/** Functions that write into what they are handed; in Go into what is at an address. */
const filling: Readonly<Partial<Record<Language, RegExp>>> = {
  go: /^(?:Decode|DecodeElement|Unmarshal\w*|Bind\w*|ShouldBind\w*|BodyParser|QueryParser|ParamsParser|ReqHeaderParser|ReadJSON|ReadForm|ReadQuery|Scan|Sscan\w*|Fscan\w*|Read|ReadFull|ReadAtLeast|ReadFrom|DecodeJSON|Body|Query)$/,
  java: /^(?:read|readFully|readNBytes)$/,
  python: /^(?:readinto|readinto1|recv_into|recvfrom_into)$/,
}

const pointing =
  /^(?:Read(?:Full|AtLeast)?|(?:Should)?Bind\w*|BodyParser|QueryParser|ParamsParser|Decode|Unmarshal\w*|ReadJSON|DecodeJSON)$/

/** `json.Unmarshal(body, &x)`, `in.read(bytes)` */
function filledAt(source: Source, parent: Node, node: Node): Definition | undefined {
  const pattern = filling[source.dialect.language]
  if (pattern === undefined) return undefined
  const isAddress = parent.type === 'unary_expression' && parent.childForFieldName('operator')?.type === '&'
  const given = isAddress ? parent : node
  const list = given.parent
  const call = list?.parent ?? null
  if (list === null || call === null || !source.dialect.calls.has(call.type)) return undefined
  if (call.childForFieldName('arguments')?.id !== list.id) return undefined
  const path = calleePath(source, call)
  const name = path.slice(path.lastIndexOf('.') + 1)
  if (!pattern.test(name)) return undefined
  // A slice is written into by readers, anything else at its address, or through a pointer that has a name.
  if (source.dialect.language === 'go' && !isAddress && !pointing.test(name)) return undefined
  return { value: call, at: given, how: 'filled', keys: [] }
}

function storeAt(target: Node, field: string): Definition | undefined {
  const statement = target.parent
  const holder = statement?.type === 'expression_list' ? statement.parent : statement
  if (holder === null || holder === undefined) return undefined
  const left = holder.childForFieldName('left')
  if (left === null || (left.id !== target.id && left.id !== statement?.id)) return undefined
  const value = holder.childForFieldName('right')
  if (value === null || !/assignment/.test(holder.type)) return undefined
  return {
    value,
    at: holder,
    how: holder.type.startsWith('augmented') ? 'added' : 'assigned',
    keys: [],
    field,
  }
}

/** The constant key of `map.put("key", value)`. */
function keyOfCall(source: Source, call: Node, name: Node): { readonly field?: string } {
  if (!/^(?:put|set|Set|setdefault|setAttribute)$/.test(textOf(source, name))) return {}
  const given = argumentsOf(source, call).map(({ value }) => value)
  // Python's settings are kept by two: `settings.set('section', 'name', value)`.
  const keys = given.slice(0, Math.max(1, given.length - 1))
  return keys.length > 0 && keys.every(({ type }) => source.dialect.strings.has(type))
    ? { field: keys.map((key) => unquote(textOf(source, key))).join('.') }
    : {}
}
