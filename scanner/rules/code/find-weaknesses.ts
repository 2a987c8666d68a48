import type { Node, QueryCapture } from 'web-tree-sitter'
import { createPrefilter } from '../../engine/prefilter/prefilter.ts'
import type { Search } from '../../engine/prefilter/scan.ts'
import { callAround } from '../../syntax/functions.ts'
import type { Grammar } from '../../syntax/language.ts'
import { type Parsed, type ParseProblem, withParsed } from '../../syntax/parse.ts'
import {
  argumentsOf,
  calleePath,
  fieldOf,
  resolvePath,
  type Source,
  textOf,
  unquote,
} from '../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from './code-rule.ts'

/** The rules of one language, and the search that says which files are worth parsing. */
export interface CodeRules {
  readonly mayMatch: Search
  /** For each literal of the search the rules that it is of. */
  readonly byLiteral: readonly (readonly CodeRule[])[]
  readonly calls: ReadonlyMap<string, readonly CodeRule[]>
  readonly settings: ReadonlyMap<string, readonly CodeRule[]>
  readonly comparisons: readonly { readonly rule: CodeRule; readonly words: readonly string[] }[]
  readonly stores: readonly CodeRule[]
}

/** A weakness at a place in the parsed text. */
export interface Weakness {
  readonly rule: CodeRule
  readonly node: Node
  readonly verdict: CodeVerdict
  /** As in `Source`. */
  readonly followed: readonly number[]
}

export function compileCodeRules(rules: readonly CodeRule[]): CodeRules {
  const by = (
    namesOf: (rule: CodeRule) => readonly string[] | undefined,
  ): ReadonlyMap<string, readonly CodeRule[]> => {
    const map = new Map<string, CodeRule[]>()
    for (const rule of rules)
      for (const name of namesOf(rule) ?? []) map.set(name, [...(map.get(name) ?? []), rule])
    return map
  }
  const literals = by(literalsOf)
  return {
    mayMatch: createPrefilter(
      [...literals.keys()].map((text) => ({ text, ignoreCase: false, isKey: false })),
    ),
    byLiteral: [...literals.values()],
    calls: by(({ query }) => query.calls),
    settings: by(({ query }) => query.settings),
    comparisons: rules.flatMap((rule) =>
      rule.query.comparisons ? [{ rule, words: rule.query.comparisons }] : [],
    ),
    stores: rules.filter(({ query }) => query.stores),
  }
}

/** Texts of which one is in every file that a rule has something to say of. */
export const literalsOf = ({ query }: CodeRule): readonly string[] =>
  query.literals ?? [...(query.calls ?? []), ...(query.settings ?? []), ...(query.comparisons ?? [])]

/** The rules that may have something to say of a file; nothing where it need not be parsed. */
export function rulesFor({ mayMatch, byLiteral }: CodeRules, bytes: Uint8Array): ReadonlySet<CodeRule> {
  const { literals } = mayMatch(bytes)
  const found = new Set<CodeRule>()
  const seen = new Set<number>()
  for (let at = 0; at < literals.count; at += 1) {
    const kind = literals.kinds[at]!
    if (seen.has(kind)) continue
    seen.add(kind)
    for (const rule of byLiteral[kind] ?? []) found.add(rule)
  }
  return found
}

/**
 * The weaknesses of one file, in the order of the text; or why it was not read.
 * @param active the only rules that are asked
 */
export function findWeaknesses(
  rules: CodeRules,
  grammar: Grammar,
  text: string,
  path: string,
): readonly Weakness[] | ParseProblem
export function findWeaknesses<T>(
  rules: CodeRules,
  grammar: Grammar,
  text: string,
  path: string,
  use: (weaknesses: readonly Weakness[], parsed: Parsed) => T,
  active?: ReadonlySet<CodeRule>,
): T | ParseProblem
export function findWeaknesses(
  rules: CodeRules,
  grammar: Grammar,
  text: string,
  path: string,
  use: (weaknesses: readonly Weakness[], parsed: Parsed) => unknown = (weaknesses) => weaknesses,
  active?: ReadonlySet<CodeRule>,
): unknown {
  return withParsed(grammar, text, path, (parsed) => {
    const isAsked = (rule: CodeRule): boolean => active?.has(rule) ?? true
    const comparing = rules.comparisons
      .filter(({ rule, words }) => isAsked(rule) && words.some((word) => text.includes(word)))
      .map(({ rule }) => rule)
    const found = parsed.captures.flatMap((capture) =>
      candidatesOf(rules, comparing, isAsked, parsed, capture).flatMap((one) => judge(one.site, one.rules)),
    )
    return use(withoutRepeated(found), parsed)
  })
}

function judge(site: Site, rules: readonly CodeRule[]): readonly Weakness[] {
  const { followed } = site.source
  return rules.flatMap((rule) => {
    followed.length = 0
    const verdict = rule.judge(site)
    return verdict === undefined
      ? []
      : [{ rule, verdict, node: verdict.at ?? site.node, followed: [...followed] }]
  })
}

/** A place, and the rules that ask for places of its name. */
interface Candidate {
  readonly site: Site
  readonly rules: readonly CodeRule[]
}

