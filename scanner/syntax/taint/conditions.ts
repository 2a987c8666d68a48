import type { Node } from 'web-tree-sitter'
import { decide, type Known, armValue as armValueBy, reach as reachBy } from '../conditions.ts'
import { argumentsOf, calleePath, type Source } from '../source.ts'
import { constantNumber, constantText, followName } from '../values.ts'

/** The value of a condition that is decided by what is written in the code; undefined where it is not. */
export const knownValue = (source: Source, node: Node | null, depth = 0): Known | undefined =>
  decide(source, node, scalar, depth)

/** As `reachBy`, with values followed as far as they are followed at all. */
export const reach = (source: Source, from: Node, use: Node): ReturnType<typeof reachBy> =>
  reachBy(source, from, use, scalar)

/** Whether an arm of a branch is taken, where that is decided. */
export const armValue = (source: Source, branch: Node, arm: Node): boolean | undefined =>
  armValueBy(source, branch, arm, scalar)

function scalar(source: Source, node: Node, depth: number): Known | undefined {
  const number = constantNumber(source, node)
  if (number !== undefined) return number
  const value = followName(source, node)
  if (value.id !== node.id) return knownValue(source, value, depth + 1)
  // A name that is set in several places may be any of them, of which only some are known.
  if (source.dialect.names.has(node.type)) return undefined
  const index = source.dialect.indexes[node.type]
  if (index !== undefined) {
    const text = constantText(source, node.childForFieldName(index[0]))
    const at = constantNumber(source, node.childForFieldName(index[1]))
    return text === undefined || at === undefined || at < 0 ? undefined : text.charAt(at)
  }
  // `"ABC".charAt(1)`
  if (source.dialect.calls.has(node.type) && calleePath(source, node).endsWith('.charAt')) {
    const callee = node.childForFieldName('function') ?? node
    const text = constantText(source, callee.childForFieldName('object'))
    const at = constantNumber(source, argumentsOf(source, node)[0]?.value ?? null)
    return text === undefined || at === undefined ? undefined : text.charAt(at)
  }
  return constantText(source, node)
}
