import type { Node } from 'web-tree-sitter'
import { enclosing, type Source, textOf } from '../source.ts'
import { isLookedUp, leavesHost, madeOf, namesIn } from './comparisons.ts'
import { definitionsOf } from './definitions.ts'
import type { SinkKind } from './trust.ts'

const mostSiblings = 40

/** Whether the code around a use only lets values through that were compared with what is allowed. */
export function isGuarded(source: Source, use: Node, kind: SinkKind): boolean {
  const { functions } = source.dialect
  const start = (functionAround(source, use) ?? source.root).startIndex
  // Most functions check nothing, and a text is searched sooner than a tree.
  if (!checking.test(source.text.slice(Math.max(start, use.startIndex - 20_000), use.endIndex + 2000)))
    return false
  let node = use
  for (let depth = 0; depth < 40; depth += 1) {
    const { parent } = node
    if (parent === null || functions.has(parent.type)) {
      return parent !== null && isGuardedBefore(source, node, use, kind)
    }
    if (isWithoutDots(source, parent, node, use, kind)) return true
    if (isWithoutHost(source, parent, node, use, kind)) return true
    if (isPositive(source, parent, node) && allows(source, conditionOf(parent), use, kind, 'holds'))
      return true
    if (
      isNegative(parent, node) &&
      isRefusal(source, conditionOf(parent)) &&
      refuses(source, conditionOf(parent), use, kind)
    )
      return true
    if (isGuardedBefore(source, node, use, kind)) return true
    node = parent
  }
  return false
}

const checking = /\bif\b|\?|&&|\b(?:elif|assert|validate|ensure|check|verify|require)/i

const conditionOf = (branch: Node): Node | null =>
  branch.childForFieldName('condition') ??
  (branch.type === 'conditional_expression' ? branch.namedChild(1) : branch.childForFieldName('left'))

