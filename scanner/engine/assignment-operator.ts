import { endAfter, endOf } from './sticky.ts'

/** What joins a name and a value. */
export interface Operator {
  readonly text: string
  readonly end: number
}

/** Reads what stands between a name and its value; undefined where nothing is assigned. */
export function readOperator(text: string, nameStart: number, nameEnd: number): Operator | undefined {
  if (text[nameStart - 1] === '{' && text[nameStart - 2] === '$') return readDefault(text, nameEnd)
  return (
    readPair(text, nameEnd) ??
    readVariable(text, nameStart, nameEnd) ??
    readSign(text, skipClosers(text, nameEnd), nameStart, nameEnd)
  )
}

/** `<add key="name" value="…"/>`, `{"name": "name", "value": "…"}`: what the name names stands in a field of its own. */
const pair = /["'](?:[ \t]{1,40}value=|,\s{0,40}["']?value["']?\s{0,4}[:=])[ \t]{0,4}(?=["'])/iy

/** The same in a YAML list: `- name: NAME`, and `value: …` on the next line. */
const pairOfLines = /["']?[ \t]{0,4}\r?\n[ \t]{1,40}["']?value["']?[ \t]{0,4}:[ \t]{0,4}(?=\S)/y

function readPair(text: string, nameEnd: number): Operator | undefined {
  const end = endAfter(pair, text, nameEnd) ?? endAfter(pairOfLines, text, nameEnd)
  return end === undefined ? undefined : { text: '=', end }
}

/** `${NAME:-value}` of shells and Compose, `${name:value}` of Spring. */
const defaultSign = /(?:=|:(?:[-=]|(?![-=?+])))(?=[^\s}$])/y

function readDefault(text: string, nameEnd: number): Operator | undefined {
  const end = endAfter(defaultSign, text, nameEnd)
  return end === undefined ? undefined : { text: '${', end }
}

/** `variable "name" { … default = "value" … }` of Terraform. */
const terraformDefault = /"[ \t]{0,4}\{[^{}]{0,600}?\bdefault[ \t]{0,20}=[ \t]{0,20}(?=")/y

function readVariable(text: string, nameStart: number, nameEnd: number): Operator | undefined {
  if (text[nameEnd] !== '"' || !text.endsWith('variable "', nameStart)) return undefined
  const end = endAfter(terraformDefault, text, nameEnd)
  return end === undefined ? undefined : { text: '=', end }
}

/** Closing quotes and brackets of the name (`"`, `']`), an array's length in C, a type in Visual Basic, blanks. */
const closers = /(?:\[\d{0,4}\]|[ \t]{1,4}As[ \t]{1,4}[A-Za-z][\w.]{0,30}(?=[ \t]{0,4}=))?[ \t"'`\\\]]{0,12}/y

/** What follows `name)` is the result of a call, not a value of the name. */
const skipClosers = (text: string, from: number): number => endOf(closers, text, from)

const sign =
  /=>|->|<-|:{1,3}=|[!=]==?|\?\?=|\|\|[:=]|(?:\|\||\?\?)(?=\s{0,40}["'`])|[?.+!~]=|=~|:|=|>|,|[({](?=["'`])/y

const typeAnnotation =
  /[ \t]{0,4}[&*]?(?:'[a-z_]{1,16}[ \t])?(?:mut[ \t])?[A-Za-z_][\w.<>&'?[\]|]{0,40}[ \t]{0,4}=(?!=)[ \t]{0,4}/y

function readSign(text: string, at: number, nameStart: number, nameEnd: number): Operator | undefined {
  const end = endAfter(sign, text, at)
  if (end === undefined) return isOption(text, nameStart) && at > nameEnd ? { text: ' ', end: at } : undefined
  const operator = text.slice(at, end)
  if (operator === ',' && !isFirstArgument(text, nameStart)) return undefined
  // `.` belongs to names, so that `token .= "…"` and `token.="…"` both arrive here with `=`.
  if (operator !== ':') return { text: operator, end }
  const typed = endAfter(typeAnnotation, text, end)
  return typed === undefined ? { text: ':', end } : { text: '=', end: typed }
}

/**
 * `setProperty("name", …)`, `buildConfigField("String", "name", …)`; in a list of words, `["name", "password", "token"]`, one
 * is not the value of the other.
 */
const isFirstArgument = (text: string, nameStart: number): boolean =>
  /(?:\(|(?:buildConfigField|resValue)[ (]{1,2}["']\w{1,12}["'],)\s{0,8}[bBfFrRuUL@$]?["'`]$/.test(
    text.slice(Math.max(0, nameStart - 48), nameStart),
  )

/** `--name value`, `-name value` */
const isOption = (text: string, nameStart: number): boolean =>
  text[nameStart] === '-' && !/[\w.]/.test(text[nameStart - 1] ?? ' ')
