import type { ErrorObject } from 'ajv'
import type { Route } from '../description/route.ts'
import { coerce, invalidities } from '../description/validate.ts'
import { invalid, Refusal, type FieldError } from './refusal.ts'

export interface Checked {
  readonly query: ReadonlyMap<string, unknown>
  readonly unknownQuery: readonly string[]
}

/** Holds a request's path and query against the description. */
export function checkParameters({ id, operation, params }: Route, search: URLSearchParams): Checked {
  const query = new Map<string, unknown>()
  const unknown = new Set(search.keys())
  for (const [index, parameter] of operation.parameters.entries()) {
    const { name } = parameter
    const pointer = ['operations', id, 'parameters', String(index), 'schema']
    if (parameter.in === 'path') takeValue(pointer, name, params[name]!)
    if (parameter.in !== 'query') continue
    unknown.delete(name)
    unknown.delete(`${name}[]`)
    const given = givenValue(search, name, parameter.schema['type'] === 'array')
    if (given !== undefined) query.set(name, takeValue(pointer, name, given))
    else if (parameter.required) throw invalid({ field: name, code: 'missing_field' })
  }
  return { query, unknownQuery: [...unknown] }
}

function givenValue(
  search: URLSearchParams,
  name: string,
  isList: boolean,
): string | readonly string[] | undefined {
  if (!isList) return search.get(name) ?? undefined
  // `owner[]=a&owner[]=b` as Rails has it, `owner=a&owner=b`, and `owner=a,b` as Octokit sends it.
  const all = [...search.getAll(`${name}[]`), ...search.getAll(name).flatMap((text) => text.split(','))]
  return all.length > 0 ? all : undefined
}

function takeValue(pointer: readonly string[], name: string, text: string | readonly string[]): unknown {
  const coerced = coerce(pointer, text)
  if ('value' in coerced) return coerced.value
  // A number in a path that is none names nothing.
  throw invalid({ field: name, code: 'invalid', message: coerced.errors[0]?.message ?? '' })
}

/** The JSON of a request, held against the description. */
export function checkBody({ id, operation }: Route, text: string): unknown {
  const { body } = operation
  if (body === undefined) return undefined
  if (text === '') {
    if (body.required) throw new Refusal(400, 'Body should be a JSON object')
    return {}
  }
  const value = parse(text)
  if (typeof value !== 'object' || value === null) throw new Refusal(400, 'Body should be a JSON object')
  if (body.schema === null) return value
  const errors = invalidities(['operations', id, 'body', 'schema'], value)
  if (errors.length > 0) throw invalid(...errors.map(fieldError))
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // The request's fault, said in GitHub's words.
    throw new Refusal(400, 'Problems parsing JSON')
  }
}

function fieldError({ instancePath, keyword, message, params }: ErrorObject): FieldError {
  const missing = keyword === 'required' ? `/${String(params['missingProperty'])}` : ''
  const field = `${instancePath}${missing}`.slice(1)
  return {
    ...(field === '' ? {} : { field }),
    code: keyword === 'required' ? 'missing_field' : 'invalid',
    message: `${field} ${message}`.trim(),
  }
}
