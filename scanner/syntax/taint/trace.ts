import type { Node } from 'web-tree-sitter'
import {
  argumentsOf,
  calleePath,
  enclosing,
  functionName,
  resolvePath,
  type Source,
  textOf,
  unquote,
  writtenPath,
} from '../source.ts'
import { calledFunctions, callersOf, parametersOf, returnsOf } from '../functions.ts'
import { constantText } from '../values.ts'
import { knownValue, reach } from './conditions.ts'
import { definitionsOf } from './definitions.ts'
import { isGuarded } from './guards.ts'
import { listElement } from './lists.ts'
import type { Model } from './model.ts'
import { promisedValues } from './promises.ts'
import { isScrubbing } from './scrubbing.ts'
import { modelOf } from './models/index.ts'
import {
  constant,
  type Definition,
  either,
  isAtLeast,
  joined,
  type SinkKind,
  type Trace,
  unknown,
  worst,
} from './trust.ts'

/** For one value; a file has few places that are asked about. */
const mostSteps = 600
/** For all values of a file: code that is written by machines hands thousands to one function. */
const mostStepsOfFile = 10_000
const stepsOfFile = new WeakMap<Source, number>()
const deepest = 40
const deepestCalls = 3
const mostDefinitions = 12

/** A format that takes nothing but numbers: `id = %d`. */
const isOnlyNumbers = (format: string | undefined): boolean =>
  format !== undefined && /%[-+#0 ]*\d*[df]/.test(format) && !/%[^%df\d\s]*[a-ce-zA-Z]/.test(format)

const asking =
  /^(?:requests|httpx|axios|got|needle|superagent)(?:\.Session\(\))?\.(?:get|post|put|patch|delete|head|request)$/
const ownAddress = /^(?:(?:window|document)\.)*location(?:\.href)?$/

const separator = /^(?:os\.PathSeparator|path\.sep|os\.sep|os\.path\.sep|(?:java\.io\.)?File\.separator)$/

/** `path.normalize('/' + x)`: from the root no `..` leads further up. */
const rooting = /(?:^|\.)(?:filepath\.Clean|normalize|normpath)$/

/** Arguments that a function of the file was called with. */
interface Frame {
  readonly holder: Node
  readonly given: readonly Trace[]
  readonly named: ReadonlyMap<string, Trace>
  readonly outer: Frame | undefined
}

/**
 * Where a value comes from, followed backwards within the file: through assignments, texts that are put together,
 * collections, calls of the file's own functions, and callbacks.
 * @param kind what it is used for: decides what makes it harmless
 */
export function traceOf(source: Source, node: Node, kind: SinkKind): Trace {
  const before = stepsOfFile.get(source) ?? 0
  if (before > mostStepsOfFile) return constant
  const tracer = createTracer(source, kind)
  const found = tracer.trace(node, undefined, 0)
  stepsOfFile.set(source, before + tracer.steps())
  return found
}

const safeTypes =
  /^(?:number|integer|float|true|false|null|nil|none|True|False|None|undefined|regex|null_literal|boolean|int_literal|float_literal|decimal_integer_literal|hex_integer_literal|decimal_floating_point_literal|character_literal|rune_literal|comparison_operator|not_operator|ellipsis|class_literal|instanceof_expression|update_expression|jsx_\w+|type_identifier|func_literal|arrow_function|function_expression|lambda|lambda_expression|method_reference)$/
const wrapping =
  /^(?:parenthesized_expression|await_expression|await|as_expression|non_null_expression|satisfies_expression|spread_element|spread|list_splat|dictionary_splat|expression_statement|literal_element|literal_value|keyed_element|interpolation|template_substitution|string_fragment|yield|parenthesized_list_splat|initializer|element_value_array_initializer|generator_expression|list_comprehension|set_comprehension|dictionary_comprehension|variadic_argument|slice_expression|type_assertion_expression|type_assertion|generic_type)$/
const collections =
  /^(?:array|list|tuple|set|object|dictionary|composite_literal|array_initializer|expression_list|pair|array_creation_expression)$/

function createTracer(source: Source, kind: SinkKind) {
  const { dialect } = source
  const model: Model = modelOf(dialect.language)
  const visiting = new Set<string>()
  let steps = 0

  function trace(node: Node | null, frame: Frame | undefined, depth: number): Trace {
    steps += 1
    if (node === null || depth > deepest || steps > mostSteps) return unknown
    const key = `${node.id} ${frame?.holder.id ?? 0}`
    if (visiting.has(key)) return constant
    visiting.add(key)
    const before = source.followed.push(node.startIndex) - 1
    try {
      const found = traceNode(node, frame, depth)
      // What can do no harm is not what it comes by.
      if (found.trust === 'constant') source.followed.length = before
      return found
    } finally {
      visiting.delete(key)
    }
  }

  function traceNode(node: Node, frame: Frame | undefined, depth: number): Trace {
    const { type } = node
    const inner = (one: Node | null): Trace => trace(one, frame, depth + 1)
    if (dialect.strings.has(type)) return traceText(node, inner)
    if (safeTypes.test(type)) return constant
    if (dialect.calls.has(type)) return traceCall(node, frame, depth)
    if (dialect.members[type]) return traceMember(node, frame, depth)
    if (dialect.indexes[type]) return traceIndex(node, frame, depth)
    if (dialect.names.has(type)) return traceName(node, frame, depth)
    switch (type) {
      case 'binary_expression':
      case 'binary_operator':
      case 'boolean_operator':
        return traceBinary(node, inner)
      case 'ternary_expression':
      case 'conditional_expression':
        return traceChoice(node, inner)
      case 'unary_expression':
      case 'unary_operator':
        // Go: `&x`, `*x`; JavaScript: `!x`, `+x`, `typeof x`.
        return dialect.language === 'go' ? inner(node.childForFieldName('operand')) : constant
      case 'cast_expression':
        return harmlessType(node.childForFieldName('type'))
          ? constant
          : inner(node.childForFieldName('value'))
      case 'type_conversion_expression':
        return inner(node.childForFieldName('operand'))
      case 'assignment_expression':
        return inner(node.childForFieldName('right'))
      case 'named_expression':
        return inner(node.childForFieldName('value'))
      case 'sequence_expression':
        return inner(node.namedChild(node.namedChildCount - 1))
      case 'pair':
        return inner(node.childForFieldName('value'))
    }
    if (type === 'composite_literal') return inner(node.childForFieldName('body'))
    if (type === 'array_creation_expression') return inner(node.childForFieldName('value'))
    if (type === 'slice_expression' || type === 'type_assertion_expression')
      return inner(node.childForFieldName('operand'))
    if (type === 'keyed_element') return inner(node.namedChild(1))
    if (type.endsWith('comprehension') || type === 'generator_expression')
      return inner(node.childForFieldName('body') ?? node.namedChild(0))
    if (collections.test(type) || type === 'literal_value')
      return worst(node.namedChildren.map((one) => inner(one)))
    if (wrapping.test(type)) return inner(node.namedChild(0))
    return unknown
  }

  const harmlessType = (type: Node | null): boolean =>
    type !== null && model.harmlessTypes.test(textOf(source, type).replace(/^:\s*/, '').slice(0, 60))

  /** A literal, perhaps with values filled in. */
  function traceText(node: Node, inner: (one: Node | null) => Trace): Trace {
    const filled = node.namedChildren.filter(
      (one): one is Node => one !== null && /^(?:template_substitution|interpolation|string)$/.test(one.type),
    )
    if (filled.length === 0) return { ...constant, prefix: unquote(textOf(source, node)) }
    const parts = filled.map((one) =>
      inner(one.type === 'interpolation' ? (one.childForFieldName('expression') ?? one) : one),
    )
    const all = worst(parts)
    const prefix = unquote(textOf(source, node).slice(0, filled[0]!.startIndex - node.startIndex))
      .replace(/^[A-Za-z]{0,2}(?:"""|'''|["'`])/, '')
      .slice(0, 400)
    if (all.trust === 'constant') return { ...constant, prefix }
    const [first = constant] = parts
    const isLed = prefix === '' && first.prefix === '' && (first.isLed || !isAtLeast(first.trust, 'local'))
    return {
      ...all,
      isBuilt: filled.length > 1 || hasText(node, filled[0]!),
      prefix: prefix || first.prefix,
      isLed,
    }
  }

  /** Whether there is more in it than the one value. */
  const hasText = (node: Node, filled: Node): boolean =>
    node.endIndex - node.startIndex - (filled.endIndex - filled.startIndex) > 3

  function traceBinary(node: Node, inner: (one: Node | null) => Trace): Trace {
    const operator = node.childForFieldName('operator')?.type ?? ''
    const left = (): Trace => inner(node.childForFieldName('left'))
    const right = (): Trace => inner(node.childForFieldName('right'))
    if (operator === '+') return joined([left(), right()])
    if (operator === '%' && dialect.language === 'python') {
      const format = left()
      if (isOnlyNumbers(constantText(source, node.childForFieldName('left')))) return constant
      return { ...joined([format, right()]), prefix: format.prefix.split('%')[0]! }
    }
    if (operator === '/' && dialect.language === 'python') return joined([left(), right()])
    if (['||', '??', 'or', 'and', '&&'].includes(operator)) {
      // `x && f(x)`: the value is the second.
      return operator === '&&' ? right() : either(left(), right())
    }
    if (operator === '|') return either(left(), right())
    return constant
  }

  function traceChoice(node: Node, inner: (one: Node | null) => Trace): Trace {
    const isPython = dialect.language === 'python'
    const condition = isPython ? node.namedChild(1) : node.childForFieldName('condition')
    const yes = isPython ? node.namedChild(0) : node.childForFieldName('consequence')
    const no = isPython ? node.namedChild(2) : node.childForFieldName('alternative')
    const value = knownValue(source, condition)
    if (value === true) return inner(yes)
    if (value === false) return inner(no)
    return either(inner(yes), inner(no))
  }

  /** `JSON` is the platform's; what `JSON.parse` gives is not. */
  const isCarried = (node: Node | null): boolean =>
    node !== null &&
    dialect.calls.has(node.type) &&
    model.carrying.test(resolvePath(source, calleePath(source, node)))

  /** What a path is known for; nothing where its first name is something of the file's own making. */
  const originOf = (path: string, node?: Node): Trace | undefined => {
    for (const [pattern, origin] of model.origins)
      if (pattern.test(path))
        return node !== undefined && isOwn(node) ? undefined : { ...constant, ...origin }
    return undefined
  }

  const isOwn = (node: Node): boolean => {
    let first = node
    for (let depth = 0; depth < 12 && !dialect.names.has(first.type); depth += 1) {
      const next = dialect.calls.has(first.type)
        ? (first.childForFieldName('function') ?? first.childForFieldName('object'))
        : first.namedChild(0)
      if (next === null) return false
      first = next
    }
    const known = definitionsOf(source, first).filter(({ how }) => how !== 'added' && how !== 'filled')
    // What a browser gives is not meant where a name of the file's own is the same.
    if (/^(?:location|document|history|parent|top)$/.test(textOf(source, first)) && known.length > 0)
      return !known.some(
        ({ value }) => value !== null && /location/.test(textOf(source, value).slice(0, 200)),
      )
    const [definition, ...others] = known
    if (definition === undefined || others.length > 0 || definition.how !== 'assigned') return false
    const value = definition.value
    if (value === null || definition.field !== undefined || definition.keys.length > 0) return false
    return !/req|ctx|context|event|argv|location|args|params|form\(/i.test(
      textOf(source, value).slice(0, 200),
    )
  }

  function traceMember(node: Node, frame: Frame | undefined, depth: number): Trace {
    const [objectField, nameField] = dialect.members[node.type]!
    const path = resolvePath(source, writtenPath(source, node))
    const origin = originOf(path, node)
    if (origin !== undefined) return guarded(node, origin)
    if (separator.test(path)) return { ...constant, prefix: '/' }
    const object = objectField === '' ? null : node.childForFieldName(objectField)
    if (!isCarried(object) && model.configured.test(path)) return constant
    const name = node.childForFieldName(nameField)
    if (object === null || name === null) return unknown
    const own = textOf(source, name)
    // Go's own package for forms leaves the last part of an uploaded file's name only.
    if (own === 'Filename' && kind === 'path' && dialect.language === 'go') return constant
    // `os.P_WAIT`: what a module calls in capitals it does not change.
    if (/^[A-Z][A-Z0-9_]+$/.test(own) && source.imports.has(textOf(source, object))) return constant
    if (/^(?:length|size|Length|byteLength|status|statusCode|id)$/.test(own) && own !== 'id') return constant
    if (dialect.names.has(object.type)) {
      if (/^(?:this|self|cls)$/.test(textOf(source, object))) return traceField(node, own, frame, depth)
      return guarded(node, traceDefinitions(object, own, frame, depth))
    }
    return trace(object, frame, depth + 1)
  }

  /** `this.x`: what is assigned to it anywhere in the file. */
  function traceField(node: Node, own: string, frame: Frame | undefined, depth: number): Trace {
    const written = textOf(source, node)
    const values = (source.bindings.get(written) ?? []).slice(0, mostDefinitions)
    if (values.length === 0) return /^[A-Z_]+$/.test(own) ? constant : unknown
    return guarded(node, worst(values.map((value) => trace(value, frame, depth + 1))))
  }

  function traceIndex(node: Node, frame: Frame | undefined, depth: number): Trace {
    const [objectField, keyField] = dialect.indexes[node.type]!
    const origin = originOf(resolvePath(source, writtenPath(source, node)), node)
    if (origin !== undefined) return guarded(node, origin)
    const object = node.childForFieldName(objectField)
    const key = node.childForFieldName(keyField)
    if (object === null) return unknown
    const field = key !== null && dialect.strings.has(key.type) ? unquote(textOf(source, key)) : undefined
    const element = listElement(source, node, object, key)
    if (element !== undefined) return element === null ? constant : trace(element, frame, depth + 1)
    if (dialect.names.has(object.type)) return guarded(node, traceDefinitions(object, field, frame, depth))
    return guarded(node, trace(object, frame, depth + 1))
  }

  function traceName(node: Node, frame: Frame | undefined, depth: number): Trace {
    const name = textOf(source, node)
    const origin = originOf(resolvePath(source, name), node)
    if (origin !== undefined) return guarded(node, origin)
    if (model.configured.test(name)) return constant
    return guarded(node, traceDefinitions(node, undefined, frame, depth))
  }

  /** What was compared with what is allowed before is harmless. */
  function guarded(node: Node, found: Trace): Trace {
    return isAtLeast(found.trust, 'unknown') && isGuarded(source, node, kind) ? constant : found
  }

  /** Every value that a name may have where it stands. */
  function traceDefinitions(
    name: Node,
    field: string | undefined,
    frame: Frame | undefined,
    depth: number,
  ): Trace {
    const known = definitionsOf(source, name).filter(
      (one) => field === undefined || one.field === undefined || one.field === '*' || one.field === field,
    )
    if (known.length === 0) {
      const written = textOf(source, name)
      const isConstant = source.imports.has(written) || /^_?[A-Z][A-Z0-9_]+$/.test(written)
      return isConstant ? constant : unknown
    }
    const found: Trace[] = []
    const branches = new Set<number>()
    const scope = enclosing(name.parent, dialect.functions)
    const isLocal = (one: Definition): boolean =>
      one.how === 'parameter' || enclosing(one.at, dialect.functions)?.id === scope?.id
    // `x = f(x)`: in its own value a name still has the one before.
    const isBefore = (one: Definition): boolean =>
      one.how === 'element' || one.how === 'parameter'
        ? one.at.startIndex < name.startIndex
        : one.at.endIndex <= name.startIndex
    const before = known.filter((one) => !isLocal(one) || isBefore(one))
    const seen = (before.length > 0 ? before : known).slice(-mostDefinitions)
    for (const one of seen.toReversed()) {
      const around = isLocal(one) ? reach(source, one.at, name) : undefined
      if (around === 'never') continue
      found.push(traceDefinition(one, field, frame, depth))
      // What was there before is no more.
      if (one.how === 'added' || one.how === 'filled' || (one.field !== undefined && one.field !== field))
        continue
      if (around === 'surely' && one.how !== 'parameter') break
      if (typeof around === 'object') {
        if (branches.has(around.branch.id)) break
        branches.add(around.branch.id)
        if (around.branch.type === 'else_clause' && around.branch.parent)
          branches.add(around.branch.parent.id)
      }
    }
    const isAdded = seen.some((one) => one.how === 'added')
    const all = worst(found)
    const first = found.at(-1)
    return isAdded && all.trust !== 'constant' ? { ...all, isBuilt: true, prefix: first?.prefix ?? '' } : all
  }

  function traceDefinition(
    one: Definition,
    field: string | undefined,
    frame: Frame | undefined,
    depth: number,
  ): Trace {
    const keys = field === undefined || one.field !== undefined ? one.keys : [...one.keys, field]
    if (one.how === 'nothing' || one.how === 'function') return constant
    if (one.how === 'filled') return traceFilled(one, frame, depth)
    if (one.how === 'parameter')
      return either(
        traceParameter(one, frame, depth),
        one.value === null ? constant : trace(one.value, frame, depth + 1),
      )
    if (one.how === 'added' && one.value !== null && one.value.id === one.at.id)
      return worst(argumentsOf(source, one.value).map(({ value }) => trace(value, frame, depth + 1)))
    return keys.length === 0 || one.value === null || one.how === 'added'
      ? trace(one.value, frame, depth + 1)
      : traceTaken(one.value, keys, frame, depth)
  }

  /** What a call writes into a variable that it is handed: `json.Unmarshal(body, &given)`, `in.read(bytes)`. */
  function traceFilled({ value: call, at }: Definition, frame: Frame | undefined, depth: number): Trace {
    if (call === null) return constant
    const origin = originOf(`${resolvePath(source, calleePath(source, call))}()`, call)
    const receiver = receiverOf(call)
    const others = argumentsOf(source, call).filter(({ value }) => value.id !== at.id)
    const found =
      origin ??
      worst([
        receiver === null ? constant : traceReceiver(receiver, (one) => trace(one, frame, depth + 1)),
        ...others.map(({ value }) => trace(value, frame, depth + 1)),
      ])
    // Of what is read from anywhere else nothing is known, and most of it is the program's own.
    return isAtLeast(found.trust, 'local') ? found : constant
  }

  /** What a pattern takes out of a value: `id` of `const { id } = req.query`. */
  function traceTaken(value: Node, keys: readonly string[], frame: Frame | undefined, depth: number): Trace {
    const path = `${resolvePath(source, writtenPath(source, value))}.${keys.join('.')}`
    const origin = originOf(path)
    if (origin !== undefined) return origin
    if (!isCarried(value) && model.configured.test(path)) return constant
    if (value.type === 'object' || value.type === 'dictionary') {
      for (const pair of value.namedChildren) {
        const key = pair?.childForFieldName('key')
        if (pair && key && unquote(textOf(source, key)) === keys[0])
          return trace(pair.childForFieldName('value'), frame, depth + 1)
        if (pair?.type === 'shorthand_property_identifier' && textOf(source, pair) === keys[0])
          return trace(pair, frame, depth + 1)
      }
    }
    if (dialect.names.has(value.type) && keys.length > 0)
      return traceDefinitions(value, keys[0], frame, depth + 1)
    return trace(value, frame, depth + 1)
  }

  function traceParameter(one: Definition, frame: Frame | undefined, depth: number): Trace {
    const holder = enclosing(one.at.parent, dialect.functions)
    if (holder === null) return unknown
    const list = parametersOf(source, holder)
    const index = list.findIndex(
      (each) => each.node.startIndex <= one.at.startIndex && one.at.endIndex <= each.node.endIndex,
    )
    const parameter = list[index]
    if (parameter === undefined) return unknown
    const { name, node } = parameter
    for (let each = frame; each !== undefined; each = each.outer)
      if (each.holder.id === holder.id) return each.named.get(name) ?? each.given[index] ?? constant
    const origin = model.parameterOrigin({ source, holder, node, index, name, keys: one.keys })
    if (origin !== undefined) return { ...constant, ...origin }
    if (harmlessType(node.childForFieldName('type') ?? node.parent?.childForFieldName('type') ?? null))
      return constant
    const called = traceCallback(holder, index, frame, depth)
    if (called !== undefined) return called
    return traceCallers(holder, index, name, depth)
  }

  /** `items.map((item) => …)`: the items are what is mapped. */
  function traceCallback(
    holder: Node,
    index: number,
    frame: Frame | undefined,
    depth: number,
  ): Trace | undefined {
    const call = holder.parent?.parent ?? null
    if (
      call === null ||
      !dialect.calls.has(call.type) ||
      call.childForFieldName('arguments')?.id !== holder.parent?.id
    )
      return undefined
    const callee = call.childForFieldName('function') ?? call
    const object = callee.childForFieldName('object')
    if (object === null) return undefined
    const path = calleePath(source, call)
    if (/\.(?:forEach|map|filter|flatMap|find|some|every|then|each|reduceRight|sort|stream)$/.test(path))
      return index === 0 ? trace(object, frame, depth + 1) : constant
    if (/\.(?:reduce)$/.test(path)) return trace(object, frame, depth + 1)
    return undefined
  }

  let callDepth = 0

  /** What the function's callers in this file hand over. */
  function traceCallers(holder: Node, index: number, name: string, depth: number): Trace {
    const parameter: Trace = { ...unknown, trust: 'parameter' }
    const own = functionName(source, holder)
    if (own === '' || callDepth >= deepestCalls) return parameter
    callDepth += 1
    try {
      const given = callersOf(source, holder).map((call): Trace => {
        const list = argumentsOf(source, call)
        const named = list.find((each) => each.name === name)
        const positional = list.filter((each) => each.name === undefined)[index]
        const value = named?.value ?? positional?.value
        return value === undefined ? constant : trace(value, undefined, depth + 1)
      })
      const all = worst(given)
      if (isAtLeast(all.trust, 'local')) return all
      return given.length > 0 && all.trust === 'constant' && !isExported(holder) ? constant : parameter
    } finally {
      callDepth -= 1
    }
  }

  const isExported = (holder: Node): boolean =>
    dialect.language === 'go' || dialect.language === 'python'
      ? !/^(?:[a-z]\w*|_\w+)$/.test(functionName(source, holder)) || dialect.language === 'python'
      : /\b(?:export|public|protected|module\.exports|exports)\b/.test(
          source.text.slice(Math.max(0, holder.startIndex - 60), holder.startIndex + 40),
        )

  function traceCall(call: Node, frame: Frame | undefined, depth: number): Trace {
    const written = calleePath(source, call)
    const path = resolvePath(source, written)
    if (isScrubbing(source, call, path, kind)) return constant
    const origin = originOf(`${path}()`, call)
    if (origin !== undefined) return guarded(call, origin)
    if (model.harmless.test(path) || model.cleaning[kind]?.test(path)) return constant
    const list = argumentsOf(source, call)
    const inner = (one: Node): Trace => trace(one, frame, depth + 1)
    const object = receiverOf(call)
    const last = path.slice(path.lastIndexOf('.') + 1)
    const own = calledFunctions(source, call)
    // What calls itself escaping is believed: how it does so is for those who read it.
    if (own.length > 0 && isEscaping(last) && !/clean/i.test(last)) return constant
    const results = own.flatMap((one) => traceOwn(one, list, frame, depth, inner) ?? [])
    if (results.length > 0) return worst(results)
    const promised = promisedValues(source, call, path)
    if (promised.length > 0) return worst(promised.map((one) => inner(one)))
    if (object !== null && dialect.names.has(object.type)) {
      const element = last === 'get' ? listElement(source, call, object, list[0]?.value ?? null) : undefined
      if (element !== undefined) return element === null ? constant : inner(element)
      const key = /^(?:get|getOrDefault|getAttribute)$/.test(last) ? keyOf(object, list) : undefined
      if (key !== undefined) return traceDefinitions(object, key, frame, depth)
    }
    const receiver = object === null ? constant : traceReceiver(object, inner)
    if (model.joining.test(path)) {
      if (isOnlyNumbers(constantText(source, list[0]?.value ?? null))) return constant
      const parts = [receiver, ...list.map(({ value }) => inner(value))]
      const prefix = formatPrefix(call, parts)
      const whole = joined(parts)
      // `"%s/%s"`: it begins with whatever comes first.
      const [, second, third] = parts
      const first = receiver.prefix === '' && second?.prefix.startsWith('%') ? third : undefined
      const isLed =
        prefix === '' && (whole.isLed || (first !== undefined && !isAtLeast(first.trust, 'local')))
      return { ...whole, prefix, isLed }
    }
    // `_.escapeRegExp(x)`, although lodash mostly hands on what it gets.
    if (/escape[A-Z_]|[a-z_]escape/i.test(last) && isEscaping(last)) return constant
    if (kind === 'path' && rooting.test(path) && list.length === 1 && inner(list[0]!.value).prefix === '/')
      return constant
    // An address that is made of the page's own begins with its host.
    if (
      dialect.language === 'javascript' &&
      path === 'URL' &&
      list.length === 1 &&
      ownAddress.test(textOf(source, list[0]!.value))
    )
      return { ...inner(list[0]!.value), isLed: true }
    // What another server answers is nobody's who asks.
    if (asking.test(path)) return unknown
    if (model.carrying.test(path) && /^get(?:All)?$/.test(last))
      return { ...worst([receiver, ...list.map(({ value }) => inner(value))]), isLed: false }
    if (model.carrying.test(path)) return worst([receiver, ...list.map(({ value }) => inner(value))])
    if (isCleaning(last)) return constant
    if (model.fetching.test(path)) return receiver.trust === 'untrusted' ? receiver : unknown
    const all = worst([receiver, ...list.map(({ value }) => inner(value))])
    if (isAtLeast(all.trust, 'parameter')) return { ...all, isGuessed: true }
    // What is asked for by fixed names is somebody's who wrote it; what comes of nothing cannot be known.
    const isMade = /^(?:[A-Z]|(?:list|dict|set|tuple|str|bytearray|bytes)$)/.test(last)
    const isFixed = worst(list.map(({ value }) => inner(value))).trust === 'constant'
    return (list.length > 0 || isMade) && isFixed ? constant : unknown
  }

  /** `map.get('a')`, `settings.get('section', 'name')`, of which the second may also be what is given where there is none. */
  function keyOf(object: Node, list: ReturnType<typeof argumentsOf>): string | undefined {
    const [first, second] = list.map(({ value }) => constantText(source, value))
    if (first === undefined || second === undefined) return first
    const both = `${first}.${second}`
    return definitionsOf(source, object).some(({ field }) => field === both) ? both : first
  }

  /** By its name it makes a value harmless for this use: nobody else's `escapeHtml` helps in SQL. */
  const isCleaning = (name: string): boolean => {
    return /hash|digest|encrypt|valid|(?<!un)safe|allow|whitelist/i.test(name) || isEscaping(name)
  }

  const isEscaping = (name: string): boolean => {
    if (
      kind === 'session' ||
      /unescape|decode/i.test(name) ||
      !/sanit|escape|encode|clean|purif|strip_?tags/i.test(name)
    )
      return false
    return kind === 'html' || !/html|xss|tags/i.test(name)
  }

  /** What a call is made on; nothing where that is a module. */
  function receiverOf(call: Node): Node | null {
    const callee = call.childForFieldName('function') ?? call
    return callee.childForFieldName('object') ?? callee.childForFieldName('operand')
  }

  function traceReceiver(object: Node, inner: (one: Node) => Trace): Trace {
    if (!dialect.names.has(object.type)) return inner(object)
    const [definition] = definitionsOf(source, object)
    // `const path = req.query.path` is no module, though it is kept among them for its name.
    const isField = definition?.value != null && dialect.members[definition.value.type] !== undefined
    if (source.imports.has(textOf(source, object)) && !isField) return constant
    return definition === undefined ? constant : inner(object)
  }

  /** The text that a format begins with. */
  const formatPrefix = (call: Node, parts: readonly Trace[]): string => {
    const receiver = receiverOf(call)
    const format =
      constantText(source, receiver) ?? constantText(source, argumentsOf(source, call)[0]?.value ?? null)
    if (format === undefined) return parts.find(({ prefix }) => prefix !== '')?.prefix ?? ''
    // What is filled in at the beginning may be known, too.
    const filled = parts.slice(constantText(source, receiver) === undefined ? 2 : 1)
    const [first = '', ...pieces] = format.split(/%[sv]|\{\d?\}/)
    let prefix = first.split(/[%{]/)[0]!
    for (const [at, piece] of pieces.entries()) {
      const value = filled[at]
      if (value?.trust !== 'constant' || value.prefix === '') break
      prefix += value.prefix + piece.split(/[%{]/)[0]!
    }
    return prefix
  }

  /** What a function of the file makes of its arguments; undefined where it gives nothing back. */
  function traceOwn(
    holder: Node,
    list: ReturnType<typeof argumentsOf>,
    frame: Frame | undefined,
    depth: number,
    inner: (one: Node) => Trace,
  ): Trace | undefined {
    if (callDepth >= deepestCalls) return undefined
    const values = returnsOf(source, holder)
    if (values.length === 0) return undefined
    const given = list.filter(({ name }) => name === undefined).map(({ value }) => inner(value))
    const named = new Map(
      list.flatMap(({ name, value }) => (name === undefined ? [] : [[name, inner(value)]])),
    )
    callDepth += 1
    try {
      const next: Frame = { holder, given, named, outer: frame }
      return worst(values.map((value) => trace(value, next, depth + 1)))
    } finally {
      callDepth -= 1
    }
  }

  return { trace, steps: () => steps }
}
