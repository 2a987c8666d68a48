import { z } from 'zod'
import { didYouMean } from '../did-you-mean.ts'
import type { Problem } from '../problem.ts'
import type { StrictYaml, ValuePath } from './strict-yaml.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** More than this many at once help nobody. */
const mostProblems = 50

/** Puts what zod found wrong into words, each at the line and column of what is to be corrected, in the order of the file. */
export function problemsOf(error: z.core.$ZodError, schema: z.ZodType, yaml: StrictYaml): Problem[] {
  return error.issues
    .flatMap((issue) => describe(issue, schema, yaml))
    .toSorted((one, other) => one.line - other.line || one.column - other.column)
    .slice(0, mostProblems)
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, yaml: StrictYaml): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(shapeOf(schema), issue.path)
    return issue.keys.map((key) => ({
      ...yaml.placeOfKey(issue.path, key),
      message: `Unknown key ${quote(key)}.${suggestion(key, allowed)} Allowed here: ${allowed.join(', ')}.`,
      allowed,
    }))
  }
  const place = yaml.placeOf(issue.path)
  const value = valueAt(yaml.value, issue.path)
  const name = nameOf(issue.path)
  const isMissing = value === undefined || value === null
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String)
    const message = isMissing
      ? `${name} is missing or empty.`
      : `${quote(value)} is not allowed here.${suggestion(value, allowed)}`
    return [{ ...place, message: `${message} Allowed: ${allowed.join(', ')}.`, allowed }]
  }
  if (isMissing) return [{ ...place, message: `${name} is missing or empty.` }]
  return [{ ...place, message: sentence(issue, name, value) }]
}

/** "`mode`", "Entry 3 of `groups`", "The file". */
function nameOf(path: ValuePath): string {
  const last = path.at(-1)
  if (last === undefined) return 'The file'
  return typeof last === 'number'
    ? `Entry ${last + 1} of ${nameOf(path.slice(0, -1))}`
    : `\`${String(last)}\``
}

function sentence(issue: z.core.$ZodIssue, name: string, value: unknown): string {
  if (issue.code === 'invalid_type')
    return `${name} must be ${kinds[issue.expected] ?? issue.expected}, not ${kindOf(value)}.`
  if (issue.code === 'too_small') return `${name} must ${amount(issue.origin, 'at least', issue.minimum)}.`
  if (issue.code === 'too_big') return `${name} may ${amount(issue.origin, 'at most', issue.maximum)}.`
  if (issue.code === 'invalid_key')
    return `${quote(issue.path.at(-1))} cannot be a name here: ${issue.issues[0]?.message ?? 'it has another form'}`
  return issue.message
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list (`- …` lines or `[…]`)',
  object: 'a block of `key: value` lines',
  record: 'a block of `key: value` lines',
  null: 'nothing',
}

const kindOf = (value: unknown): string =>
  kinds[Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value] ?? typeof value

function amount(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${bound} ${limit} ${limit === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`
  return `be ${bound} ${limit}`
}

function suggestion(written: unknown, allowed: readonly string[]): string {
  if (typeof written !== 'string') return ''
  if (allowed.includes(written)) return ' Write it without quotes.'
  const meant = didYouMean(written, allowed)
  return meant === undefined ? '' : ` Did you mean \`${meant}\`?`
}

const quote = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

const shapes = new WeakMap<z.ZodType, JsonSchema>()

/** Made once for each schema: it takes longer than all the rest. */
function shapeOf(schema: z.ZodType): JsonSchema {
  const shape = shapes.get(schema) ?? z.toJSONSchema(schema, { io: 'input' })
  shapes.set(schema, shape)
  return shape
}

/** The keys that a block may have; below records and lists, those of one entry. */
function keysAt(shape: JsonSchema, path: ValuePath): string[] {
  let node: JsonSchema = shape
  for (const step of path) {
    const next =
      node.properties?.[String(step)] ?? (typeof step === 'number' ? node.items : node.additionalProperties)
    if (typeof next !== 'object' || Array.isArray(next)) return []
    node = next
  }
  return Object.keys(node.properties ?? {})
}

function valueAt(value: unknown, path: ValuePath): unknown {
  let current = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined
    current = Reflect.get(current, step)
  }
  return current
}
