/** A key of a Secret, and where its value stands in the text. */
export interface SecretValue {
  readonly key: string
  readonly start: number
  readonly end: number
  /** Whether it is in Base64 (`data`), or as it is (`stringData`). */
  readonly encoded: boolean
}

/**
 * Finds the values of Secret manifests, in YAML and in JSON; several manifests, lists and templates too. Reads lines and
 * braces instead of parsing, because a template is no YAML and a window of a file may be cut anywhere. Linear.
 */
export function readSecretManifests(text: string): readonly SecretValue[] {
  return [...readYamlManifests(text), ...readJsonManifests(text)]
}

interface Line {
  readonly start: number
  readonly text: string
  /** Where its content starts, after blanks and the dashes of lists. */
  readonly column: number
  readonly startsItem: boolean
}

const kindLine = /^["']?kind["']?[ \t]*:[ \t]*["']?secret["']?[ \t]*(?:#.*)?$/i
const dataLine = /^["']?(data|stringData)["']?[ \t]*:[ \t]*(?:#.*)?$/i
/** The whole section on one line: `data: {password: …, user: …}`. */
const flowLine = /^["']?(data|stringData)["']?[ \t]*:[ \t]*\{(.*)\}[ \t]*$/
const entryLine = /^["']?([\w.-]{1,120})["']?[ \t]*:[ \t]*(.*)$/

function readYamlManifests(text: string): readonly SecretValue[] {
  const lines = linesOf(text)
  const values: SecretValue[] = []
  let from = 0
  lines.forEach((line, index) => {
    if (index < from || !kindLine.test(line.text.slice(line.column))) return
    const [first, end] = extentOf(lines, index, from)
    from = end
    for (let at = first; at < end; at += 1) {
      const block = lines[at]!
      if (block.column === line.column) values.push(...readFlow(block))
      const section = block.column === line.column && dataLine.exec(block.text.slice(block.column))?.[1]
      if (section)
        values.push(...readEntries(lines, at + 1, end, line.column, section.toLowerCase() === 'data'))
    }
  })
  return values
}

function readFlow(line: Line): readonly SecretValue[] {
  const flow = flowLine.exec(line.text.slice(line.column))
  if (!flow) return []
  const from = line.start + line.text.lastIndexOf('}') - flow[2]!.length
  const pairs = flow[2]!.matchAll(/["']?([\w.-]{1,120})["']?[ \t]*:[ \t]*["']?([^\s,"'{}]+)/g)
  return [...pairs].map((pair) => {
    const end = from + pair.index + pair[0].length
    return { key: pair[1]!, encoded: flow[1] === 'data', start: end - pair[2]!.length, end }
  })
}

function linesOf(text: string): readonly Line[] {
  let start = 0
  return text.split('\n').map((raw) => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const blank = /^[ \t]*/.exec(line)![0].length
    const dashes = /^(?:-[ \t]{1,8})*/.exec(line.slice(blank))![0].length
    const read = { start, text: line, column: blank + dashes, startsItem: dashes > 0 }
    start += raw.length + 1
    return read
  })
}

const isEmpty = ({ text }: Line): boolean =>
  /^[ \t]*(?:#.*)?$/.test(text) || /^[ \t]*\{\{.*\}\}[ \t]*$/.test(text)

/** The lines of the map that the line at `index` is an entry of; none before `least`, so that all is read once. */
function extentOf(lines: readonly Line[], index: number, least: number): readonly [number, number] {
  const { column } = lines[index]!
  const isOutside = (line: Line): boolean =>
    line.text.startsWith('---') || (!isEmpty(line) && line.column < column)
  let first = index
  while (first > least && !lines[first]!.startsItem && !isOutside(lines[first - 1]!)) first -= 1
  let end = index + 1
  while (
    end < lines.length &&
    !isOutside(lines[end]!) &&
    !(lines[end]!.startsItem && lines[end]!.column === column)
  )
    end += 1
  return [first, end]
}

function readEntries(
  lines: readonly Line[],
  from: number,
  to: number,
  outer: number,
  encoded: boolean,
): readonly SecretValue[] {
  const values: SecretValue[] = []
  let inner: number | undefined
  for (let at = from; at < to; at += 1) {
    const line = lines[at]!
    if (isEmpty(line)) continue
    if (line.column <= outer) break
    inner ??= line.column
    const entry = line.column === inner ? entryLine.exec(line.text.slice(line.column)) : null
    if (!entry) continue
    const [, key = '', value = ''] = entry
    const block = /^[|>]/.test(value) ? blockAfter(lines, at + 1, to, inner) : undefined
    const span = block ?? scalarIn(line, line.text.length - value.length)
    if (span) values.push({ key, encoded, ...span })
  }
  return values
}

type Span = Pick<SecretValue, 'start' | 'end'>

/** A block scalar's lines, from its first character to its last. */
function blockAfter(lines: readonly Line[], from: number, to: number, inner: number): Span | undefined {
  let last = from
  while (last < to && (lines[last]!.text.trim() === '' || lines[last]!.column > inner)) last += 1
  const block = lines.slice(from, last).filter(({ text }) => text.trim() !== '')
  const [first] = block
  const end = block.at(-1)
  return first && end
    ? { start: first.start + first.column, end: end.start + end.text.trimEnd().length }
    : undefined
}

function scalarIn(line: Line, at: number): Span | undefined {
  const value = line.text.slice(at)
  const quote = /^["']/.exec(value)?.[0]
  const close = quote ? value.indexOf(quote, 1) : value.search(/[ \t]+#|[ \t]*$/)
  const from = quote ? 1 : 0
  return close > from ? { start: line.start + at + from, end: line.start + at + close } : undefined
}

function readJsonManifests(text: string): readonly SecretValue[] {
  const values: SecretValue[] = []
  let done = 0
  for (const kind of text.matchAll(/"kind"[ \t\r\n]{0,8}:[ \t\r\n]{0,8}"Secret"/g)) {
    if (kind.index < done) continue
    const [start, end] = objectAround(text, kind.index, done)
    done = end
    const object = text.slice(start, end)
    for (const section of object.matchAll(
      /"(data|stringData)"[ \t\r\n]{0,8}:[ \t\r\n]{0,8}\{([^{}]{0,16000})\}/g,
    )) {
      const at = start + section.index + section[0].length - 1 - section[2]!.length
      values.push(...readPairs(section[2]!, at, section[1] === 'data'))
    }
  }
  return values
}

/** The innermost braces around a place; braces in texts are not told apart, which a Secret hardly has. */
function objectAround(text: string, at: number, least: number): readonly [number, number] {
  let start = at
  for (let depth = 0; start > least; start -= 1) {
    const char = text[start - 1]
    if (char === '}') depth += 1
    if (char === '{' && (depth -= 1) < 0) break
  }
  let end = at
  for (let depth = 0; end < text.length; end += 1) {
    if (text[end] === '{') depth += 1
    if (text[end] === '}' && (depth -= 1) < 0) break
  }
  return [start, end]
}

const readPairs = (text: string, base: number, encoded: boolean): readonly SecretValue[] =>
  [...text.matchAll(/"([^"\\]{1,120})"[ \t\r\n]{0,8}:[ \t\r\n]{0,40}"([^"\\]{1,8000})"/g)].map((pair) => {
    const end = base + pair.index + pair[0].length - 1
    return { key: pair[1]!, encoded, start: end - pair[2]!.length, end }
  })
