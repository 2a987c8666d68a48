import { endAfter } from './sticky.ts'

/** A variable, a field, or the name of a function: `process.env.NAME`, `os.environ.get`, also in a template of Ruby. */
const reference = /(?:<%=[ \t]{0,4})?[A-Za-z_$][\w$.:?]{0,60}/y
/** The last word of functions that look a value up by its name. */
const reader =
  /(?:^|[.:_])(?:get|fetch|read|load|find|look_?up|env|environ|config|setting|option|param|property|prompt|input|ask|gettext|translate|t|i18n)[\w$]{0,24}$/i
const argument = /\(\s{0,8}["'`][^"'`\r\n]{0,100}["'`]\s{0,8}/y
const index = /\[\s{0,8}["'`]?[^"'`\]\r\n]{0,100}["'`]?\s{0,8}\]/y
/** `, "value"`, `, default="value"` */
const secondArgument = /,\s{0,40}(?:default\s?=\s?)?(?=["'`])/y
/** `|| "value"`, `?? "value"`, `or "value"`, `?: "value"`, and the block of Ruby's `fetch`. */
const otherwise = /\s{0,40}(?:\|\||\?\?|or\b|\?:|\{)\s{0,40}(?=["'`])/y

/**
 * Reads past a reference to the literal that stands in where the reference has no value: of `process.env.NAME || "value"` and
 * `os.getenv("NAME", "value")` that is the value, and never the name.
 * @returns undefined where no reference stands; `end` is undefined where it has no such literal
 */
export function readFallback(text: string, at: number): { readonly end: number | undefined } | undefined {
  const end = endAfter(reference, text, at)
  if (end === undefined) return undefined
  if (text[end] === '(') return readCall(text, at, end)
  const indexed = text[end] === '[' ? endAfter(index, text, end) : end
  const literal = indexed === undefined ? undefined : endAfter(otherwise, text, indexed)
  return literal === undefined ? undefined : { end: literal }
}

function readCall(text: string, at: number, end: number): { readonly end: number | undefined } | undefined {
  if (!reader.test(text.slice(at, end))) return undefined
  const after = endAfter(argument, text, end)
  if (after === undefined) return undefined
  const literal = text[after] === ')' ? endAfter(otherwise, text, after + 1) : undefined
  return { end: literal ?? endAfter(secondArgument, text, after) }
}
