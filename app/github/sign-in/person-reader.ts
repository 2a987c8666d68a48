import type { z } from 'zod'
import { askAsPerson, isRefused } from '../ask-as-person.ts'
import { endOf, type SignInOptions } from './options.ts'

/** One answer to a person's own token. `refused`: the token is no good. `unknown`: it could not be read. */
export type Answer<Value> =
  | { readonly kind: 'read'; readonly value: Value; readonly headers: Headers }
  | { readonly kind: 'absent' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown' }

/** Reads with a person's token. */
export type PersonReader = <Schema extends z.ZodType>(
  path: string,
  schema: Schema,
) => Promise<Answer<z.output<Schema>>>

export function createPersonReader(options: SignInOptions, accessToken: string): PersonReader {
  const { apiUrl, fetch } = options
  const get = askAsPerson({ apiUrl, token: accessToken, fetch })
  return async (path, schema) => {
    try {
      const response = await get(path, endOf(options))
      if (response.ok) {
        const read = schema.safeParse(await response.json())
        return read.success
          ? { kind: 'read', value: read.data, headers: response.headers }
          : { kind: 'unknown' }
      }
      await response.body?.cancel()
      if (response.status === 401) return { kind: 'refused' }
      if (response.status === 404) return { kind: 'absent' }
      return isRefused(response) ? { kind: 'forbidden' } : { kind: 'unknown' }
    } catch {
      // No answer, or half of one: what is not read is not known.
      return { kind: 'unknown' }
    }
  }
}
