import { readFileSync } from 'node:fs'
import path from 'node:path'
import { githubOperations, githubWebhooks } from './github-operations.ts'
import { jsonSchema, type Json } from './json-schema.ts'

export const githubDescriptionFile = 'test/github/description/github.generated.json'

/** Where it is looked for; the environment may name another folder. */
export const openApiFolder = process.env['OCTOKIT_OPENAPI'] ?? 'node_modules/@octokit/openapi'

/** Which of GitHub's products has an operation. GHES is described at its oldest and newest supported version. */
const hosts = {
  cloud: 'api.github.com',
  enterprise: 'ghec',
  serverOldest: 'ghes-3.17',
  serverNewest: 'ghes-3.19',
}
const methods = ['get', 'put', 'post', 'patch', 'delete'] as const

interface Reference {
  readonly $ref?: string
}
interface Parameter extends Reference {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly 'x-multi-segment'?: boolean
  readonly schema?: Json
}
interface Body extends Reference {
  readonly required?: boolean
  readonly content?: Readonly<Record<string, { readonly schema?: Json }>>
}
interface Operation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Body
  readonly responses?: Readonly<Record<string, Body>>
  readonly externalDocs?: { readonly url?: string }
  readonly 'x-github'?: { readonly enabledForGitHubApps?: boolean }
}
type PathItem = Readonly<Partial<Record<(typeof methods)[number], Operation>>>
interface OpenApi {
  readonly info: { readonly version: string }
  readonly paths: Readonly<Record<string, PathItem>>
  readonly 'x-webhooks': Readonly<Record<string, PathItem>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>
    readonly parameters: Readonly<Record<string, Parameter>>
    readonly responses: Readonly<Record<string, Body>>
  }
}

/**
 * The part of GitHub's own description that the simulator answers by, as text; `folder` is an installed
 * `@octokit/openapi`. Undefined where it is not installed: it takes 385 MB, so it is not among the dependencies
 * (CONTRIBUTING.md says how to bring it).
 */
export function githubDescription(folder: string): string | undefined {
  const read = (name: string): OpenApi => {
    const openApi: OpenApi = JSON.parse(readFileSync(path.join(folder, 'generated', `${name}.json`), 'utf8'))
    return openApi
  }
  const version = installedVersion(folder)
  if (version === undefined) return undefined
  const enterprise = read(hosts.enterprise)
  const operations = selectedOperations(enterprise, knownOperations(read))
  const webhooks = selectedWebhooks(enterprise)
  const schemas = referenced(enterprise.components.schemas, [operations, webhooks])
  return lines({ source: `@octokit/openapi ${version}`, operations, webhooks, schemas })
}

function installedVersion(folder: string): string | undefined {
  try {
    const manifest: { version: string } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    return manifest.version
  } catch {
    // Not installed: the committed description stays as it is.
    return undefined
  }
}

type Known = readonly (readonly [host: string, ids: ReadonlySet<string | undefined>])[]

const knownOperations = (read: (name: string) => OpenApi): Known =>
  Object.entries(hosts).map(([host, name]) => {
    const items = Object.values(read(name).paths)
    return [host, new Set(items.flatMap((item) => methods.map((method) => item[method]?.operationId)))]
  })

function selectedOperations(openApi: OpenApi, known: Known): Readonly<Record<string, Json>> {
  const wanted = new Set(githubOperations)
  const found = Object.entries(openApi.paths).flatMap(([url, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      if (operation === undefined || !wanted.delete(operation.operationId)) return []
      const on = known.flatMap(([host, ids]) => (ids.has(operation.operationId) ? [host] : []))
      return [[operation.operationId, describe(openApi, { url, method, operation, on })] as const]
    }),
  )
  if (wanted.size > 0) throw new Error(`GitHub's description has no ${[...wanted].join(', ')}`)
  return Object.fromEntries<Json>(found)
}

interface Found {
  readonly url: string
  readonly method: string
  readonly operation: Operation
  readonly on: readonly string[]
}

