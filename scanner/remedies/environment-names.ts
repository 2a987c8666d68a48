import { looksRandom } from '../rules/files/content/values.ts'

/** Beyond this a name is no name that people give. */
const longestName = 64
const longestPart = 24
const mostNames = 1000

/**
 * The names that an environment file assigns, and nothing else of it. Where a line may be a piece of a value, such as one inside
 * quotes or of a key over several lines, its text is no name: rather a name too few than a piece of a secret.
 * (https://github.com/motdotla/dotenv#readme, read: `export`, quotes of three kinds, values over several lines.)
 * @returns in their order, each once
 */
export function environmentNames(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const names: string[] = []
  const rest: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!
    const { name, value } = assignmentIn(line)
    if (name !== undefined) names.push(name)
    rest.push(value)
    const end = endOfValue(lines, at, value)
    // What was opened and never closed may go on to the end.
    if (end === undefined) return clean(names, [...rest, ...lines.slice(at + 1)])
    rest.push(...lines.slice(at + 1, end + 1))
    at = end
  }
  return clean(names, rest)
}

/** `value`: everything on the line that is not the name. */
function assignmentIn(line: string): { readonly name?: string; readonly value: string } {
  const match = /^\s*(?:(?:export|set|setx)[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:=|:(?=[ \t]))(.*)$/s.exec(line)
  const [, name = '', value = ''] = match ?? []
  if (match === null) return { value: line }
  // The end of a text in base32 or base64 looks like a name with nothing behind it.
  return isName(name) && !value.startsWith('=') ? { name, value } : { value: line }
}

/** Words in one case, joined by signs: what is made by a machine mixes cases, letters and digits, or is long. */
function isName(name: string): boolean {
  if (name.length > longestName || looksRandom(name)) return false
  return name.split(/[_.-]/).every(isWord)
}

const isWord = (part: string): boolean =>
  part.length <= longestPart &&
  /^(?:[A-Z]*|[a-z]*|[a-z]+(?:[A-Z][a-z]+)*|[A-Z][a-z]+)(?:\d{0,4}|\d[A-Za-z])$/.test(part)

/** The last line of the value that begins on a line; undefined: there is no end. */
function endOfValue(lines: readonly string[], from: number, value: string): number | undefined {
  const start = value.trimStart()
  const quote = start[0]
  if (quote === '"' || quote === "'" || quote === '`') {
    if (isClosed(start.slice(1), quote)) return from
    const end = lines.findIndex((line, index) => index > from && isClosed(line, quote))
    return end < 0 ? undefined : end
  }
  if (/-----BEGIN /.test(value) && !/-----END /.test(value)) {
    const end = lines.findIndex((line, index) => index > from && /-----END /.test(line))
    return end < 0 ? undefined : end
  }
  // A shell joins the next line to one that ends so.
  let end = from
  while (lines[end]?.endsWith('\\') === true && end + 1 < lines.length) end += 1
  return end
}

const isClosed = (text: string, quote: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote) return true
  }
  return false
}

/** A name that also stands in a value is left out where it is long enough to be one. */
function clean(names: readonly string[], values: readonly string[]): readonly string[] {
  const text = values.join('\n').replaceAll(/\$\{?\w+\}?/g, '')
  const isValue = (name: string): boolean => name.length >= shortestSecret && text.includes(name)
  return [...new Set(names)].filter((name) => !isValue(name)).slice(0, mostNames)
}

const shortestSecret = 8
