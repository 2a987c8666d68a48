/**
 * A name and the value it is given, as people write it in code, configuration, markup, command lines and documents.
 * Offsets are into the text that was read.
 */
export interface Assignment {
  /** As written: `DB_PASSWORD`, `spring.datasource.password`, `client secret`. */
  readonly name: string
  /** `=`, `:`, `:=`, `=>`, `,` (an argument), `>` (an element), ` ` (a command-line option) … */
  readonly operator: string
  /** The quote that opened the value; empty where there was none. */
  readonly quote: string
  readonly valueStart: number
  readonly valueEnd: number
}

/** What names are made of, by character code; a table, because every key and token of a repository asks. */
const nameChars = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9_.$-]/.test(String.fromCharCode(code)) ? 1 : 0,
)
const maxName = 80
const maxValue = 4096

/**
 * Reads the assignment whose name covers `at`. Hand-written, because it runs on every `key` and `token` of a repository:
 * one pass, no backtracking, and no look further than 4 KiB.
 * @param at where a word of the name starts
 * @param length of that word
 * @returns undefined where nothing is assigned
 */
export function readAssignment(text: string, at: number, length: number): Assignment | undefined {
  const nameStart = readNameStart(text, at)
  const nameEnd = readNameEnd(text, at + length)
  const name = text.slice(nameStart, nameEnd)
  const operator =
    readPair(text, nameEnd) ?? readOperator(text, skipClosers(text, nameEnd), nameStart, nameEnd)
  if (operator === undefined) return undefined
  const opened = skipOpeners(text, operator.end, operator.text)
  const value = readValue(text, opened, operator.text)
  return value && { name, operator: operator.text, ...value }
}

function readNameStart(text: string, at: number): number {
  let start = at
  const first = Math.max(0, at - maxName)
  while (start > first && nameChars[text.charCodeAt(start - 1)] === 1) start -= 1
  return start
}

/** Up to two more words, as documents write it (`client secret: …`), where a colon or equals sign follows them. */
const moreWords = /^(?: [A-Za-z][\w.-]{0,24}){1,2}(?=[ \t]{0,4}[:=])/

function readNameEnd(text: string, from: number): number {
  const end = skipWord(text, from)
  return end + (text[end] === ' ' ? (moreWords.exec(text.slice(end, end + 64))?.[0].length ?? 0) : 0)
}

function skipWord(text: string, from: number): number {
  let end = from
  while (end < text.length && end - from < maxName && nameChars[text.charCodeAt(end)] === 1) end += 1
  return end
}

