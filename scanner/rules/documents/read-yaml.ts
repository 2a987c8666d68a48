import { Composer, CST, isAlias, isMap, isNode, isScalar, isSeq, Lexer, Parser } from 'yaml'
import type { Document as YamlDocument, ErrorCode, Node as YamlNode, Pair, Scalar } from 'yaml'
import type { DocumentNode, Entry, Reading } from './document.ts'
import { placesOf } from './places.ts'

/** In UTF-16 units. No workflow comes near it, and the parser takes some 7 µs for each unit of a hostile text. */
const longestText = 512 * 1024
/**
 * The parser composes recursively. Deeper nesting can exhaust the stack, which V8 answers by ending the process when it
 * happens while a regular expression is compiled (seen on Node 20), so it is refused before composing.
 */
const deepestNesting = 64
/** Some ten times what a workflow of the longest allowed length has. */
const mostLexemes = 250_000
/** After aliases are replaced: what keeps an alias bomb (some hundred bytes that name billions of nodes) from being built. */
const mostNodes = 200_000

const problems: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'the indentation is wrong',
  TAB_AS_INDENT: 'a tab is used for indentation',
  MISSING_CHAR: 'a quote, bracket or separator is missing',
  BAD_ALIAS: 'an alias names no anchor',
  BAD_DQ_ESCAPE: 'a quoted text has an escape that does not exist',
  MULTIPLE_DOCS: 'the file holds more than one document',
}

/**
 * Reads one YAML 1.2 document, as GitHub does: `on` is a text, and merge keys (`<<`) mean nothing special.
 * @param text the file's text; a byte order mark is allowed
 */
export function readYaml(text: string): Reading {
  const place = placesOf(text)
  const unreadable = (problem: string, start?: number): Reading => ({
    ok: false,
    problem,
    place: start === undefined ? null : place({ start, end: start }),
  })
  if (text.length > longestText) return unreadable(`it is longer than ${longestText / 1024} KiB`)
  try {
    const tokens = tokensOf(text)
    if (!Array.isArray(tokens)) return unreadable(tokens.problem, tokens.start)
    if (isTooDeep(tokens)) return unreadable(tooDeep)
    const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
    const documents = Array.from(composer.compose(tokens))
    const error = documents.flatMap((document) => document.errors)[0]
    if (error) return unreadable(problems[error.code] ?? invalid, error.pos[0])
    if (documents.length > 1) return unreadable(problems.MULTIPLE_DOCS!, documents[1]!.range[0])
    const root = documents[0]?.contents ? convert(documents[0], text) : empty
    if ('problem' in root) return unreadable(root.problem, root.start)
    return { ok: true, document: { text, root, place } }
  } catch {
    // The parser throws on some texts instead of reporting; what it says may quote the file, so it is not passed on.
    return unreadable(invalid)
  }
}

const invalid = 'it is not valid YAML'
const tooDeep = `it is nested more than ${deepestNesting} levels deep`
const empty: DocumentNode = { kind: 'scalar', value: null, text: '', start: 0, end: 0 }

interface Failure {
  readonly problem: string
  readonly start?: number
}

/** The parser's tokens. Stops at the first error and at the limits, so that a hostile text costs little. */
function tokensOf(text: string): CST.Token[] | Failure {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let lexemes = 0
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1
    if (lexemes > mostLexemes) return { problem: 'it has more parts than can be read' }
    if (parser.stack.length > 4 * deepestNesting) return { problem: tooDeep, start: parser.offset }
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') return { problem: invalid, start: token.offset }
      tokens.push(token)
    }
  }
  tokens.push(...parser.end())
  return tokens
}

/** Walks the tokens without recursion: the point is to find out whether recursion is safe. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  const waiting: { token: CST.Token | null | undefined; depth: number }[] = tokens.map((token) => ({
    token,
    depth: 0,
  }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next
    if (!token) continue
    if (depth > deepestNesting) return true
    if (token.type === 'document') waiting.push({ token: token.value, depth })
    if (!CST.isCollection(token)) continue
    for (const item of token.items) {
      waiting.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 })
    }
  }
  return false
}

/** Our tree from the parser's. Fails when replacing aliases would go beyond `mostNodes` or round in circles. */
function convert(parsed: YamlDocument.Parsed, text: string): DocumentNode | Failure {
  const anchors = new Map<string, YamlNode>()
  let nodes = 0
  let failure: Failure | null = null

  /** `replacing`: inside what an alias names, where anchors have been registered already. */
  const node = (parsedNode: unknown, fallback: number, depth: number, replacing: boolean): DocumentNode => {
    nodes += 1
    const from = isNode(parsedNode) ? parsedNode : null
    const start = from?.range?.[0] ?? fallback
    const nothing: DocumentNode = { kind: 'scalar', value: null, text: '', start, end: start }
    if (nodes > mostNodes || depth > 2 * deepestNesting) {
      failure ??= { problem: 'its aliases stand for more than can be read' }
    }
    if (failure || !from) return nothing
    if (isAlias(from)) {
      const named = anchors.get(from.source)
      if (!named) failure = { problem: problems.BAD_ALIAS!, start }
      return named ? node(named, start, depth + 1, true) : nothing
    }
    // Registered before its content: an alias inside its own anchor then ends at the depth limit.
    if (from.anchor && !replacing) anchors.set(from.anchor, from)
    const end = from.range?.[1] ?? start
    if (isMap(from)) {
      return {
        kind: 'map',
        start,
        end,
        entries: from.items.map((pair) => entry(pair, end, depth, replacing)),
      }
    }
    if (isSeq(from)) {
      return {
        kind: 'list',
        start,
        end,
        items: from.items.map((item) => node(item, end, depth + 1, replacing)),
      }
    }
    return isScalar(from) ? scalarNode(from, start, trimmedEnd(text, start, end)) : nothing
  }
  const entry = (pair: Pair, fallback: number, depth: number, replacing: boolean): Entry => {
    const key = node(pair.key, fallback, depth + 1, replacing)
    return {
      key: key.kind === 'scalar' ? key.text : '',
      keyRange: { start: key.start, end: key.end },
      value: node(pair.value, key.end, depth + 1, replacing),
    }
  }

  const root = node(parsed.contents, 0, 0, false)
  return failure ?? root
}

function scalarNode(from: Scalar, start: number, end: number): DocumentNode {
  const { value, source = '' } = from
  const known =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
  return { kind: 'scalar', value: known, text: typeof value === 'string' ? value : source, start, end }
}

/** A block scalar's range ends after its last line break, which would put its end on the next line. */
function trimmedEnd(text: string, start: number, end: number): number {
  let trimmed = end
  while (trimmed > start && /[\r\n]/.test(text[trimmed - 1]!)) trimmed -= 1
  return trimmed
}
