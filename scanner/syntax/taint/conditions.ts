import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleePath, type Source, textOf, unquote } from '../source.ts'
import { constantNumber, constantText, followName } from '../values.ts'

const deepest = 8

type Known = string | number | boolean

/** The value of a condition that is decided by what is written in the code; undefined where it is not. */
export function knownValue(source: Source, node: Node | null, depth = 0): Known | undefined {
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
      return knownValue(source, node.namedChild(0), depth + 1)
    case 'character_literal':
      return textOf(source, node).slice(1, -1)
    case 'unary_expression':
    case 'not_operator': {
      const inner = knownValue(source, node.childForFieldName('argument') ?? node.namedChild(0), depth + 1)
      return /^(?:!|not\b)/.test(textOf(source, node)) && inner !== undefined ? !inner : undefined
    }
    case 'binary_expression':
      return compared(source, node, depth)
    case 'comparison_operator':
      return node.namedChildCount === 2 ? compared(source, node, depth) : undefined
    default:
      return scalar(source, node, depth)
  }
}

function compared(source: Source, node: Node, depth: number): Known | undefined {
  const operator = node.childForFieldName('operator')?.type ?? node.childForFieldName('operators')?.type
  const left = knownValue(source, node.childForFieldName('left') ?? node.namedChild(0), depth + 1)
  if (operator === '&&' && left === false) return false
  if (operator === '||' && left === true) return true
  const right = knownValue(source, node.childForFieldName('right') ?? node.namedChild(1), depth + 1)
  if (left === undefined || right === undefined) return undefined
  const compare = operator === undefined ? undefined : comparisons[operator]
  return compare === undefined ? constantNumber(source, node) : compare(left, right)
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
export function reach(source: Source, from: Node, use: Node): 'never' | 'surely' | { readonly branch: Node } {
  let node = from
  let branch: Node | undefined
  for (let depth = 0; depth < 60; depth += 1) {
    const { parent } = node
    if (parent === null || source.dialect.functions.has(parent.type)) break
    if (arms.has(parent.type) || parent.type === 'switch_block') {
      const decided = armValue(source, parent, node)
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
export function armValue(source: Source, branch: Node, arm: Node): boolean | undefined {
  if (branch.type === 'switch_block') return caseValue(source, branch, arm)
  if (branch.type === 'case_clause' && source.dialect.language === 'python') return matchValue(source, branch)
  const condition = branch.childForFieldName('condition')
  if (branch.type === 'else_clause') return true
  if (condition === null) return undefined
  if (condition.id === arm.id) return undefined
  const value = knownValue(source, condition)
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
function caseValue(source: Source, block: Node, group: Node): boolean | undefined {
  const subject = block.parent?.childForFieldName('condition') ?? null
  const value = knownValue(source, subject)
  if (value === undefined) return undefined
  const labelsOf = (one: Node): readonly (Known | undefined)[] =>
    one.namedChildren.flatMap((label) =>
      label?.type === 'switch_label'
        ? label.namedChildCount === 0
          ? ['default']
          : label.namedChildren.map((each) => knownValue(source, each))
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
function matchValue(source: Source, clause: Node): boolean | undefined {
  const statement = clause.parent?.parent ?? null
  const value = knownValue(source, statement?.childForFieldName('subject') ?? null)
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
