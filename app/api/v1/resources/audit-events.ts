import { z } from 'zod'
import { auditKinds, type AuditEvent } from '../../../enforcement/audit/event.ts'
import type { AuditFilter, AuditPage, AuditQuery } from '../../../enforcement/reading/audit-list.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id, instant, paging, pageOf, several, viewerOf } from '../route.ts'

/** What is asked of the audit log. */
export interface AuditEventsApi {
  readonly list: (viewer: Viewer, query: AuditQuery) => Promise<AuditPage>
  /** Names of what events are about, as they are now: of people by their opaque ids, of repositories by `repository:17`. */
  readonly names: (viewer: Viewer, events: readonly AuditEvent[]) => Promise<ReadonlyMap<string, string>>
}

export const eventSchema = z
  .object({
    organization: id,
    sequence: z.int(),
    at: z.iso.datetime(),
    kind: z.enum(auditKinds),
    actor: z
      .string()
      .nullable()
      .meta({ description: 'An opaque id of a person; null: Gatehouse by itself.' }),
    actorName: z.string().nullable().meta({ description: 'Their login now; null: erased, or nobody.' }),
    subject: z.string().meta({ description: '`repository:17`' }),
    subjectName: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
    previous: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEvent' })

const query = z.object({
  kind: several(z.enum(auditKinds)).optional(),
  actor: z.uuid().optional(),
  subject: z.string().max(100).optional(),
  from: instant.optional(),
  to: instant.optional().meta({ description: 'Exclusive.' }),
  search: z.string().min(1).max(200).optional(),
  order: z
    .enum(['newest', 'oldest'])
    .default('newest')
    .meta({ description: 'Programs that follow the log ask for the oldest first.' }),
  ...paging,
})

/** `/organizations/{organization}/audit-events` */
export function addAuditEvents(api: ApiServer, { list, names }: AuditEventsApi): void {
  api.get(
    '/organizations/:organization/audit-events',
    {
      config: { permission: 'read-audit' },
      schema: {
        operationId: 'listAuditEvents',
        summary: 'What was done and decided, by whom and when',
        description:
          'Each organization has a chain of its own. A program that follows it asks for `order=oldest`, keeps `next`, and where that is null asks again with the last cursor that it had: events come at least once, in their order, with none left out.',
        tags: ['audit'],
        params: z.object({ organization: id }),
        querystring: query,
        response: { 200: pageOf(eventSchema) },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-audit', organization)
      const { cursor, limit, order, ...asked } = request.query
      const filter = filterOf(organization, asked)
      const question = ['audit-events', filter, order]
      const after = readCursor(cursor, question, position)?.[0]
      const viewer = viewerOf(request)
      const { events, next } = await list(viewer, {
        ...filter,
        order,
        limit,
        ...(after !== undefined && { after: Number(after) }),
      })
      const known = await names(viewer, events)
      return {
        items: events.map((event) => ({
          ...event,
          actorName: (event.actor !== null && known.get(event.actor)) || null,
          subjectName: known.get(event.subject) ?? null,
        })),
        next: writeCursor(next === undefined ? undefined : [String(next)], question),
      }
    },
  )
}

const position = z.tuple([z.string().regex(/^\d{1,15}$/)])

function filterOf(
  organization: string,
  { kind, ...rest }: Omit<z.output<typeof query>, 'cursor' | 'limit' | 'order'>,
): AuditFilter {
  const given = Object.entries({ ...rest, kinds: kind }).filter(([, value]) => value !== undefined)
  return { organization, ...Object.fromEntries(given) }
}
