import { invalid } from '../enforcement/provisioning/scim-error.ts'

/** JSON of an object, which names are looked for in without regard to case. */
export type Given = Readonly<Record<string, unknown>>

const longestText = 1000

export const isGiven = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands under a name, however it is spelt. */
export function given(from: Given, name: string): unknown {
  if (Object.hasOwn(from, name)) return from[name]
  const spelt = Object.keys(from).find((key) => key.toLowerCase() === name.toLowerCase())
  return spelt === undefined ? undefined : from[spelt]
}

/**
 * A text. Some providers send a single value as a list of one, or as `[{"value": …}]`, also where an attribute has but one.
 * @returns undefined: nothing is given, or nothing is in it. @throws ScimError `invalidValue`
 */
export function text(value: unknown, name: string): string | undefined {
  const one = single(value)
  if (one === undefined || one === null || one === '') return undefined
  if (typeof one === 'number') return String(one)
  if (typeof one !== 'string') throw invalid('invalidValue', `\`${name}\` has to be a text.`)
  if (one.length > longestText)
    throw invalid('invalidValue', `\`${name}\` has at most ${longestText} characters.`)
  // PostgreSQL keeps none.
  if (one.includes('\0')) throw invalid('invalidValue', `\`${name}\` has a NUL in it.`)
  return one
}

/** Yes or no, also as Entra ID writes it: `"False"`. @throws ScimError `invalidValue` */
export function flag(value: unknown, name: string): boolean | undefined {
  const one = single(value)
  if (one === undefined || one === null || one === '') return undefined
  if (typeof one === 'boolean') return one
  const said = typeof one === 'string' ? one.trim().toLowerCase() : ''
  if (said === 'true') return true
  if (said === 'false') return false
  throw invalid('invalidValue', `\`${name}\` has to be true or false.`)
}

/** A value, of those that come as a list of one. */
function single(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value
  const [one]: readonly unknown[] = value
  return isGiven(one) && Object.hasOwn(one, 'value') ? one['value'] : one
}

/** @returns what a list holds; a single thing is a list of one */
export const listed = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
