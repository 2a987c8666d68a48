import type { Node } from 'web-tree-sitter'
import { argumentsOf, type Source, textOf, unquote } from '../source.ts'
import { constantText, followName } from '../values.ts'
import type { SinkKind } from './trust.ts'

/**
 * Whether a replacement leaves nothing that does harm there: `x.replace(/[^a-z]/g, '')`, `re.sub(r'\W', '', x)`,
 * `x.replace(/</g, '&lt;')`. One that takes out only the first, or a text that grows together again, does not.
 */
export function isScrubbing(source: Source, call: Node, path: string, kind: SinkKind): boolean {
  const name = path.slice(path.lastIndexOf('.') + 1)
  if (!/^(?:replace|replaceAll|sub|ReplaceAllString|ReplaceAll)$/.test(name)) return false
  const [first, second] = argumentsOf(source, call).map(({ value }) => value)
  if (first === undefined || second === undefined) return false
  const pattern = patternOf(source, first)
  if (pattern === undefined) return false
  const replacement = constantText(source, second)
  const isRegex =
    pattern.isRegex || name === 'sub' || (name === 'replaceAll' && source.dialect.language === 'java')
  const isEverywhere = pattern.isGlobal || name !== 'replace' || source.dialect.language !== 'javascript'
  if (isRegex && isEverywhere && isClosed(pattern.text, kind) && replacement !== undefined) return true
  return harmless[kind]?.({ pattern, replacement, isRegex, isEverywhere }) ?? false
}

interface Replacement {
  readonly pattern: { readonly text: string }
  readonly replacement: string | undefined
  readonly isRegex: boolean
  readonly isEverywhere: boolean
}

const harmless: Readonly<Partial<Record<SinkKind, (of: Replacement) => boolean>>> = {
  // Where the opening bracket is written otherwise, no element begins.
  html: ({ pattern, replacement, isEverywhere }) =>
    isEverywhere &&
    /^(?:<|\[[^\]]*<[^\]]*\]|\(.*<.*\))$/.test(pattern.text) &&
    (replacement ?? '&').includes('&'),
  object: ({ pattern, replacement, isRegex, isEverywhere }) =>
    isEverywhere && isRegex && /\[.*[*+].*\]/.test(pattern.text) && (replacement ?? '').includes('\\'),
  query: ({ pattern, isEverywhere }) => isEverywhere && /^['"]$/.test(pattern.text),
  path: ({ pattern, isRegex, isEverywhere }) =>
    isRegex
      ? /^\^?\(*(?:\?:)?\\\.\\\./.test(pattern.text) && (isEverywhere || pattern.text.startsWith('^'))
      : isEverywhere && pattern.text === '..',
}

/** What may not be in a text is named by what may: nothing that does harm is among it. */
function isClosed(pattern: string, kind: SinkKind): boolean {
  const allowed = /^\(?(?:\[\^(?<left>(?:[^\]\\]|\\.)*)\]|(?<not>\\W|\\D))[+*]?\)?$/.exec(pattern)?.groups
  if (allowed === undefined) return false
  const left = (allowed['left'] ?? '').replaceAll(/\\[wdsn]/g, '').replaceAll(/[a-zA-Z0-9]-[a-zA-Z0-9]/g, '')
  const harmful: Partial<Record<SinkKind, RegExp>> = {
    html: /[<&]/,
    path: /[/\\]/,
    url: /[/:@]/,
    redirect: /[/:]/,
    sql: /['"`;]/,
    command: /[;&|$`<>()]/,
    code: /[()'"`]/,
    template: /[{}<%]/,
  }
  return harmful[kind]?.test(left) !== true
}

function patternOf(
  source: Source,
  node: Node,
): { readonly text: string; readonly isRegex: boolean; readonly isGlobal: boolean } | undefined {
  const value = followName(source, node)
  const written = textOf(source, value).slice(0, 300)
  const literal = /^\/(?<text>.+)\/(?<flags>[a-z]*)$/s.exec(written)?.groups
  if (value.type === 'regex' && literal !== undefined)
    return { text: literal['text']!, isRegex: true, isGlobal: literal['flags']!.includes('g') }
  if (source.dialect.strings.has(value.type))
    return { text: unquote(written).replace(/^\\(?=['"]$)/, ''), isRegex: false, isGlobal: false }
  const made = /^new RegExp\(\s*(?<text>['"`][\s\S]+?['"`])\s*,\s*(?<flags>[^)]+)\)$/.exec(written)?.groups
  if (made !== undefined)
    return {
      text: unquote(made['text']!).replaceAll('\\\\', '\\'),
      isRegex: true,
      isGlobal: !/^['"`][^g]*['"`]$/.test(made['flags']!),
    }
  const compiled =
    /(?:re\.compile|regexp\.MustCompile|Pattern\.compile)\(\s*(?<text>r?["'`][\s\S]+?["'`])\s*[,)]/.exec(
      written,
    )?.groups
  return compiled === undefined
    ? undefined
    : { text: unquote(compiled['text']!), isRegex: true, isGlobal: true }
}
