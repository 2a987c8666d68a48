import { z } from 'zod'
import { type EndingQuery, endingStates } from '../../enforcement/reading/ending-list.ts'
import { readCursor, writeCursor } from './cursors.ts'
import { id, paging } from './route.ts'

/** What is asked of a list of things that were given for a repository, each until a day. */
export const endingQuery = z.object({
  organization: id.optional(),
  repository: id.optional(),
  state: z.enum(endingStates).default('in-force').meta({ description: '`ending`: within 30 days.' }),
  ...paging,
})

/**
 * Answers such a list.
 * @param name of the list, which its cursors belong to
 */
export async function answerEnding<Row>(
  name: string,
  { cursor, limit, organization, repository, state }: z.output<typeof endingQuery>,
  list: (query: EndingQuery) => Promise<{
    readonly rows: readonly Row[]
    readonly next: readonly [string, string] | undefined
  }>,
) {
  const filter = {
    state,
    ...(organization !== undefined && { organization }),
    ...(repository !== undefined && { repository }),
  }
  const question = [name, filter]
  const after = readCursor(cursor, question, z.tuple([z.iso.datetime(), id]))
  const { rows, next } = await list({ ...filter, limit, ...(after && { after }) })
  return { items: rows, next: writeCursor(next, question) }
}
