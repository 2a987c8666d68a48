import type { Node } from 'web-tree-sitter'
import { argumentFor, callersOf, parametersOf } from '../functions.ts'
import { argumentsOf, enclosing, type Source } from '../source.ts'
import type { Clue } from './clue.ts'
import { createWalk, type Walk } from './walk.ts'

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
