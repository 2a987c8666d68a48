import type { z } from 'zod'
import { rememberedMark } from './conditional-requests.ts'

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
  /** How many entries a list has: the first page is asked for, and the last where there is another. */
  readonly count: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<number>
}

/** GitHub's most. */
export const pageSize = 100
/** More is no list that is meant to be read to its end. */
const mostPages = 1000

/** @param fetch by which requests are sent instead of the client's own */
export function createApiClient({ request: send }: Octokit, fetch?: typeof globalThis.fetch): ApiClient {
  const request: Octokit['request'] = (route, parameters) =>
    send(route, fetch ? { ...parameters, request: { fetch } } : parameters)

  const readPage = async (
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    page: number,
    field?: string,
  ): Promise<Page> => {
    const { data, headers } = await request(route, { ...parameters, per_page: pageSize, page })
    return pageFrom(data, headers, field)
  }

  return {
    get: async (route, parameters, schema) => schema.parse((await request(route, parameters)).data),
    list: async (route, parameters, schema, field) => {
      const entries: z.output<typeof schema>[] = []
      for (let page = 1; page <= mostPages; page += 1) {
        const { list, mayGoOn } = await readPage(route, parameters, page, field)
        for (const entry of list) entries.push(schema.parse(entry))
        if (!mayGoOn) return entries
      }
      throw new Error(`${route} does not end after ${mostPages} pages`)
    },
    count: async (route, parameters) => {
      const first = await readPage(route, parameters, 1)
      if (!first.mayGoOn) return first.list.length
      for (let page = first.last ?? 2; page <= mostPages; page += 1) {
        const { list, mayGoOn } = await readPage(route, parameters, page)
        // It became shorter since the first page was remembered; then they are counted one page after the other.
        if (list.length === 0 && page > 2) return countFrom(2, (next) => readPage(route, parameters, next))
        if (!mayGoOn) return (page - 1) * pageSize + list.length
      }
      throw new Error(`${route} does not end after ${mostPages} pages`)
    },
  }
}

async function countFrom(start: number, readPage: (page: number) => Promise<Page>): Promise<number> {
  let page = start
  while (true) {
    const { list, mayGoOn } = await readPage(page)
    if (!mayGoOn) return (page - 1) * pageSize + list.length
    page += 1
  }
}

interface Page {
  readonly list: readonly unknown[]
  readonly mayGoOn: boolean
  /** The number of the last page, where GitHub says it. */
  readonly last: number | undefined
}

/**
 * A remembered page says what it held, and not whether others have come behind it: a tag is about the text alone. So behind a
 * full one the next is asked for whatever its links say.
 */
function pageFrom(data: unknown, headers: object, field: string | undefined): Page {
  const list = listIn(data, field)
  const isRemembered = rememberedMark in headers
  const last = linkTo(headers, 'last')
  return {
    list,
    mayGoOn: isRemembered ? list.length >= pageSize : linkTo(headers, 'next') !== undefined,
    last: last === undefined ? undefined : Number(new URL(last).searchParams.get('page')),
  }
}

function listIn(data: unknown, field: string | undefined): readonly unknown[] {
  const list: unknown = field === undefined ? data : Object(data)[field]
  if (!Array.isArray(list))
    throw new Error(`GitHub's answer holds no list${field === undefined ? '' : ` ${field}`}`)
  return list
}

/** Where a `Link` leads, by its relation: `next`, `last`. */
export function linkTo(headers: object, relation: string): string | undefined {
  const link: unknown = 'link' in headers ? headers.link : undefined
  if (typeof link !== 'string') return undefined
  const found = link.split(',').find((one) => one.includes(`rel="${relation}"`))
  return found === undefined ? undefined : /<([^>]+)>/.exec(found)?.[1]
}
