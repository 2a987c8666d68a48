import { z } from 'zod'
import { auditKinds } from '../../../enforcement/audit/event.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type {
  HistoryEvent,
  HistoryPage,
  HistoryQuery,
} from '../../../enforcement/reading/repository-history.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { type ApiServer, id, paging, pageOf, several, viewerOf } from '../route.ts'
import { eventSchema } from './audit-events.ts'

/** What is asked of one repository's history. */
export interface RepositoryHistoryApi {
  /** @returns undefined: they see no such repository */
  readonly list: (viewer: Viewer, query: HistoryQuery) => Promise<HistoryPage | undefined>
  /** Logins of people by their opaque ids. */
  readonly names: (viewer: Viewer, events: readonly HistoryEvent[]) => Promise<ReadonlyMap<string, string>>
}

const historyEventSchema = eventSchema
  .pick({ sequence: true, at: true, kind: true, actor: true, actorName: true, data: true })
  .meta({ id: 'HistoryEvent' })

const position = z.tuple([z.string().regex(/^\d{1,15}$/)])

/** `/repositories/{repository}/history` */
export function addRepositoryHistory(api: ApiServer, { list, names }: RepositoryHistoryApi): void {
  api.get(
    '/repositories/:repository/history',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listRepositoryHistory',
        summary: 'What happened to one repository',
        description:
          'Its decisions, its connections, what was asked and approved, found and changed, from the audit log and the newest first. Who sees the repository sees this, also without being allowed to read the log of its organization; the events are not all that a change would write, and cannot be verified as a chain: that is what the log is for.',
        tags: ['repositories'],
        params: z.object({ repository: id }),
        querystring: z.object({ kind: several(z.enum(auditKinds)).optional(), ...paging }),
        response: { 200: pageOf(historyEventSchema) },
      },
    },
    async (request) => {
      const { repository } = request.params
      const { cursor, limit, kind } = request.query
      const filter = { repository, ...(kind && { kinds: kind }) }
      const question = ['repository-history', filter]
      const after = readCursor(cursor, question, position)?.[0]
      const viewer = viewerOf(request)
      const found = await list(viewer, {
        ...filter,
        limit,
        ...(after !== undefined && { after: Number(after) }),
      })
      if (!found) throw new AppError('not-there', 'There is no such repository that you can see.')
      const known = await names(viewer, found.events)
      return {
        items: found.events.map((event) => ({
          ...event,
          actorName: (event.actor !== null && known.get(event.actor)) || null,
        })),
        next: writeCursor(found.next === undefined ? undefined : [String(found.next)], question),
      }
    },
  )
}
