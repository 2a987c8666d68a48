import { z } from 'zod'
import { faultWords } from '../../../enforcement/audit/record-fault.ts'
import { gapWords } from '../../../enforcement/audit/render-check.ts'
import { type RecordCheck, verdictOf } from '../../../enforcement/audit/verify-record.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id, viewerOf } from '../route.ts'
import { type AuditEventsApi, eventSchema } from './audit-events.ts'

/** What is asked of a record as a chain. */
export interface AuditRecordApi {
  /** Reads all of it, and computes every hash again. */
  readonly check: (viewer: Viewer, organization: string) => Promise<RecordCheck>
}

const checkSchema = z
  .object({
    verdict: z.enum(['whole', 'unproven', 'broken']).meta({
      description: '`unproven`: nothing is wrong with it, and nothing vouches for its being all.',
    }),
    events: z.int(),
    heads: z.int().meta({ description: 'Signed ones that agree with it.' }),
    signedTo: z.int().meta({ description: 'The last event that one of them is about; 0: none.' }),
    last: z.object({ sequence: z.int(), hash: z.string() }),
    found: z.string().nullable().meta({ description: 'What is wrong.' }),
    means: z.string().nullable().meta({ description: 'What that says about it.' }),
  })
  .meta({ id: 'AuditCheck' })

const params = z.object({ organization: id })

/** `/organizations/{organization}/audit-events/{sequence}` and `/audit-check` */
export function addAuditRecord(api: ApiServer, parts: AuditRecordApi & AuditEventsApi): void {
  api.get(
    '/organizations/:organization/audit-events/:sequence',
    {
      config: { permission: 'read-audit' },
      schema: {
        operationId: 'readAuditEvent',
        summary: 'One event',
        tags: ['audit'],
        params: params.extend({
          sequence: z.coerce
            .number()
            .int()
            .min(1)
            .max(Number.MAX_SAFE_INTEGER - 1),
        }),
        response: { 200: eventSchema },
      },
    },
    async (request) => {
      const { organization, sequence } = request.params
      demand(request, 'read-audit', organization)
      const viewer = viewerOf(request)
      const page = { organization, order: 'oldest', limit: 1, after: sequence - 1 } as const
      const { events } = await parts.list(viewer, page)
      const event = events.find((one) => one.sequence === sequence)
      if (!event) throw new AppError('not-there', 'There is no such event.')
      const known = await parts.names(viewer, events)
      return {
        ...event,
        actorName: (event.actor !== null && known.get(event.actor)) || null,
        subjectName: known.get(event.subject) ?? null,
      }
    },
  )
  api.get(
    '/organizations/:organization/audit-check',
    {
      config: { permission: 'read-audit' },
      schema: {
        operationId: 'checkAudit',
        summary: 'Whether the record is whole',
        description:
          'Every event is read and every hash computed again, which takes its time. Gatehouse says here that Gatehouse was not tampered with: to have it from elsewhere, export the record, and verify it by `gatehouse audit verify` with heads and keys that you kept.',
        tags: ['audit'],
        params,
        response: { 200: checkSchema },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-audit', organization)
      return told(await parts.check(viewerOf(request), organization))
    },
  )
}

function told(check: RecordCheck): z.input<typeof checkSchema> {
  const [one] = check.organizations
  const { fault, gap } = one ?? {}
  return {
    verdict: verdictOf(check),
    events: one?.events ?? 0,
    heads: one?.heads ?? 0,
    signedTo: one?.signedTo ?? 0,
    last: { sequence: one?.end.sequence ?? 0, hash: one?.end.hash ?? '' },
    found: fault ? faultWords[fault.kind].found(fault.sequence) : null,
    means: fault ? faultWords[fault.kind].means : gap ? gapWords[gap] : null,
  }
}
