import type { Node } from 'web-tree-sitter'
import { type Source, textOf, unquote } from './source.ts'

const deepest = 8

export type Known = string | number | boolean

/** What a name, a call or arithmetic in a condition is, where that is known: how far it is followed is the caller's choice. */
export type ValueOf = (source: Source, node: Node, depth: number) => Known | undefined

/** The value of a condition that is decided by what is written in the code; undefined where it is not. */
export function decide(source: Source, node: Node | null, valueOf: ValueOf, depth = 0): Known | undefined {
  if (node === null || depth > deepest) return undefined
  switch (node.type) {
    case 'true':
    case 'True':
      return true
    case 'false':
    case 'False':
      return false
    case 'parenthesized_expression':
    case 'condition':
      return decide(source, node.namedChild(0), valueOf, depth + 1)
    case 'character_literal':
      return textOf(source, node).slice(1, -1)
    case 'unary_expression':
    case 'not_operator': {
      const inner = decide(
        source,
        node.childForFieldName('argument') ?? node.namedChild(0),
        valueOf,
        depth + 1,
      )
      return /^(?:!|not\b)/.test(textOf(source, node)) && inner !== undefined ? !inner : undefined
    }
    case 'binary_expression':
      return compared(source, node, valueOf, depth)
    case 'comparison_operator':
      return node.namedChildCount === 2 ? compared(source, node, valueOf, depth) : undefined
    default:
      return valueOf(source, node, depth)
  }
}

function compared(source: Source, node: Node, valueOf: ValueOf, depth: number): Known | undefined {
  const operator = node.childForFieldName('operator')?.type ?? node.childForFieldName('operators')?.type
  const left = decide(source, node.childForFieldName('left') ?? node.namedChild(0), valueOf, depth + 1)
  if (operator === '&&' && left === false) return false
  if (operator === '||' && left === true) return true
  const right = decide(source, node.childForFieldName('right') ?? node.namedChild(1), valueOf, depth + 1)
  if (left === undefined || right === undefined) return undefined
  const compare = operator === undefined ? undefined : comparisons[operator]
  return compare === undefined ? valueOf(source, node, depth) : compare(left, right)
}

const comparisons: Readonly<Record<string, (left: Known, right: Known) => boolean>> = {
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
  '==': (left, right) => left === right,
  '===': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '!==': (left, right) => left !== right,
  in: (left, right) => String(right).includes(String(left)),
  'not in': (left, right) => !String(right).includes(String(left)),
  '&&': (left, right) => Boolean(left && right),
  '||': (left, right) => Boolean(left || right),
}

const arms: ReadonlySet<string> = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'for_statement',
  'for_in_statement',
  'enhanced_for_statement',
  'while_statement',
  'do_statement',
  'switch_case',
  'switch_default',
  'switch_block_statement_group',
  'case_clause',
  'expression_case',
  'default_case',
  'communication_case',
  'catch_clause',
  'except_clause',
  'conditional_expression',
  'ternary_expression',
])

/**
 * What the branches around a place say of another place that comes after it: the first is never reached, surely was, or
 * only perhaps.
 */
export function reach(
  source: Source,
  from: Node,
  use: Node,
  valueOf: ValueOf,
): 'never' | 'surely' | { readonly branch: Node } {
  let node = from
  let branch: Node | undefined
  for (let depth = 0; depth < 60; depth += 1) {
    const { parent } = node
    if (parent === null || source.dialect.functions.has(parent.type)) break
    if (arms.has(parent.type) || parent.type === 'switch_block') {
      const decided = armValue(source, parent, node, valueOf)
      if (decided === false) return 'never'
      const holdsUse = node.startIndex <= use.startIndex && use.endIndex <= node.endIndex
      if (holdsUse && arms.has(parent.type)) break
      if (decided === undefined && arms.has(parent.type)) branch ??= parent
    }
    node = parent
  }
  return branch === undefined ? 'surely' : { branch }
}

/** Whether an arm of a branch is taken, where that is decided. */
export function armValue(source: Source, branch: Node, arm: Node, valueOf: ValueOf): boolean | undefined {
  if (branch.type === 'switch_block') return caseValue(source, branch, arm, valueOf)
  if (branch.type === 'case_clause' && source.dialect.language === 'python')
    return matchValue(source, branch, valueOf)
  const condition = branch.childForFieldName('condition')
  if (branch.type === 'else_clause') return true
  if (condition === null) return undefined
  if (condition.id === arm.id) return undefined
  const value = decide(source, condition, valueOf)
  if (value === undefined) return undefined
  const isAlternative = branch.childrenForFieldName('alternative').some((one) => one?.id === arm.id)
  const isBody =
    branch.childForFieldName('consequence')?.id === arm.id || branch.childForFieldName('body')?.id === arm.id
  if (isAlternative) return !value
  // What a loop does may also not be done.
  if (!isBody || /^(?:for|while|do|enhanced)/.test(branch.type)) return value === false ? false : undefined
  return Boolean(value)
}

/** Which group of Java's `switch` is taken, where the value is known. */
function caseValue(source: Source, block: Node, group: Node, valueOf: ValueOf): boolean | undefined {
  const subject = block.parent?.childForFieldName('condition') ?? null
  const value = decide(source, subject, valueOf)
  if (value === undefined) return undefined
  const labelsOf = (one: Node): readonly (Known | undefined)[] =>
    one.namedChildren.flatMap((label) =>
      label?.type === 'switch_label'
        ? label.namedChildCount === 0
          ? ['default']
          : label.namedChildren.map((each) => decide(source, each, valueOf))
        : [],
    )
  const groups = block.namedChildren.filter((one) => one?.type === 'switch_block_statement_group')
  const at = groups.findIndex((one) => one !== null && labelsOf(one).includes(value))
  // `case 'a': case 'b': …` may be two groups, of which the first is empty.
  const hit = groups
    .slice(at < 0 ? groups.length : at)
    .find((one) => one?.namedChildren.some((child) => child?.type !== 'switch_label'))
  const taken = hit ?? groups.find((one) => one !== null && labelsOf(one).includes('default'))
  return taken?.id === group.id
}

/** Whether a case of Python's `match` is taken, where the value is known. */
function matchValue(source: Source, clause: Node, valueOf: ValueOf): boolean | undefined {
  const statement = clause.parent?.parent ?? null
  const value = decide(source, statement?.childForFieldName('subject') ?? null, valueOf)
  if (value === undefined || clause.parent === null) return undefined
  const takes = (one: Node): boolean | undefined => {
    const pattern = textOf(source, one.namedChild(0) ?? one)
    if (one.childForFieldName('guard') !== null) return undefined
    if (pattern === '_') return true
    const literals = pattern.split('|').map((each) => each.trim())
    if (!literals.every((each) => /^(?:'[^']*'|"[^"]*"|-?\d+)$/.test(each))) return undefined
    return literals.some((each) => unquote(each) === String(value))
  }
  for (const one of clause.parent.namedChildren) {
    if (one?.type !== 'case_clause') continue
    const isTaken = takes(one)
    if (isTaken === undefined) return undefined
    if (isTaken) return one.id === clause.id
  }
  return false
}