function candidatesOf(
  rules: CodeRules,
  comparing: readonly CodeRule[],
  isAsked: (rule: CodeRule) => boolean,
  { source }: Parsed,
  { name: how, node }: QueryCapture,
): readonly Candidate[] {
  const base = { source, name: '', path: '', args: [], value: null }
  if (how === 'comparison')
    return comparing.length === 0 ? [] : [{ site: { ...base, how, node }, rules: comparing }]
  if (how === 'binding' && (node.type === 'assignment_expression' || node.type === 'assignment')) {
    const wanted = isIndexed(node.childForFieldName('left')) ? rules.stores.filter(isAsked) : []
    const value = node.childForFieldName('right')
    return wanted.length === 0 ? [] : [{ site: { ...base, how: 'store', node, value }, rules: wanted }]
  }
  if (how === 'call') {
    const written = textOf(source, node)
    const required = written === 'require' ? requiredCall(rules, isAsked, source, node) : undefined
    if (required !== undefined) return [required]
    const imported = lastName(source.imports.get(written) ?? '')
    const byImport = rules.calls.get(imported)?.filter(isAsked) ?? []
    // What it was imported as counts more than what it is called here.
    const byName = rules.calls.get(written)?.filter((rule) => isAsked(rule) && !byImport.includes(rule)) ?? []
    const call = byImport.length + byName.length > 0 ? callAround(node, source.dialect.calls) : undefined
    if (!call) return []
    const path = resolvePath(source, calleePath(source, call))
    const site = { ...base, how, node: call, path, args: argumentsOf(source, call) } as const
    return [
      { site: { ...site, name: imported }, rules: byImport },
      { site: { ...site, name: written }, rules: byName },
    ]
  }
  if (how === 'bare') {
    const name = textOf(source, node)
    const wanted = isAlone(source, node) ? (rules.calls.get(name)?.filter(isAsked) ?? []) : []
    return wanted.length === 0
      ? []
      : [{ site: { ...base, how: 'call', node, name, path: name }, rules: wanted }]
  }
  if (how !== 'setting') return []
  const name = unquote(textOf(source, node))
  const wanted = rules.settings.get(name)?.filter(isAsked) ?? []
  return wanted.length === 0
    ? []
    : [{ site: { ...base, how, ...settingAround(source, node), name }, rules: wanted }]
}

/** `require('express-session')({ … })`, known by the name of the package. */
function requiredCall(
  rules: CodeRules,
  isAsked: (rule: CodeRule) => boolean,
  source: Source,
  called: Node,
): Candidate | undefined {
  const required = callAround(called, source.dialect.calls)
  const node = required?.parent
  if (node == null || node.childForFieldName('function')?.id !== required?.id) return undefined
  const path = calleePath(source, node)
  const wanted = rules.calls.get(path)?.filter(isAsked) ?? []
  const site: Site = {
    source,
    how: 'call',
    node,
    name: path,
    path,
    args: argumentsOf(source, node),
    value: null,
  }
  return wanted.length === 0 ? undefined : { site, rules: wanted }
}

/** `x[y]`, `x[y].z`, `x[y][z]` */
const isIndexed = (target: Node | null): boolean =>
  target?.type === 'subscript_expression' ||
  target?.type === 'subscript' ||
  (target?.type === 'member_expression' &&
    target.childForFieldName('object')?.type === 'subscript_expression')

/** Ruby's call without arguments, which reads like a variable and is none. */
function isAlone(source: Source, node: Node): boolean {
  const { parent } = node
  if (parent === null || source.bindings.has(textOf(source, node))) return false
  const isNamed =
    parent.childForFieldName('method')?.id === node.id || parent.childForFieldName('name')?.id === node.id
  return !isNamed && !/parameter/.test(parent.type)
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** The whole `name: value`, and the value. */
function settingAround(source: Source, name: Node): { readonly node: Node; readonly value: Node | null } {
  let node = name.parent
  for (let step = 0; node !== null && step < 3; step += 1) {
    // In Python what is indexed is a `value` too.
    const isIndex = node.type === 'subscript'
    const value = isIndex ? null : (fieldOf(source, node, 'value') ?? node.childForFieldName('right'))
    if (value !== null) return { node, value: onlyOne.has(value.type) ? value.namedChild(0) : value }
    if (/^(?:method|function)_declaration$/.test(node.type)) return { node, value: node }
    node = node.parent
  }
  return { node: name, value: null }
}

/** What Go wraps values in. */
const onlyOne: ReadonlySet<string> = new Set(['literal_element', 'expression_list'])

/** Two names may lead to one place, and of hashes of hashes the outermost is enough. */
function withoutRepeated(found: readonly Weakness[]): readonly Weakness[] {
  const last = new Map<string, Weakness>()
  return found
    .toSorted((a, b) => a.node.startIndex - b.node.startIndex || b.node.endIndex - a.node.endIndex)
    .filter((one) => {
      const before = last.get(one.rule.id)
      if (before !== undefined && one.node.endIndex <= before.node.endIndex) return false
      last.set(one.rule.id, one)
      return true
    })
}