function describe(openApi: OpenApi, { url, method, operation, on }: Found): Json {
  const { parameters, responses } = openApi.components
  const body = operation.requestBody
  const statuses: readonly (readonly [string, Json])[] = Object.entries(operation.responses ?? {}).map(
    ([status, response]) => [status, jsonContent(dereference(responses, response))],
  )
  return {
    method: method.toUpperCase(),
    path: url,
    docs: operation.externalDocs?.url?.replace(/^.*\/rest\//, '') ?? '',
    apps: operation['x-github']?.enabledForGitHubApps ?? false,
    on,
    parameters: (operation.parameters ?? []).map((one) => parameter(dereference(parameters, one))),
    ...(body ? { body: { required: body.required === true, schema: jsonContent(body) } } : {}),
    responses: Object.fromEntries<Json>(statuses.map(([status, schema]) => [status, corrected(schema)])),
  }
}

/**
 * An account is described as a user *and* an enterprise in the list of an App's installations, which nothing can be, and
 * as either everywhere else.
 */
function corrected(schema: Json): Json {
  const wrong = /"account":\{"anyOf":\[\{"allOf":/g
  const text = JSON.stringify(schema).replaceAll(wrong, '"account":{"anyOf":[{"anyOf":')
  const value: Json = JSON.parse(text)
  return value
}

const parameter = (one: Parameter): Json => ({
  name: one.name,
  in: one.in,
  required: one.required === true,
  ...(one['x-multi-segment'] === true ? { multiSegment: true } : {}),
  schema: jsonSchema(one.schema ?? {}),
})

/** The schema of the JSON form of a body, or null where it has none. */
const jsonContent = (one: Body): Json => jsonSchema(one.content?.['application/json']?.schema ?? null)

/** What a reference stands for; each kind lies in a map of its own below `#/components`. */
function dereference<T extends Reference>(components: Readonly<Record<string, T>>, one: T): T {
  if (one.$ref === undefined) return one
  const name = one.$ref.slice(one.$ref.lastIndexOf('/') + 1)
  return components[name] ?? one
}

function selectedWebhooks(openApi: OpenApi): Readonly<Record<string, Json>> {
  const entries = Object.entries(openApi['x-webhooks']).flatMap(([name, item]) => {
    // The longest, because `custom-property-values-updated` also begins like an action of `custom_property`.
    const event = Object.keys(githubWebhooks)
      .filter((one) => name === dashed(one) || name.startsWith(`${dashed(one)}-`))
      .toSorted((a, b) => b.length - a.length)[0]
    if (event === undefined || item.post?.requestBody === undefined) return []
    const action = name.slice(event.length + 1).replaceAll('-', '_')
    const wanted = githubWebhooks[event]
    if (wanted !== 'all' && !wanted?.includes(action)) return []
    return [[action === '' ? event : `${event}.${action}`, jsonContent(item.post.requestBody)] as const]
  })
  return Object.fromEntries<Json>(entries)
}

const dashed = (event: string): string => event.replaceAll('_', '-')

/** The schemas that `roots` need, themselves or through others. */
function referenced(schemas: Readonly<Record<string, Json>>, roots: readonly Json[]): Json {
  const found = new Map<string, Json>()
  const visit = (value: Json): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/schemas\/([^"]+)"/g)) {
      if (found.has(name!)) continue
      const schema = jsonSchema(schemas[name!] ?? null)
      found.set(name!, schema)
      visit(schema)
    }
  }
  roots.forEach(visit)
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** One operation, webhook or schema a line, so that a new version of the description shows what changed. */
function lines(description: Readonly<Record<string, Json>>): string {
  const sections = Object.entries(description).map(([name, section]) => {
    if (typeof section !== 'object') return `${JSON.stringify(name)}:${JSON.stringify(section)}`
    const rows = Object.entries(section ?? {}).map(
      ([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`,
    )
    return `${JSON.stringify(name)}:{\n${rows.join(',\n')}\n}`
  })
  return `{\n${sections.join(',\n')}\n}\n`
}
