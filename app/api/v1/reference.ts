import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { httpStatuses, todoOf } from '../../../scanner/errors.ts'
import { document, html, type Html, pagePolicy } from '../setup/html.ts'

/** What is read of a JSON Schema. */
interface Schema {
  readonly $ref?: string | undefined
  readonly type?: string | readonly string[] | undefined
  readonly format?: string | undefined
  readonly description?: string | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly items?: Schema | undefined
  readonly anyOf?: readonly Schema[] | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly required?: readonly string[] | undefined
}
const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    items: schema.optional(),
    anyOf: z.array(schema).optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
  }),
)
const content = z.object({
  content: z.record(z.string(), z.object({ schema: schema.optional() })).optional(),
})
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema,
        description: z.string().optional(),
      }),
    )
    .optional(),
  requestBody: content.optional(),
  responses: z.record(z.string(), content),
})
const descriptionSchema = z.object({
  info: z.object({ version: z.string(), description: z.string() }),
  components: z.object({ schemas: z.record(z.string(), schema) }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
})
type Operation = z.output<typeof operationSchema> & { readonly path: string; readonly method: string }

/** `/api/reference`: what the API takes and gives, for people; and where the codes of its problems are explained. */
export function addReference(server: FastifyInstance, describe: () => unknown): void {
  let page: string | undefined
  server.get('/api/reference', (_request, reply) =>
    reply
      .header('content-security-policy', pagePolicy(`'none'`))
      .type('text/html; charset=utf-8')
      .send((page ??= referencePage(describe()))),
  )
}

/** @param description an OpenAPI document of ours */
export function referencePage(description: unknown): string {
  const { info, components, paths } = descriptionSchema.parse(description)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  )
  const tags = [...new Set(operations.map(tagOf))]
  return document(
    'API reference',
    html`<p>
        ${info.description} This is version ${info.version}; programs read
        <a href="/api/v1/openapi.json">its OpenAPI document</a>.
      </p>
      <p>
        Sign in with the console, or send <code>Authorization: Bearer</code> with a token of the compliance
        API or your own token of GitHub. Lists answer <code>next</code>: give it as <code>cursor</code> to go
        on. Answers bear an <code>ETag</code>; changes take <code>If-Match</code> and
        <code>Idempotency-Key</code>.
      </p>
      <nav aria-label="Contents">
        <p>${tags.map((tag) => html`<a href="#${tag}">${tag}</a> · `)}<a href="#problems">problems</a></p>
      </nav>
      ${tags.map(
        (tag) =>
          html`<h2 id="${tag}">${tag}</h2>
            ${operations.filter((one) => tagOf(one) === tag).map((one) => shownOperation(one))}`,
      )}
      <h2 id="schemas">Schemas</h2>
      ${Object.entries(components.schemas).map(
        ([name, one]) =>
          html`<h3 id="schema-${name}">${name}</h3>
            ${fieldsOf(one)}`,
      )}
      <h2 id="problems">Problems</h2>
      <p>Each is <code>application/problem+json</code> (RFC 9457) with one of these permanent codes.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Status</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          ${[...httpStatuses].map(
            ([code, status]) =>
              html`<tr id="${code}">
                <td><code>${code}</code></td>
                <td>${String(status)}</td>
                <td>${todoOf(code)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  )
}

const tagOf = ({ tags }: Pick<Operation, 'tags'>): string => tags?.[0] ?? 'other'

function shownOperation({
  operationId,
  method,
  path,
  summary,
  description,
  parameters = [],
  requestBody,
  responses,
}: Operation): Html {
  const [status, good] = Object.entries(responses).find(([one]) => one.startsWith('2')) ?? []
  const body = schemaIn(requestBody)
  const answer = schemaIn(good)
  return html`<h3 id="${operationId}"><code>${method} ${path}</code></h3>
    <p>${summary}. ${description ?? ''}</p>
    ${
      parameters.length === 0
        ? html``
        : rows(
            parameters.map(({ name, required, schema: one, description: said }) => [
              name,
              required === true,
              { ...one, description: said ?? one.description },
            ]),
          )
    }
    ${
      body
        ? html`<p>Takes:</p>
            ${fieldsOf(body)}`
        : html``
    }
    <p>Answers ${status ?? 'nothing'}${answer ? html`: ${typeOf(answer)}` : html``}</p>
    ${answer?.properties ? fieldsOf(answer) : html``}`
}

const schemaIn = (one: z.output<typeof content> | undefined): Schema | undefined =>
  Object.values(one?.content ?? {})[0]?.schema

function fieldsOf({ properties, required = [], ...one }: Schema): Html {
  if (!properties) return html`<p>${typeOf(one)}</p>`
  return rows(Object.entries(properties).map(([name, field]) => [name, required.includes(name), field]))
}

const rows = (all: readonly (readonly [name: string, isRequired: boolean, field: Schema])[]): Html =>
  html`<table>
    <tbody>
      ${all.map(
        ([name, isRequired, field]) =>
          html`<tr>
            <th scope="row"><code>${name}</code>${isRequired ? '' : ' ?'}</th>
            <td>${typeOf(field)}</td>
            <td>${field.description ?? ''}</td>
          </tr>`,
      )}
    </tbody>
  </table>`

function typeOf({ $ref, type, format, enum: values, items, anyOf }: Schema): Html {
  const name = $ref?.split('/').at(-1)
  if (name !== undefined) return html`<a href="#schema-${name}">${name}</a>`
  if (values) return html`${values.map(String).join(' | ')}`
  if (items) return html`list of ${typeOf(items)}`
  if (anyOf) return html`${anyOf.map((one, index) => (index === 0 ? typeOf(one) : html` or ${typeOf(one)}`))}`
  const types = [type ?? 'anything'].flat().filter((one) => one !== 'null')
  const isNullable = [type].flat().includes('null')
  return html`${format ?? types.join(' or ')}${isNullable ? ' or null' : ''}`
}
