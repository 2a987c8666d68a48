import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { description } from './description.ts'

const ajv = validator({ coerceTypes: false })
/** Query and path are text, so numbers and booleans are made of it. */
const coercing = validator({ coerceTypes: true })

function validator({ coerceTypes }: { readonly coerceTypes: boolean }): Ajv {
  const made = new Ajv({
    coerceTypes,
    allErrors: true,
    // The description is written for people: formats and keywords of its own, types left out beside `enum`.
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    // Inlining `full-repository` wherever it is referred to would make each compiled validator huge.
    inlineRefs: false,
    logger: false,
  })
  addFormats.default(made)
  for (const format of ['repo.nwo', 'timestamp', 'uri-template']) made.addFormat(format, true)
  // GitHub sends `git:github.com/o/r.git` and `…{/sha}` where the description says URI.
  made.addFormat('uri', true)
  made.addSchema({ $id: 'github', ...description })
  return made
}

const compiled = new Map<string, ValidateFunction>()

/** Compiled on first use: all 1,500 validators would take 6 seconds, and a test needs ten of them. */
function compile(pointer: readonly string[]): ValidateFunction {
  // Escaping is left for the first time: this runs several times for each request.
  const key = pointer.join(' ')
  const known = compiled.get(key)
  if (known) return known
  const made = ajv.compile({ $ref: referenceOf(pointer) })
  compiled.set(key, made)
  return made
}

const referenceOf = (pointer: readonly string[]): string => `github#/${pointer.map(escapePointer).join('/')}`

const escapePointer = (key: string): string =>
  encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))

/** What is wrong with a value according to the schema at `pointer` in the description; nothing if it is valid. */
export function invalidities(pointer: readonly string[], value: unknown): readonly ErrorObject[] {
  const validate = compile(pointer)
  return validate(value) ? [] : (validate.errors ?? [])
}

/** The value that a text of a path or query stands for, or what is wrong with it. */
export function coerce(
  pointer: readonly string[],
  text: string | readonly string[],
): { readonly value: unknown } | { readonly errors: readonly ErrorObject[] } {
  // A text is right where a text may stand: as either a number or a text it would be both.
  if (invalidities(pointer, text).length === 0) return { value: text }
  const holder = { value: text as unknown }
  const key = `coerce ${pointer.join(' ')}`
  const known = compiled.get(key)
  // Coercion writes into the parent of a value, so the value needs one.
  const validate = known ?? coercing.compile({ properties: { value: { $ref: referenceOf(pointer) } } })
  compiled.set(key, validate)
  return validate(holder) ? { value: holder.value } : { errors: validate.errors ?? [] }
}
