import type { Operator } from './assignment-operator.ts'
import { readFallback } from './fallback.ts'
import { endAfter, endOf } from './sticky.ts'

/** Where a value stands. */
export interface Value {
  /** The quote that opened the value; empty where there was none. */
  readonly quote: string
  readonly valueStart: number
  readonly valueEnd: number
}

const maxValue = 4096

/** Reads the value behind an operator; undefined where none stands there. */
export function readValue(text: string, { text: operator, end }: Operator): Value | undefined {
  const at = skipBlanks(text, end, operator)
  const opened = openValue(text, at, operator)
  return opened === undefined ? undefined : readLiteral(text, opened, operator)
}

const blanks = /[ \t=]{0,64}/y
const blanksAndBreaks = /[ \t\r\n=]{0,64}/y
/** `password =\n    "…"`: only to a quote on the next line, or every empty YAML key would take the next one's name. */
const continuedLine = /\\?\r?\n[ \t]{0,64}(?=["'`])/y

function skipBlanks(text: string, from: number, operator: string): number {
  const breaks = operator === '>' || operator === ',' || operator === '=>' || operator === ':='
  return breaks ? endOf(blanksAndBreaks, text, from) : endOf(continuedLine, text, endOf(blanks, text, from))
}

/** An opening bracket, a call that makes something of a text (`new Secret("…")`), or a filter of a Helm or Ansible template. */
const wrapper =
  /(?:[([{]|(?:new[ \t]{1,4})?[A-Za-z_][\w.:]{0,40}\()[ \t]{0,4}(?=["'`])|["']?\{\{-?[ \t]{0,4}(?=["'][^"'\r\n]{1,200}["'][ \t]{0,4}\|[ \t]{0,4}(?:b64enc|b64encode|s?quote|password_hash)\b)/y
const prefix = /[bBfFrRuUlLnN@$]{1,2}(?=["'])/y

/** `name: { value: "…" }`: parameters of ARM and CloudFormation templates, and options that describe themselves. */
const object = /\{\s{0,80}["']?[A-Za-z_]\w{0,40}["']?\s{0,4}[:=]/y
const field = /\{[^{}]{0,400}?\b(?:value|default(?:Value)?)["']?\s{0,4}[:=]\s{0,4}(?=["'`])/iy
/** The same in the YAML of CloudFormation: `Name:`, and below it `Default: …`. */
const parameter =
  /[ \t]{0,8}\r?\n(?:[ \t]{1,40}(?:Type|Description|NoEcho|MinLength|MaxLength|AllowedPattern|ConstraintDescription):[^\n]{0,200}\n){1,7}[ \t]{1,40}Default:[ \t]{1,8}(?=\S)/y

/** Skips what opens a value, up to its quote or first character. */
function openValue(text: string, at: number, operator: string): number | undefined {
  const first = text[at]
  if (first === '\n' || first === '\r') return operator === ':' ? endAfter(parameter, text, at) : at
  if (first === '{' && endAfter(object, text, at) !== undefined) return endAfter(field, text, at)
  if (first === '"' || first === "'" || first === '`') return endOf(wrapper, text, at)
  const fallback = operator === '>' ? undefined : readFallback(text, at)
  if (fallback !== undefined) return fallback.end
  return endOf(prefix, text, endOf(wrapper, text, at))
}

const openingQuote = /"""|'''|"\\"|\\?["'`]/y

function readLiteral(text: string, at: number, operator: string): Value | undefined {
  const valueStart = endOf(openingQuote, text, at)
  const quote = text.slice(at, valueStart)
  const valueEnd =
    quote === '' ? bareEnd(text, valueStart, operator) : quotedEnd(text, valueStart, closingQuote(quote))
  if (valueEnd === undefined || valueEnd <= valueStart) return undefined
  // `<password>value</password>`; in `<user>:<password>@host` nothing is assigned.
  if (operator === '>' && quote === '' && !/^\s{0,64}</.test(text.slice(valueEnd, valueEnd + 65)))
    return undefined
  return { quote, valueStart, valueEnd }
}

/** `"\"value\""`: a text whose first character is a quote is one in quotes of another language. */
const closingQuote = (quote: string): string => (quote === '"\\"' ? '\\"' : quote)

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
/** Up to the closing brace; braces inside belong to another reference. */
const defaultValue = /[^\s"'`{}$]{0,4096}(?=\})/y

function bareEnd(text: string, from: number, operator: string): number {
  if (operator === '${') return endOf(defaultValue, text, from)
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
