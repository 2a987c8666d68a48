import type { Node } from 'web-tree-sitter'
import { boundValue } from '../bindings.ts'
import {
  argumentsOf,
  calleePath,
  enclosing,
  fieldOf,
  functionName,
  isRead,
  receiverOf,
  resolvePath,
  textOf,
  unquote,
  writtenPath,
  type Source,
} from '../source.ts'
import { wordsOf } from '../words.ts'
import { feeding, filling, pouring, converting, storing, bytesOf, lastNames } from './calls.ts'
import type { Clue, Role } from './clue.ts'
import {
  statementOf,
  isArgumentList,
  isMapping,
  isWithin,
  isItem,
  keyed,
  isJoining,
  isLast,
  isLoopOver,
  isCondition,
  isComparing,
} from './shapes.ts'
import { assigned, usesOf } from './uses.ts'

const mostSteps = 24
const mostUses = 12
const mostClues = 200

/** What PHP keeps of a session is no secret for being there. */
const superglobal = /\$_(?:SESSION|COOKIE|SERVER)\b/g

export type Walk = ReturnType<typeof createWalk>

/** @param known what is known already */
export function createWalk(source: Source, known: readonly Clue[] = []) {
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
