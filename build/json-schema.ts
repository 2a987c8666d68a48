/** A JSON value, as far as a schema's own keywords go. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = Readonly<Record<string, Json>>

/** What only a reader of the documentation, or a generator of clients, needs. */
const prose = new Set([
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  'discriminator',
  'x-github',
])
/** Keywords whose value maps names that somebody chose to schemas: there `description` is a property, not prose. */
const mapsOfSchemas = new Set(['properties', 'patternProperties', 'definitions'])
const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * An OpenAPI 3.0 schema as plain JSON Schema: no prose, references into `#/schemas`, and `nullable` spelled out.
 * `nullable` stands in 137 places of GitHub's description beside `$ref`, `anyOf` or `allOf`, with no `type` that it
 * could belong to, which Ajv refuses.
 */
export function jsonSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map((item: Json) => jsonSchema(item))
  if (!isObject(schema)) return schema
  const { nullable, ...rest } = plain(schema)
  return nullable === true ? orNull(rest) : rest
}

function plain(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).filter(([key]) => !prose.has(key))
  return Object.fromEntries(entries.map(([key, value]) => [key, keyword(key, value)]))
}

function keyword(key: string, value: Json): Json {
  if (key === '$ref' && typeof value === 'string') return value.replace('#/components/schemas/', '#/schemas/')
  if (key === 'enum' || key === 'default' || key === 'required') return value
  if (!mapsOfSchemas.has(key) || !isObject(value)) return jsonSchema(value)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, jsonSchema(one)]))
}

function orNull(schema: JsonObject): JsonObject {
  const { type, enum: values } = schema
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] }
  const allowed = Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}
  return { ...schema, type: [type, 'null'], ...allowed }
}