const closers = /[ \t"'`\\\]]{0,12}/y

/** Where a sticky pattern that may match nothing ends. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return from + (pattern.exec(text)?.[0].length ?? 0)
}

/** Skips what closes the name (`"`, `']`), and blanks. What follows `name)` is the result of a call, not a value of the name. */
function skipClosers(text: string, from: number): number {
  return endOf(closers, text, from)
}

interface Operator {
  readonly text: string
  readonly end: number
}

/** `<add key="name" value="…"/>`, `{"name": "name", "value": "…"}`: what the name names stands in a field of its own. */
const pair = /^["'](?:[ \t]{1,40}value=|,\s{0,40}["']?value["']?\s{0,4}[:=])[ \t]{0,4}(?=["'])/i

/** The same in a YAML list: `- name: NAME`, and `value: …` on the next line. */
const pairOfLines = /^["']?[ \t]{0,4}\r?\n[ \t]{1,40}["']?value["']?[ \t]{0,4}:[ \t]{0,4}(?=\S)/

function readPair(text: string, nameEnd: number): Operator | undefined {
  const after = text.slice(nameEnd, nameEnd + 100)
  const found = (pair.exec(after) ?? pairOfLines.exec(after))?.[0]
  return found === undefined ? undefined : { text: '=', end: nameEnd + found.length }
}

const typeAnnotation = /^[ \t]{0,4}[&*]?[A-Za-z_][\w.<>&'?[\]|]{0,40}[ \t]{0,4}=(?!=)[ \t]{0,4}/

function readOperator(text: string, at: number, nameStart: number, nameEnd: number): Operator | undefined {
  const operator = /^(?:=>|->|:{1,3}=|[!=]==?|\?\?=|\|\|[:=]|[?.+!~]=|=~|:|=|>|,|\((?=["'`]))/.exec(
    text.slice(at, at + 4),
  )?.[0]
  if (operator === undefined)
    return isOption(text, nameStart) && at > nameEnd ? { text: ' ', end: at } : undefined
  if (operator === ',' && !isFirstArgument(text, nameStart)) return undefined
  // `.` belongs to names, so that `token .= "…"` and `token.="…"` both arrive here with `=`.
  const end = at + operator.length
  if (operator !== ':') return { text: operator, end }
  const typed = typeAnnotation.exec(text.slice(end, end + 64))?.[0]
  return typed === undefined ? { text: ':', end } : { text: '=', end: end + typed.length }
}

/** `setProperty("name", …)`; in a list of words, `["name", "password", "token"]`, one is not the value of the other. */
const isFirstArgument = (text: string, nameStart: number): boolean =>
  /\(\s{0,8}[bBfFrRuUL@$]?["'`]$/.test(text.slice(Math.max(0, nameStart - 12), nameStart))

/** `--name value`, `-name value` */
const isOption = (text: string, nameStart: number): boolean =>
  text[nameStart] === '-' && !/[\w.]/.test(text[nameStart - 1] ?? ' ')

/** Skips blanks, line breaks where the operator allows them, and an opening bracket or string prefix. */
function skipOpeners(text: string, from: number, operator: string): number {
  const breaks = operator === '>' || operator === ',' || operator === '=>' || operator === ':='
  const blank = breaks ? /[ \t\r\n=]/ : /[ \t=]/
  let at = from
  while (at < text.length && at - from < 64 && blank.test(text[at]!)) at += 1
  if (!breaks) at = skipContinuedLine(text, at)
  const wrapper = /^(?:[([{]|(?:new[ \t]{1,4})?[A-Za-z_][\w.]{0,40}\()[ \t]{0,4}(?=["'`])/.exec(
    text.slice(at, at + 64),
  )?.[0]
  if (wrapper !== undefined) at += wrapper.length
  return at + (/^(?:[bBfFrRuUlLnN@$]{1,2})(?=["'])/.exec(text.slice(at, at + 3))?.[0].length ?? 0)
}

/** `password =\n    "…"`: only to a quote on the next line, or every empty YAML key would take the next one's name. */
function skipContinuedLine(text: string, from: number): number {
  const broken = /^[\\]?\r?\n[ \t]{0,64}(?=["'`])/.exec(text.slice(from, from + 70))?.[0]
  return from + (broken?.length ?? 0)
}

type Value = Pick<Assignment, 'quote' | 'valueStart' | 'valueEnd'>

function readValue(text: string, at: number, operator: string): Value | undefined {
  const quote = /^(?:"""|'''|\\?["'`])/.exec(text.slice(at, at + 3))?.[0] ?? ''
  const valueStart = at + quote.length
  const valueEnd = quote === '' ? bareEnd(text, valueStart, operator) : quotedEnd(text, valueStart, quote)
  if (valueEnd === undefined || valueEnd <= valueStart) return undefined
  // `<password>value</password>`; in `<user>:<password>@host` nothing is assigned.
  if (operator === '>' && quote === '' && !/^\s{0,64}</.test(text.slice(valueEnd, valueEnd + 65)))
    return undefined
  return { quote, valueStart, valueEnd }
}

/** Where a quoted value ends; undefined where the quote stays open on its line (or, tripled, within reach). */
function quotedEnd(text: string, from: number, quote: string): number | undefined {
  const limit = Math.min(text.length, from + maxValue)
  for (let at = from; at < limit; at += 1) {
    if (text.startsWith(quote, at)) return at
    if (text[at] === '\n' && quote.length !== 3) return quote.startsWith('\\') ? undefined : at
    if (text[at] === '\\' && quote.length === 1) at += 1
  }
  return limit === text.length ? limit : undefined
}

const bareValue = /[^\s"'`<>,;(){}[\]|\\&]{0,4096}/y
const elementValue = /[^\s<>"'`&]{0,4096}/y

function bareEnd(text: string, from: number, operator: string): number {
  const value = operator === '>' ? elementValue : bareValue
  const limit = Math.min(text.length, from + maxValue)
  let at = endOf(value, text, from)
  // `&` goes on in a password and ends a value in the query of an address.
  while (at < limit && text[at] === '&') {
    if (/^&[A-Za-z][^=]{0,38}=/.test(text.slice(at, at + 41))) break
    at = endOf(value, text, at + 1)
  }
  return at
}
