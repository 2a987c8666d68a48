import type { z } from 'zod'
import { linkTo, pageSize } from '../api-client.ts'
import type { Answer, PersonReader } from './person-reader.ts'

/** 100,000 entries: who sees more is told that it is not known, rather than kept waiting. */
const mostPages = 1000

/**
 * Reads a list to its end, a page at a time.
 * @param take gets each page and the headers that it came with
 * @returns `whole`, or what the page that ended it was
 */
export async function readPages<Schema extends z.ZodType>(
  read: PersonReader,
  path: string,
  schema: Schema,
  take: (page: z.output<Schema>, headers: Headers) => void | Promise<void>,
): Promise<'whole' | Exclude<Answer<unknown>['kind'], 'read'>> {
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await read(`${path}?per_page=${pageSize}&page=${page}`, schema)
    if (answer.kind !== 'read') return answer.kind
    await take(answer.value, answer.headers)
    if (linkTo({ link: answer.headers.get('link') }, 'next') === undefined) return 'whole'
  }
  return 'unknown'
}