/** The arm that is taken where the condition holds. */
function isPositive(source: Source, parent: Node, arm: Node): boolean {
  switch (parent.type) {
    case 'if_statement':
    case 'elif_clause':
    case 'ternary_expression':
      return (
        parent.childForFieldName('consequence')?.id === arm.id &&
        !/^\(?\s*(?:!|not\b)/.test(textOf(source, parent.childForFieldName('condition') ?? arm))
      )
    case 'conditional_expression':
      return (parent.childForFieldName('consequence') ?? parent.namedChild(0))?.id === arm.id
    case 'binary_expression':
      return (
        parent.childForFieldName('operator')?.type === '&&' &&
        parent.childForFieldName('right')?.id === arm.id
      )
    default:
      return false
  }
}

/** `if (!x.includes('..'))` */
function isWithoutDots(source: Source, parent: Node, arm: Node, use: Node, kind: SinkKind): boolean {
  if (kind !== 'path' || parent.childForFieldName('consequence')?.id !== arm.id) return false
  const condition = parent.childForFieldName('condition')
  const text = condition === null ? '' : textOf(source, condition)
  return (
    /^\(?\s*!?.*['"]\.\.['"]/.test(text) && /!|\bnot\b/.test(text) && mentions(source, condition!, text, use)
  )
}

/** `if not urlparse(x).netloc:` lets only through what stays on this site. */
function isWithoutHost(source: Source, parent: Node, arm: Node, use: Node, kind: SinkKind): boolean {
  if (kind !== 'redirect' || !/^(?:if_statement|elif_clause)$/.test(parent.type)) return false
  if (parent.childForFieldName('consequence')?.id !== arm.id) return false
  const condition = parent.childForFieldName('condition')
  const text = condition === null ? '' : textOf(source, condition)
  return (
    /^\(?\s*(?:not\s|!)[\w\s.()]*\b(?:netloc|hostname|host|is_absolute|isAbs\w*)\b/.test(text) &&
    mentions(source, condition!, text, use)
  )
}

/** The arm that is taken where the condition does not hold. */
function isNegative(parent: Node, arm: Node): boolean {
  if (arm.type === 'else_clause' || parent.type === 'ternary_expression' || parent.type === 'if_statement')
    return parent.childrenForFieldName('alternative').some((one) => one?.id === arm.id)
  return (
    parent.type === 'binary_expression' &&
    parent.childForFieldName('operator')?.type === '||' &&
    parent.childForFieldName('right')?.id === arm.id
  )
}

/** Whether a condition holds for what is not allowed: `!allowed.has(x)`, `x.includes('..')`, `/[<>]/.test(x)`. */
const isRefusal = (source: Source, condition: Node | null): boolean =>
  condition !== null &&
  /^\(?\s*(?:!|not\b|\/(?!\^)|\w+\.(?:test|exec)\()|[<=]=*\s*-?[01]\b|false|\bnot in\b|['"]\.\./.test(
    textOf(source, condition),
  )

const leaving =
  /\b(?:return|throw|raise|continue|break|abort|exit|redirect|sendError|panic|Fatal\w*|reject|next)\b/

/** `if (!allowed.includes(x)) return` somewhere before it. */
function isGuardedBefore(source: Source, statement: Node, use: Node, kind: SinkKind): boolean {
  let before = statement.previousNamedSibling
  for (let left = mostSiblings; before !== null && left > 0; left -= 1) {
    if (before.type === 'if_statement') {
      const body = before.childForFieldName('consequence')
      if (
        body !== null &&
        (leaving.test(textOf(source, body)) || replaces(textOf(source, body), textOf(source, use))) &&
        refuses(source, before.childForFieldName('condition'), use, kind)
      )
        return true
    } else if (
      /^(?:try_statement|with_statement)$/.test(before.type) &&
      isRefusedWithin(source, before, use, kind)
    ) {
      return true
    } else if (
      /^(?:expression_statement|assert_statement)$/.test(before.type) &&
      (before.type === 'assert_statement' || asserting.test(textOf(source, before).slice(0, 200)))
    ) {
      if (allows(source, before, use, kind)) return true
    }
    before = before.previousNamedSibling
  }
  return false
}

/** `try { if (!allowed.has(x)) return } catch …` */
function isRefusedWithin(source: Source, statement: Node, use: Node, kind: SinkKind): boolean {
  const body = statement.childForFieldName('body')
  return (body?.namedChildren ?? []).some((one) => {
    const taken = one?.type === 'if_statement' ? one.childForFieldName('consequence') : null
    return (
      taken !== null &&
      /\b(?:return|throw|raise|continue|break)\b/.test(textOf(source, taken)) &&
      refuses(source, one.childForFieldName('condition'), use, kind)
    )
  })
}

/** `if (!isAllowed(x)) x = 'a'` */
const replaces = (body: string, name: string): boolean =>
  name.length < 60 && body.replace(/^[{\s]+/, '').startsWith(`${name} =`)

const asserting = /^(?:await\s+)?[\w.]*(?:assert|validate|ensure|check|verify|require)\w*\s*\(/i

const comparing =
  /\.\s*(?:includes|has|indexOf|contains|containsKey|hasOwn|hasOwnProperty|test|matches|match|some|Contains|MatchString|Match|fullmatch|isdigit|isalnum|isalpha|isnumeric|isdecimal|isidentifier|exec)\s*\(|\bin\b(?!\s*(?:range|enumerate)\b)|\b(?:in_array|isNaN|isInteger|isSafeInteger|isIP|isinstance)\b|typeof\s+[\w.]+\s*[!=]==?\s*['"]number|\bre\.(?:match|fullmatch|search)\b|\bslices\.Contains\b|\w*(?:valid|allow|permit|white|safe|trusted|sanit|verif)\w*\s*\(/i
/** `x === 'constant'`, but not with an empty text, nothing or a yes. */
const constants = String.raw`(?:['"][^'"]+['"]|[A-Z][A-Z_]{2,}\b)`
function isEqualled(text: string, wanted: string): boolean {
  const name = wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(
    String.raw`(?<![\w$.])${name}\s*[!=]==?\s*${constants}|${constants}\s*[!=]==?\s*${name}(?![\w$.(])|(?<![\w$.])${name}\.equals\(\s*${constants}|${constants}\.equals\(\s*${name}\s*\)`,
  ).test(text)
}

const byKind: Partial<Record<SinkKind, RegExp>> = {
  path: /starts_?with|HasPrefix|is_relative_to|commonpath|commonprefix|['"]\.\.|IsLocal|isAbsolute|relative|\bstem\b/i,
  redirect:
    /starts_?with|HasPrefix|\b(?:origin|host|hostname|netloc|Host|getHost)\b|is_safe|is_?local|same_?site|same_?origin|same_?host|is_?relative|is_?internal/i,
  url: /starts_?with|HasPrefix|\b(?:origin|host|hostname|netloc|Host|getHost|is_private|IsPrivate)\b/i,
  object: /__proto__|prototype|constructor|hasOwn/,
}

/** As `allows`, where it is left if the condition holds: being on a list of others allows nothing. */
function refuses(source: Source, condition: Node | null, use: Node, kind: SinkKind): boolean {
  if (!allows(source, condition, use, kind, 'fails')) return false
  const text = textOf(source, condition!)
  const isListed = /\.\s*(?:includes|has|contains|containsKey|indexOf)\s*\(|\bin\b/.test(text)
  if (kind === 'object' && namesIn(source, condition!).some((name) => isOfPrototypes(source, name)))
    return true
  // `"'" in x`, `x.includes("'")`: what is looked for is what may not be in it.
  const isOfHarm =
    /^\(?(['"]).{1,4}\1\s+in\s/.test(text) ||
    /\.(?:includes|indexOf|contains|Contains)\(\s*(['"]).{1,4}\1\s*\)/.test(text)
  return (
    isOfHarm ||
    !isListed ||
    /!|\bnot\b|[<=]=*\s*-?[01]\b|false/.test(text) ||
    (byKind[kind]?.test(text) ?? false)
  )
}

const isOfPrototypes = (source: Source, name: Node): boolean =>
  definitionsOf(source, name).some(
    ({ value }) => value !== null && /__proto__/.test(textOf(source, value).slice(0, 300)),
  )

/** Whether a condition compares what is used with what is allowed. */
function allows(
  source: Source,
  condition: Node | null,
  use: Node,
  kind: SinkKind,
  where: 'holds' | 'fails' = 'holds',
): boolean {
  if (condition === null || condition.endIndex - condition.startIndex > 1000) return false
  const text = textOf(source, condition)
  if (!mentions(source, condition, text, use)) return false
  if (isOtherWay(source, condition, text, where)) return false
  if ((kind === 'redirect' || kind === 'url') && leavesHost(text, where)) return false
  return (
    comparing.test(text) ||
    isEqualled(text, textOf(source, use)) ||
    (byKind[kind]?.test(text) ?? false) ||
    (kind !== 'object' && isLookedUp(source, condition, text, use, where))
  )
}

/**
 * `/[<>]/.test(x)` holds where something bad is in it, `/^[a-z]+$/.test(x)` where nothing is: each lets only through on one side.
 * What is not written down here may be either.
 */
function isOtherWay(source: Source, condition: Node, text: string, where: 'holds' | 'fails'): boolean {
  const call =
    /^\(?\s*(?<not>!\s*)?(?<regex>\/(?:[^/\\\n]|\\.)+\/[a-z]*|[\w$]+)\.(?:test|exec)\([^()]*\)\s*(?<rest>[^&|]*)$/.exec(
      text,
    )?.groups
  if (call === undefined) return false
  const regex = call['regex']!.startsWith('/') ? call['regex'] : regexOf(source, condition, call['regex']!)
  if (regex === undefined) return false
  const isNegated = (call['not'] !== undefined) !== /^={2,3}\s*(?:null|false)/.test(call['rest']!)
  const holdsOnMatch = (where === 'holds') !== isNegated
  const isListOfAllowed = /^\/\(?(?:\?:)?\^/.test(regex)
  return holdsOnMatch !== isListOfAllowed
}

function regexOf(source: Source, condition: Node, name: string): string | undefined {
  for (const node of namesIn(source, condition))
    if (textOf(source, node) === name) {
      const value = definitionsOf(source, node)[0]?.value
      return value?.type === 'regex' ? textOf(source, value) : undefined
    }
  return undefined
}

/** Whether it names what is used, or something that was made of it. */
function mentions(source: Source, condition: Node, text: string, use: Node): boolean {
  const wanted = textOf(source, use)
  if (wanted.length > 100) return false
  const isIn = (other: string): boolean => {
    for (let at = other.indexOf(wanted); at !== -1; at = other.indexOf(wanted, at + 1))
      if (!/[\w$.]/.test(other[at - 1] ?? '') && !/[\w$]/.test(other[at + wanted.length] ?? '')) return true
    return false
  }
  if (isIn(text)) return true
  const given = madeOf(source, use)
  if (given !== undefined && new RegExp(String.raw`(?<![\w$.])${given}(?![\w$])`).test(text)) return true
  for (const name of namesIn(source, condition)) {
    const [definition, ...others] = definitionsOf(source, name)
    if (definition === undefined || others.length > 0 || definition.value === null) continue
    if (definition.how !== 'assigned' || source.dialect.functions.has(definition.value.type)) continue
    if (definition.value.endIndex - definition.value.startIndex > 300) continue
    if (isIn(textOf(source, definition.value))) return true
  }
  return false
}

/** The function around a place; null at the top of the file. */
export const functionAround = (source: Source, node: Node): Node | null =>
  enclosing(node.parent, source.dialect.functions)
