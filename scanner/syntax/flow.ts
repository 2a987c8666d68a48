import type { Node } from 'web-tree-sitter'
import { boundValue } from './bindings.ts'
import { spelled } from './dialect.ts'
import { argumentFor, callersOf, parametersOf } from './functions.ts'
import {
  argumentsOf,
  calleePath,
  enclosing,
  fieldOf,
  functionName,
  isRead,
  receiverOf,
  resolvePath,
  type Source,
  textOf,
  unquote,
  writtenPath,
} from './source.ts'
import { wordsOf } from './words.ts'

/** How something that is said near a value has to do with it. */
export type Role =
  /** It goes into it: `createHash('md5').update(password)`. */
  | 'input'
  /** It is kept under this name. */
  | 'target'
  /** It is handed to a call of this name … */
  | 'call'
  /** … together with this. */
  | 'beside'
  /** It is compared with this. */
  | 'compared'
  /** It is what a function of this name returns. */
  | 'returned'
  /** It is computed inside of this function, class or file. */
  | 'inside'
  /** A comment above says so. */
  | 'comment'

/** A name or a text near a value. */
export interface Clue {
  readonly role: Role
  /** In lower case. */
  readonly words: readonly string[]
  /** How many steps away it is: 0 is next to it. */
  readonly distance: number
}

const mostSteps = 24
const mostUses = 12
const mostClues = 200
/** Through how many variables a value is followed. */
const mostHops = 4

/**
 * What the code near a call says of what goes into it and where its value goes: names, calls, texts, comparisons. Within the
 * function; where it is a helper whose parameter goes in or whose result the value is, one story for each of its callers in the
 * file, because one may make a cache key of it and another a password.
 * @param isTold whether the story of a caller counts
 */
export function storiesNear(
  source: Source,
  call: Node,
  isTold: (caller: Node, holder: Node) => boolean = () => true,
): readonly (readonly Clue[])[] {
  const walk = createWalk(source)
  for (const { value } of argumentsOf(source, call)) walk.addNames(value, 'input', 0)
  walk.followFilled(call, 1)
  walk.follow(call, 0, mostHops)
  walk.addSurroundings(call)
  const holder = enclosing(call.parent, source.dialect.functions)
  source.effort.left -= 10
  const stories =
    holder === null || source.effort.left <= 0 ? [] : callersStories(source, holder, walk, isTold)
  return stories.length === 0 ? [walk.clues] : stories
}

/** What PHP keeps of a session is no secret for being there. */
const superglobal = /\$_(?:SESSION|COOKIE|SERVER)\b/g

const mostStories = 8

function callersStories(
  source: Source,
  holder: Node,
  within: Walk,
  isTold: (caller: Node, holder: Node) => boolean,
  depth = 0,
): readonly (readonly Clue[])[] {
  const taken = parametersOf(source, holder).filter(({ name }) => within.inputs.has(name))
  const isReturned = within.returnedBy.has(holder.id)
  if (taken.length === 0 && !isReturned) return []
  const callers = callersOf(source, holder).filter((one) => isTold(one, holder))
  return callers
    .flatMap((caller) => {
      source.effort.left -= 10
      if (source.effort.left <= 0) return []
      const walk = createWalk(source, within.clues)
      for (const { name } of taken) {
        const given = argumentFor(source, caller, holder, name)
        if (given !== null) walk.addNames(given, 'input', 1)
      }
      if (isReturned) walk.follow(caller, 1, mostHops)
      const around = enclosing(caller.parent, source.dialect.functions)
      if (around === null) return [walk.clues]
      walk.addInside(around, 2)
      const further = depth < 1 ? callersStories(source, around, walk, isTold, depth + 1) : []
      return further.length === 0 ? [walk.clues] : further
    })
    .slice(0, mostStories)
}

/** Methods by which something goes into what they are called on. */
const feeding =
  /^(?:update|write|Write|WriteString|Sum|digest|doFinal|init|Init|update_all|transform|hash|concat)$/
