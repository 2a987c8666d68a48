import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { SweepAccount, SweepPage } from '../../../enforcement/reading/sweep-list.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id, listOf, paging, pageOf, viewerOf } from '../route.ts'

/** What is asked of whole looks at an organization. */
export interface SweepsApi {
  readonly list: (
    viewer: Viewer,
    query: { organization: string; limit: number; after?: string | undefined },
  ) => Promise<SweepPage>
  readonly read: (viewer: Viewer, organization: string, sweep: string) => Promise<SweepAccount | undefined>
  /** Has all of it read again, soon. */
  readonly start: (viewer: Viewer, organization: string) => Promise<void>
}

const fields = {
  id,
  organization: id,
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  coverage: z
    .object({
      repositories: z.int(),
      read: z.int().meta({ description: 'Whose paths were read and decision was made.' }),
      scanned: z.int().meta({ description: 'Whose content was scanned at its newest commit.' }),
      notWanted: z.int().meta({ description: 'Whose content nobody asked to look at.' }),
      failedCount: z.int().meta({ description: 'What could not be read or scanned.' }),
    })
    .nullable()
    .meta({ description: 'null: it is under way.' }),
}
export const sweepSchema = z.object(fields).meta({ id: 'Sweep' })
const accountSchema = z
  .object({
    ...fields,
    failed: listOf(z.object({ repository: z.string(), what: z.enum(['read', 'scan']), why: z.string() })),
    unknown: listOf(z.object({ path: z.string(), why: z.string(), repositories: z.int() })),
  })
  .meta({ id: 'SweepAccount' })

const of = z.object({ organization: id })

/** `/organizations/{organization}/sweeps` */
export function addSweeps(api: ApiServer, { list, read, start }: SweepsApi): void {
  const tags = ['sweeps']
  api.get(
    '/organizations/:organization/sweeps',
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'listSweeps',
        summary: 'Whole looks at an organization, the newest first',
        tags,
        params: of,
        querystring: z.object(paging),
        response: { 200: pageOf(sweepSchema) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      const { cursor, limit } = request.query
      const question = ['sweeps', organization]
      const after = readCursor(cursor, question, z.tuple([id]))?.[0]
      const { rows, next } = await list(viewerOf(request), { organization, limit, after })
      return { items: rows, next: writeCursor(next === undefined ? undefined : [next], question) }
    },
  )
  api.get(
    '/organizations/:organization/sweeps/:sweep',
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'readSweep',
        summary: 'What one sweep looked at, and what it could not look at',
        tags,
        params: of.extend({ sweep: id }),
        response: { 200: accountSchema },
      },
    },
    async (request) => {
      const { organization, sweep } = request.params
      demand(request, 'read-settings', organization)
      const found = await read(viewerOf(request), organization, sweep)
      if (!found) throw new AppError('not-there', 'There is no such sweep.')
      return found
    },
  )
  api.post(
    '/organizations/:organization/sweeps',
    {
      config: { permission: 'sweep' },
      schema: {
        operationId: 'startSweep',
        summary: 'Has all of an organization read and decided again',
        tags,
        params: of,
        response: { 202: z.object({ organization: id }) },
      },
    },
    async (request, reply) => {
      const { organization } = request.params
      demand(request, 'sweep', organization)
      await start(viewerOf(request), organization)
      return reply.code(202).send({ organization })
    },
  )
}
