import type { Node } from 'web-tree-sitter'
import { enclosing, receiverOf, type Source, textOf } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const incompleteEscaping: CodeRule = {
  ...papersFor(
    'javascript',
    'incomplete-escaping',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/String/replace#pattern',
    'read',
  ),
  query: {
    // A replacement is in every third file; these begin one of what has a meaning somewhere.
    literals: [
      ...[`"'"`, `'"'`, `'\\''`, `"\\""`, `'<`, `"<`, `'>`, `">`, `'&`, `"&`, '`'].map(
        (text) => `.replace(${text}`,
      ),
      ...[`'`, `"`, '<', '>', '&', '[', '(', '\\', '{'].map((text) => `.replace(/${text}`),
      ...['../', '/../', '/', '[', '{', '*', '$'].flatMap((text) => [
        `.replace('${text}'`,
        `.replace("${text}"`,
      ]),
    ],
    calls: ['replace'],
  },
  judge: judgeReplacement,
  matches: [
    `const quoted = (text) => "'" + text.replace("'", "''") + "'" // here`,
    `const shown = (text) => text.replace('<', '&lt;').replace('>', '&gt;')`,
    `const quoted = (text) => text.replace(/"/g, '\\\\"')`,
    `const shown = (text) => text.replace(/</g, '&lt;').replace(/&/g, '&amp;')`,
    `const read = (text) => text.replace(/&amp;/g, '&').replace(/&lt;/g, '<')`,
    `const link = (text) => '<a title="' + text.replace(/[<>]/g, '') + '">'`,
    `const name = (path) => path.replace('../', '')`,
    `const clean = (html) => html.replace(/<script[^>]*>/gi, '')`,
  ],
  misses: [
    `const quoted = (text) => "'" + text.replaceAll("'", "''") + "'" // .replace("'"`,
    `const shown = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')`,
    `const quoted = (text) => text.replace(/\\\\/g, '\\\\\\\\').replace(/"/g, '\\\\"')`,
    `const quoted = (value) => JSON.stringify(value).replace(/'/g, "\\\\'")`,
    `const bare = (text) => text.replace('"', '').replace('"', '') // the quotes around it`,
    `const own = (path) => path.replace('/', '')`,
    `const read = (text) => text.replace(/&lt;/g, '<').replace(/&amp;/g, '&')`,
    `const link = (text) => '<a title="' + text.replace(/[<>"]/g, '') + '">'`,
    `function all(text) { while (text.includes('<')) text = text.replace('<', '&lt;'); return text }`,
  ],
}

interface Replacement {
  /** What is replaced, as it is written between the slashes, or the text. */
  readonly pattern: string
  readonly isRegex: boolean
  readonly isGlobal: boolean
  readonly by: string | undefined
}

function judgeReplacement({ source, node, path }: Site): CodeVerdict | undefined {
  if (!path.endsWith('.replace')) return undefined
  const chain = chainOf(source, node)
  const own = chain.at(-1)
  if (own === undefined) return undefined
  const before = chain.slice(0, -1)
  const note =
    ofOnce(source, node, own, before) ??
    ofRemainder(own) ??
    ofBackslash(source, node, own) ??
    ofOrder(own, before) ??
    ofAttribute(source, node, chain)
  return note === undefined ? undefined : { note }
}

/** The replacements that a text has gone through up to this one, the first first. */
function chainOf(source: Source, call: Node): readonly Replacement[] {
  const chain: Replacement[] = []
  for (let node: Node | null = call; node?.type === 'call_expression' && chain.length < 12;) {
    const [what, by] = node.childForFieldName('arguments')?.namedChildren ?? []
    const replacement = what == null || by == null ? undefined : replacementOf(source, node, what, by)
    if (replacement === undefined) break
    chain.unshift(replacement)
    node = receiverOf(source, node)
  }
  return chain
}

function replacementOf(source: Source, call: Node, what: Node, by: Node): Replacement | undefined {
  const callee = textOf(source, call.childForFieldName('function') ?? call)
  const name = /\.(?<name>replace(?:All)?)$/.exec(callee)?.groups?.['name']
  if (name === undefined) return undefined
  const text = unescaped(constantText(source, by))
  if (what.type === 'regex') {
    const { body, flags } = /^\/(?<body>[\s\S]*)\/(?<flags>[a-z]*)$/.exec(textOf(source, what))?.groups ?? {}
    return { pattern: body ?? '', isRegex: true, isGlobal: /[gy]/.test(flags ?? ''), by: text }
  }
  const pattern = unescaped(constantText(source, what))
  return pattern === undefined
    ? undefined
    : { pattern, isRegex: false, isGlobal: name === 'replaceAll', by: text }
}