/** Calls that write random bytes into what they are given. */
const filling = /(?:^|\.)(?:nextBytes|Read|randomFillSync|getRandomValues)$/
/** Functions that write their other arguments into the value. */
const pouring =
  /^(?:io\.(?:WriteString|Copy|CopyBuffer|CopyN)|fmt\.Fprint\w*|fs\.createReadStream|pipe|hash_update)$/
/** Calls whose value is another form of what they are given; what they are called says nothing. */
const converting =
  /^(?:String|str|int|float|abs|Number|parseInt|parseFloat|toString|toFixed|hex|hexdigest|digest|encode|decode|from|Buffer|bytes|bytearray|EncodeToString|Sprintf|Sprint|format|valueOf|floor|ceil|round|max|min|slice|substring|substr|substr_?|charAt|join|replace|toUpperCase|toLowerCase|padStart|upper|lower|b64encode|encodeToString|list|tuple|range|map|printHexBinary|encodeHexString|append|Float64|Itoa|Int63|new|len|update|write|Write|Sum|trim|split|uniqid|base64_encode|bin2hex|dechex|base_convert|intval|strval|chr|str_shuffle|implode|str_pad|str_repeat|mb_substr|strtolower|strtoupper|to_s|to_i|rjust|ljust|pack|unpack1?|strip|downcase|upcase|base64digest|strict_encode64|urlsafe_encode64|encode64)$/

/** Calls that keep a value under the name that stands before it: `parameters.put("nonce", value)`. */
const storing =
  /\.(?:put|set|Set|add|Add|append|setAttribute|setItem|setProperty|setHeader|addHeader|header|setdefault)$/
/** Calls that give the bytes of a text. */
const bytesOf = /\.(?:getBytes|encode|toByteArray|bytes)$/

type Walk = ReturnType<typeof createWalk>

