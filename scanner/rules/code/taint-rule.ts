import type { Node } from 'web-tree-sitter'
import type { Confidence } from '../../engine/rule.ts'
import type { Language } from '../../syntax/language.ts'
import { followName, propertyOf } from '../../syntax/values.ts'
import { isAtLeast, type SinkKind, type Trace } from '../../syntax/taint/trust.ts'
import { traceOf } from '../../syntax/taint/trace.ts'
import type { CodeCategory, CodeRule, CodeVerdict, Site } from './code-rule.ts'
import { papersFor } from './papers.ts'

/** A place where a value from outside does harm. */
export interface Sink {
  /** Names of what is called … */
  readonly calls?: readonly string[]
  /** … or set. */
  readonly settings?: readonly string[]
  /** What the whole path has to look like, imports resolved, without the parentheses of the call. */
  readonly path?: RegExp
  readonly notPath?: RegExp
  /** Which arguments: places from 0, names of named ones or of options, all, or what it is called on; the first where nothing is said. */
  readonly takes?: 'all' | 'object' | readonly (number | string)[]
  /** How sure it is where the value surely is from outside; `high` where nothing is said. */
  readonly untrusted?: Confidence
  /** How sure it is where nothing is known of the value but that it is not written in the code; nothing said: not reported. */
  readonly unknown?: Confidence
  /** The same where it was put together with other text; as `unknown` where nothing is said. */
  readonly built?: Confidence
  /** The same for what is nobody's argument, such as what an unknown function gives; as `unknown` where nothing is said. */
  readonly unseen?: 'nothing'
  /** What comes from the command line or environment is somebody's who can run programs anyway. `low` where nothing is said. */
  readonly local?: Confidence | 'nothing'
  /** What else has to be so. */
  readonly when?: (site: Site, value: Node, trace: Trace) => boolean
}

interface Options {
  readonly kind: SinkKind
  readonly sinks: readonly Sink[]
  readonly literals: readonly string[]
  /** Places that need no trace. */
  readonly others?: CodeRule['judge']
  /** Names for those. */
  readonly calls?: readonly string[]
  readonly settings?: readonly string[]
  readonly matches: readonly string[]
  readonly misses: readonly string[]
}

/** A rule about values that reach what they should not; its papers are those of its category. */
export function taintRule(
  language: Language,
  category: CodeCategory,
  address: string,
  { kind, sinks, literals, others, calls = [], settings = [], matches, misses }: Options,
): CodeRule {
  const names = (of: (sink: Sink) => readonly string[] | undefined, more: readonly string[]) => [
    ...new Set([...sinks.flatMap((sink) => of(sink) ?? []), ...more]),
  ]
  return {
    ...papersFor(language, category, address),
    query: {
      literals,
      calls: names((sink) => sink.calls, calls),
      settings: names((sink) => sink.settings, settings),
    },
    judge: (site) => judgeSinks(site, kind, sinks) ?? others?.(site),
    matches,
    misses,
  }
}

function judgeSinks(site: Site, kind: SinkKind, sinks: readonly Sink[]): CodeVerdict | undefined {
  let best: CodeVerdict | undefined
  for (const sink of sinks) {
    const names = site.how === 'call' ? sink.calls : sink.settings
    if (!names?.includes(site.name)) continue
    if (sink.path?.test(site.path) === false || sink.notPath?.test(site.path) === true) continue
    for (const value of valuesOf(site, sink)) {
      const verdict = judgeValue(site, kind, sink, value)
      if (verdict !== undefined && (best === undefined || verdict.confidence === 'high')) best = verdict
      if (best?.confidence === 'high') return best
    }
  }
  return best
}

function valuesOf(site: Site, { takes = [0] }: Sink): readonly Node[] {
  if (site.how === 'setting') return site.value === null ? [] : [site.value]
  if (takes === 'object') {
    const callee = site.node.childForFieldName('function') ?? site.node
    const object = callee.childForFieldName('object') ?? callee.childForFieldName('operand')
    return object === null ? [] : [object]
  }
  if (takes === 'all') return site.args.map(({ value }) => value)
  return takes.flatMap((one) => {
    if (typeof one === 'number') {
      const given = one < 0 ? site.args.at(one) : site.args[one]
      return given === undefined || given.name !== undefined ? [] : [given.value]
    }
    const option = optionIn(site, one)
    return option === undefined ? [] : [option]
  })
}

/** A named argument, or a property of an object that is written where it is called or once before. */
function optionIn({ source, args }: Site, name: string): Node | undefined {
  for (const one of args) {
    if (one.name === name) return one.value
    const object = one.name === undefined ? followName(source, one.value) : one.value
    const found = object.type === 'object' ? propertyOf(source, object, name) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function judgeValue(site: Site, kind: SinkKind, sink: Sink, value: Node): CodeVerdict | undefined {
  if (site.source.dialect.functions.has(followName(site.source, value).type)) return undefined
  const trace = traceOf(site.source, value, kind)
  if (trace.trust === 'constant') return undefined
  const confidence = confidenceOf(trace, sink)
  if (confidence === undefined || sink.when?.(site, value, trace) === false) return undefined
  // What an unknown function made of an address or a path is mostly one that it has looked at.
  const isFaint = trace.isGuessed && faintKinds.has(kind)
  return {
    confidence: isFaint ? 'low' : confidence,
    ...(confidence !== 'high' && { severity: confidence === 'medium' && !isFaint ? 'medium' : 'low' }),
    note: noteOf(trace),
  }
}

const faintKinds: ReadonlySet<SinkKind> = new Set(['redirect', 'path', 'url', 'html'])

function confidenceOf(
  trace: Trace,
  { untrusted = 'high', unknown, built = unknown, local, unseen }: Sink,
): Confidence | undefined {
  const withoutOrigin = trace.isBuilt ? built : unknown
  switch (trace.trust) {
    case 'untrusted':
      return trace.isGuessed && untrusted === 'high' ? 'medium' : untrusted
    case 'local':
      return local === 'nothing' ? undefined : (local ?? withoutOrigin ?? 'low')
    case 'unknown':
      return unseen === undefined ? withoutOrigin : undefined
    case 'parameter':
    case 'constant':
  }
  return trace.trust === 'constant' ? undefined : withoutOrigin
}

function noteOf({ trust, from, isGuessed }: Trace): string {
  if (isAtLeast(trust, 'local'))
    return `a value from ${from ?? 'outside'} ${isGuessed ? 'seems to reach' : 'reaches'} it`
  return trust === 'parameter'
    ? 'who calls this function decides the value; where it comes from is not to be seen'
    : 'it is not written in the code; where it comes from is not to be seen'
}

/** Whether a text surely begins like a statement of SQL. */
export const isSql = (text: string): boolean =>
  /^[\s("'`]*(?:--[^\n]*\n\s*)?(?:select\b[\s\S]*|insert\s+(?:\w+\s+)*into\b|update\s+\S+|delete\s+from\b|replace\s+into\b|merge\s+into\b|create\s+\w+|drop\s+\w+|alter\s+\w+|truncate\s+\w+|with\s+\w+|call\s+|exec(?:ute)?\s+|grant\s|show\s|pragma\s|use\s|where\s|explain\s|copy\s|set\s|begin\b|lock\s|declare\s|\{\s*call)/i.test(
    text,
  )
