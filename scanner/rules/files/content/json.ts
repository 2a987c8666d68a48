export type JsonObject = { readonly [key: string]: unknown }

/** A file's JSON; undefined where it is none, or only its beginning is at hand. A byte order mark is allowed. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as unknown
  } catch {
    // Not JSON is an answer here, not a failure: the caller falls back to the name or to the text.
    return undefined
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A file's JSON where that is an object. */
export function jsonObjectOf(text: string): JsonObject | undefined {
  const value = jsonOf(text)
  return isObject(value) ? value : undefined
}

export const stringAt = (object: JsonObject, key: string): string => {
  const value = object[key]
  return typeof value === 'string' ? value : ''
}

/** Values walked in one document. */
const limit = 20_000

/** Every string in a JSON document with the key it belongs to (an array's items belong to the array's key). */
export function jsonStrings(root: unknown): { readonly name: string; readonly value: string }[] {
  const found: { name: string; value: string }[] = []
  // A stack rather than recursion: the depth is the file's choice.
  const open: { name: string; value: unknown }[] = [{ name: '', value: root }]
  for (let walked = 0; open.length > 0 && walked < limit; walked += 1) {
    const { name, value } = open.pop()!
    if (typeof value === 'string') found.push({ name, value })
    else if (Array.isArray(value)) for (const item of value) open.push({ name, value: item })
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) open.push({ name: key, value: item })
  }
  return found
}