/** @param known what is known already */
function createWalk(source: Source, known: readonly Clue[] = []) {
  const { dialect } = source
  const clues: Clue[] = [...known]
  const followed = new Set<number>()
  /** Names that go into the value. */
  const inputs = new Set<string>()
  /** The functions whose result it is. */
  const returnedBy = new Set<number>()

  const add = (role: Role, text: string, distance: number): void => {
    const words = wordsOf(text.replaceAll(superglobal, ''))
    if (words.length > 0 && clues.length < mostClues) clues.push({ role, words, distance })
  }

  const isFeeding = (own: string): boolean => feeding.test(own) || dialect.feeding?.test(own) === true

  /** Whether a call gives what it is given only another form. */
  const isConversion = (call: Node): boolean => {
    const path = resolvePath(source, calleePath(source, call))
    const own = path.slice(path.lastIndexOf('.') + 1).replace(/\(\)$/, '')
    return converting.test(own) || dialect.converting?.test(own) === true
  }

  /** Names and texts in an expression. */
  const addNames = (node: Node, role: Role, distance: number): void => {
    let left = 40
    const visit = (one: Node, depth: number): void => {
      if (left <= 0 || depth > 12) return
      if (dialect.functions.has(one.type)) return
      if (dialect.converting !== undefined && dialect.calls.has(one.type) && isConversion(one)) {
        for (const part of [receiverOf(source, one), ...argumentsOf(source, one).map(({ value }) => value)])
          if (part !== null) visit(part, depth + 1)
        return
      }
      if (dialect.members[one.type] && (!dialect.calls.has(one.type) || isRead(dialect, one))) {
        const path = writtenPath(source, one)
        if (!path.includes('?') && !path.includes('(')) {
          left -= 1
          if (role === 'input') inputs.add(path.split('.')[0]!)
          add(role, path.slice(-200), distance)
          return
        }
      }
      if (dialect.names.has(one.type) || dialect.strings.has(one.type)) {
        left -= 1
        add(role, unquote(textOf(source, one)), distance)
        if (role === 'input') {
          inputs.add(textOf(source, one))
          addOrigin(one, distance + 1)
        }
        if (dialect.names.has(one.type) || one.namedChildCount === 0) return
      }
      for (const child of one.namedChildren) if (child) visit(child, depth + 1)
    }
    visit(node, 0)
  }

  /** `data = get_password()`: the call says what the name does not. `bytes = text.getBytes()` is `text` still. */
  const addOrigin = (name: Node, distance: number): void => {
    const origin = dialect.names.has(name.type) ? boundValue(source, name) : null
    if (origin === null || !dialect.calls.has(origin.type)) return
    add('input', lastNames(calleePath(source, origin)), distance)
    const object = bytesOf.test(calleePath(source, origin)) ? receiverOf(source, origin) : null
    if (object !== null && dialect.names.has(object.type)) inputs.add(textOf(source, object))
  }

  const follow = (from: Node, start: number, hops: number): void => {
    let current = from
    let distance = start
    for (let step = 0; step < mostSteps; step += 1) {
      const { parent } = current
      if (parent === null) return
      const { type } = parent
      const member = dialect.members[type]
      const binding = dialect.bindings[type]
      if (dialect.functions.has(type) && isMapping(source, parent)) {
        current = parent
        continue
      }
      if (dialect.functions.has(type) && !dialect.callbacks?.has(type)) {
        add('returned', functionName(source, parent), distance)
        returnedBy.add(parent.id)
        return
      }
      if (dialect.callbacks?.has(type)) {
        // What stands before the last of a block is not its value.
        if (parent.namedChildren.at(-1)?.id !== current.id) return
      } else if (dialect.returns.has(type)) {
        const holder = enclosing(parent, dialect.functions)
        if (holder !== null && (dialect.callbacks?.has(holder.type) || isMapping(source, holder))) {
          current = holder
          continue
        }
        if (holder) {
          add('returned', functionName(source, holder), distance)
          returnedBy.add(holder.id)
        }
        return
      }
      if (member && dialect.calls.has(type)) {
        // Java: the call names its object itself.
        addCall(parent, current, distance)
      } else if (dialect.argumentNodes?.has(type)) {
        const key = fieldOf(source, parent, 'name')
        if (key !== null) add('target', textOf(source, key), distance)
        const list = isArgumentList(type) ? parent : parent.parent
        const call = list !== null && isArgumentList(list.type) ? list.parent : null
        if (call === null) return
        distance += addArgument(call, current, distance) ? 0 : 1
        followBuilt(call, distance, hops)
        current = call
        continue
      } else if (isArgumentList(type)) {
        const call = parent.parent
        if (call === null) return
        if (dialect.returns.has(call.type)) {
          current = parent
          continue
        }
        distance += addArgument(call, current, distance) ? 0 : 1
        followBuilt(call, distance, hops)
        current = call
        continue
      } else if (member) {
        const call = parent.parent
        if (call && dialect.calls.has(call.type)) {
          addCall(call, parent, distance)
          current = call
          continue
        }
      } else if (dialect.calls.has(type)) {
        // It is what is called.
      } else if (binding && !isItem(parent)) {
        const target = fieldOf(source, parent, binding[0])
        if (target !== null && target.id === current.id) return
        if (target !== null) {
          add('target', unquote(textOf(source, target)).slice(0, 200), distance)
          if (keyed.has(type)) {
            current = parent
            distance += 1
            continue
          }
          if (hops > 0) followUses(target, parent, distance + 1, hops - 1)
        }
        return
      } else if (dialect.comparisons.has(type) && isComparing(parent)) {
        if (parent.childForFieldName('operator')?.type === '%') add('target', 'modulo', distance)
        for (const side of parent.namedChildren)
          if (side && side.id !== current.id) addNames(side, 'compared', distance)
        return
      } else if (dialect.indexes[type]) {
        const [object] = dialect.indexes[type]
        const into = fieldOf(source, parent, object)
        if (into && into.id !== current.id) add('target', writtenPath(source, into), distance)
      } else if (type === 'binary' && parent.childForFieldName('operator')?.type === '<<') {
        // Ruby's `digest << text`, `list << digest`.
        const [into, given] = [parent.childForFieldName('left'), parent.childForFieldName('right')]
        if (into?.id === current.id && given !== null) addNames(given, 'input', distance)
        else if (into !== null) add('target', writtenPath(source, into), distance)
        if (into?.id === current.id) return
      } else if (isJoining(type, dialect.language)) {
        for (const side of parent.namedChildren)
          if (
            side &&
            side.id !== current.id &&
            (dialect.strings.has(side.type) || /^string_(?:fragment|content)$/.test(side.type))
          )
            add('beside', unquote(textOf(source, side)).slice(0, 200), distance)
      } else if (isLoopOver(parent, current)) {
        const item = parent.childForFieldName('name') ?? parent.childForFieldName('left')
        if (item !== null && hops > 0) followUses(item, item, distance + 1, hops - 1)
        return
      } else if (dialect.lastCounts?.has(type)) {
        if (!isLast(parent, current)) return
      } else if (isCondition(parent, current) || dialect.statements.has(type)) return
      current = parent
    }
  }

  /** What is added to a text that is being built, character by character, is followed to the text. */
  const followBuilt = (call: Node, distance: number, hops: number): void => {
    const built = receiverOf(source, call)
    if (built === null || !dialect.names.has(built.type)) return
    if (!/\.(?:append|Append|add|Add)$/.test(calleePath(source, call))) return
    add('target', textOf(source, built), distance)
    if (hops > 0) followUses(built, call, distance + 1, hops - 1)
  }

  /** @returns whether the call only gives the value another form */
  const addArgument = (call: Node, argument: Node, distance: number): boolean => {
    const path = resolvePath(source, calleePath(source, call))
    const isConverting = isConversion(call)
    if (!isConverting || /cache|hash|session|token|password/i.test(path))
      add('call', lastNames(path), distance)
    const role: Role = pouring.test(path) ? 'input' : 'beside'
    const given = argumentsOf(source, call)
    for (const [at, other] of given.entries())
      if (!isWithin(other.value, argument) && !isConverting) {
        const isKey =
          at === 0 && given.length > 1 && storing.test(path) && dialect.strings.has(other.value.type)
        addNames(other.value, isKey ? 'target' : role, distance)
      }
    return isConverting
  }

  /** A method that is called on the value. */
  const addCall = (call: Node, member: Node, distance: number): void => {
    const path = calleePath(source, call)
    const own = path.slice(path.lastIndexOf('.') + 1)
    if (member.id === call.id || argumentsOf(source, call).length === 0) return
    followFilled(call, distance + 1)
    const role: Role = isFeeding(own) ? 'input' : 'beside'
    for (const { value } of argumentsOf(source, call)) addNames(value, role, distance)
    if (!isFeeding(own) && !isConversion(call)) add('call', own, distance)
  }

  /** What a call fills with its numbers is followed like what it gives. */
  const followFilled = (call: Node, distance: number): void => {
    if (!filling.test(calleePath(source, call))) return
    for (const { value } of argumentsOf(source, call))
      if (dialect.names.has(value.type)) {
        add('target', textOf(source, value), distance)
        followUses(value, value, distance, 1)
      }
  }

  /** Where in the same function the variable that it was assigned to is used. */
  const followUses = (given: Node, binding: Node, distance: number, hops: number): void => {
    const target = assigned(source, given)
    const name = textOf(source, target)
    const within = enclosing(binding, dialect.functions) ?? source.root
    if (name.length > 100 || followed.has(target.id)) return
    followed.add(target.id)
    let left = mostUses
    for (const use of usesOf(source, within, target)) {
      if (left <= 0) return
      left -= 1
      follow(use, distance, hops)
    }
  }

  const addSurroundings = (node: Node): void => {
    addComment(statementOf(node, dialect.statements))
    let around = named(enclosing(node.parent, dialect.functions))
    for (let depth = 1; around !== null && depth <= 4; depth += 1) {
      addInside(around, depth)
      if (depth === 1)
        addComment(
          around.childForFieldName('name') === null ? statementOf(around, dialect.statements) : around,
        )
      around = named(enclosing(around.parent, dialect.functions))
    }
    const type = enclosing(node.parent, dialect.classes)
    if (type !== null) add('inside', functionName(source, type), 3)
    add('inside', source.path.slice(source.path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, ''), 4)
  }

  /** The function around it that has a name of its own, where the language's others are blocks of it. */
  const named = (given: Node | null): Node | null => {
    let around = given
    while (around !== null && dialect.callbacks?.has(around.type))
      around = enclosing(around.parent, dialect.functions)
    return around
  }

  const addInside = (around: Node, depth: number): void => {
    add('inside', functionName(source, around), depth)
    const parameters = fieldOf(source, around, 'parameters') ?? around.childForFieldName('parameter')
    if (parameters !== null) addNames(parameters, 'inside', depth + 1)
  }

  /** The comment right above a statement, or the first text of a Python function. */
  const addComment = (node: Node): void => {
    const above = node.previousNamedSibling
    const isAbove =
      above !== null && /comment/.test(above.type) && node.startPosition.row - above.endPosition.row <= 1
    if (isAbove) add('comment', textOf(source, above).slice(-300), 0)
    const first = node.childForFieldName('body')?.namedChild(0)?.namedChild(0)
    if (first?.type === 'string') add('comment', textOf(source, first).slice(0, 300), 0)
  }

  return { clues, inputs, returnedBy, addNames, addInside, follow, followFilled, addSurroundings }
}

