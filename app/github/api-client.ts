import type { z } from 'zod'

/** What is used of Octokit: any of its makes will do. */
export interface Octokit {
  readonly request: (
    route: string,
    parameters?: Readonly<Record<string, unknown>>,
  ) => Promise<{ data: unknown; headers: object }>
}

/** Reads with the answers' types checked where they enter. */
export interface ApiClient {
  readonly get: <Schema extends z.ZodType>(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    schema: Schema,
  ) => Promise<z.output<Schema>>
  /**
   * Reads a list to its end.
   * @param field where the answer holds the list; undefined: the answer is the list
   */
  readonly list: <Schema extends z.ZodType>(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    schema: Schema,
    field?: string,
  ) => Promise<readonly z.output<Schema>[]>
  /** How many entries a list has, in one request: asked for with one entry a page, GitHub names the last page. */
  readonly count: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<number>
}

const pageSize = 100
/** More is no list that is meant to be read to its end. */
const mostPages = 1000

export function createApiClient({ request }: Octokit): ApiClient {
  return {
    get: async (route, parameters, schema) => schema.parse((await request(route, parameters)).data),
    list: async (route, parameters, schema, field) => {
      const entries: z.output<typeof schema>[] = []
      for (let page = 1; page <= mostPages; page += 1) {
        const { data, headers } = await request(route, { ...parameters, per_page: pageSize, page })
        for (const entry of listIn(data, field)) entries.push(schema.parse(entry))
        if (linkTo(headers, 'next') === undefined) return entries
      }
      throw new Error(`${route} does not end after ${mostPages} pages`)
    },
    count: async (route, parameters) => {
      const { data, headers } = await request(route, { ...parameters, per_page: 1 })
      const last = linkTo(headers, 'last')
      return last === undefined
        ? listIn(data, undefined).length
        : Number(new URL(last).searchParams.get('page'))
    },
  }
}

function listIn(data: unknown, field: string | undefined): readonly unknown[] {
  const list: unknown = field === undefined ? data : Object(data)[field]
  if (!Array.isArray(list))
    throw new Error(`GitHub's answer holds no list${field === undefined ? '' : ` ${field}`}`)
  return list
}

function linkTo(headers: object, relation: string): string | undefined {
  const link: unknown = 'link' in headers ? headers.link : undefined
  if (typeof link !== 'string') return undefined
  const found = link.split(',').find((one) => one.includes(`rel="${relation}"`))
  return found === undefined ? undefined : /<([^>]+)>/.exec(found)?.[1]
}