const unescaped = (text: string | undefined): string | undefined =>
  text?.replaceAll(/\\([^nrtbfvux0])/g, '$1')

/** Only the first of them is replaced. */
function ofOnce(
  source: Source,
  node: Node,
  { pattern, isRegex, isGlobal, by }: Replacement,
  before: readonly Replacement[],
): string | undefined {
  const one = isRegex ? pattern.replace(/^\\(?=[^\w])/, '') : pattern
  if (isGlobal || by === undefined || enclosing(node, repeating) !== null) return undefined
  if (/^\/?(?:\.\.|\\\.\\\.)\\?\/$/.test(pattern) && by === '') return onlyFirst
  if (one.length !== 1) return undefined
  const isEscaped =
    by === `\\${one}` ||
    (/['"]/.test(one) && by === one + one) ||
    (/[<>&'"]/.test(one) && /^&#?\w+;$/.test(by)) ||
    (/[/?#&+%]/.test(one) && /^%[\da-f]{2}$/i.test(by))
  if (isEscaped) return onlyFirst
  // Quotes around a text are taken off one by one.
  const isOfPair = [...before, ...laterOf(source, node)].some((other) => other.pattern === pattern)
  return by === '' && /[<>'"]/.test(one) && !isOfPair ? onlyFirst : undefined
}

const onlyFirst = 'only the first of them is replaced'
const repeating: ReadonlySet<string> = new Set(['while_statement', 'do_statement'])

/** The replacements that follow in the same chain. */
function laterOf(source: Source, node: Node): readonly Replacement[] {
  const outer = node.parent?.type === 'member_expression' ? node.parent.parent : null
  if (outer?.type !== 'call_expression') return []
  const own = chainOf(source, outer).at(-1)
  return own === undefined ? [] : [own, ...laterOf(source, outer)]
}

/** `<scr<script>ipt>` is one again when what is within is taken out. */
const ofRemainder = ({ pattern, isRegex, by }: Replacement): string | undefined =>
  isRegex && by === '' && /^\(?<\\?\/?script\b/i.test(pattern) ? 'what is left may be one again' : undefined

/** `\"` becomes `\\"`, of which the quote ends the text. */
function ofBackslash(
  source: Source,
  node: Node,
  { pattern, isRegex, isGlobal, by }: Replacement,
): string | undefined {
  const isQuote = isRegex && isGlobal && /^\(?(?:['"`]|\[['"`]+\]|['"`]\|['"`])\)?$/.test(pattern)
  if (!isQuote || by === undefined || !/^\\(?:['"`]|\$[&1])$/.test(by)) return undefined
  const around = textOf(source, enclosing(node, source.dialect.functions) ?? source.root).slice(0, 10_000)
  return /\/\\\\\/[a-z]*|\[[^\]\n]*\\\\[^\]\n]*\]|JSON\.stringify/.test(around)
    ? undefined
    : 'backslashes before it stay as they are'
}

/** What begins an entity is to be replaced first on the way in and last on the way out. */
function ofOrder({ pattern, by }: Replacement, before: readonly Replacement[]): string | undefined {
  const isEntity = (text: string | undefined): boolean => /^&#?\w+;$/.test(text ?? '')
  if (pattern === '&' && by === '&amp;' && before.some((one) => isEntity(one.by)))
    return 'the entities made before are escaped again'
  return by !== '&' && isEntity(pattern) && before.some((one) => one.pattern === '&amp;' && one.by === '&')
    ? '`&amp;lt;` becomes `<`'
    : undefined
}

/** An attribute ends where its quote is. */
function ofAttribute(source: Source, node: Node, chain: readonly Replacement[]): string | undefined {
  const written = source.text.slice(Math.max(0, node.startIndex - 60), node.startIndex)
  const quote = /\w?=\\?(?<quote>["'])(?:["'`]\s*\+\s*|\$\{\s*)$/.exec(written)?.groups?.['quote']
  if (quote === undefined || laterOf(source, node).length > 0) return undefined
  const replaced = chain.map(({ pattern }) => pattern).join('')
  const isClosed = /\[\^|\\W/.test(replaced)
  return replaced.includes('<') && !isClosed && !replaced.includes(quote)
    ? 'the quote that ends the attribute stays'
    : undefined
}