/** The variable that an assignment changes: `b` of `b[i] = …`. */
function assigned(source: Source, given: Node): Node {
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

function statementOf(node: Node, containers: ReadonlySet<string>): Node {
  let current = node
  while (
    current.parent !== null &&
    !(containers.has(current.parent.type) && isBlock.test(current.parent.type))
  )
    current = current.parent
  return current
}

const isBlock = /block|program|module|body|source_file|statement_list/

const isArgumentList = (type: string): boolean =>
  type === 'arguments' ||
  type === 'argument_list' ||
  type === 'value_arguments' ||
  type === 'annotated_lambda'

/** A function without a name whose results are put together by what it is handed to: `Array.from({ length: 9 }, () => …)`. */
function isMapping(source: Source, holder: Node): boolean {
  const list = holder.childForFieldName('name') === null ? holder.parent : null
  const call = list !== null && isArgumentList(list.type) ? list.parent : null
  return call !== null && source.dialect.calls.has(call.type) && mapping.test(calleePath(source, call))
}

const mapping = /(?:^Array\.from|\.(?:map|flatMap|mapToObj|replace|replaceAll|generate))$/

const isWithin = (node: Node, around: Node): boolean =>
  node.startIndex >= around.startIndex && node.endIndex <= around.endIndex

/** An element of a PHP array without a key. */
const isItem = (node: Node): boolean => node.type === 'array_element_initializer' && node.namedChildCount < 2

/** What a value is put under and handed on with. */
const keyed: ReadonlySet<string> = new Set(['pair', 'keyword_argument', 'array_element_initializer'])

/** A text that the value is joined to or put into. */
const isJoining = (type: string, language: string): boolean =>
  /^(?:binary_expression|binary_operator|binary|encapsed_string)$/.test(type) ||
  type.startsWith('template') ||
  (type === 'string' && language === 'ruby')

/** What Ruby gives back without saying so. */
const isLast = (container: Node, node: Node): boolean =>
  container.namedChildren.findLast((one) => one?.type !== 'comment')?.id === node.id

/** Whether the items of a value are gone through: `for (byte b : digest)`, `for _, b := range digest`. */
const isLoopOver = (parent: Node, value: Node): boolean =>
  /^(?:enhanced_for_statement|for_in_statement|range_clause|for_statement|for_in_clause)$/.test(
    parent.type,
  ) && (parent.childForFieldName('value') ?? parent.childForFieldName('right'))?.id === value.id

/** What is asked is not what comes out of it. */
const isCondition = (parent: Node, node: Node): boolean =>
  /^(?:if|unless|elsif|while|until|if_modifier|unless_modifier|conditional)$/.test(parent.type) &&
  parent.childForFieldName('condition')?.id === node.id

const isComparing = (node: Node): boolean =>
  node.type === 'comparison_operator' ||
  /^(?:[=!]==?|<>)$/.test(node.childForFieldName('operator')?.type ?? '')

/** The last two names: `cache.set` of `this.store.cache.set`. */
const lastNames = (path: string): string =>
  // What slows guessing down names itself first: `BCrypt.Password.create`.
  /bcrypt|argon2|scrypt/i.test(path) ? path : path.split('.').slice(-2).join(' ')
