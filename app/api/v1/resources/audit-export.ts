import { Readable } from 'node:stream'
import { z } from 'zod'
import { type RecordFormat, recordFormats } from '../../../enforcement/audit/render-record.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import { demand } from '../identify.ts'
import { inChunks } from '../in-chunks.ts'
import { type ApiServer, id, instant, viewerOf } from '../route.ts'
import { whileAllowed } from '../while-allowed.ts'

/** What is asked of the record as a whole. */
export interface AuditExportApi {
  /** Pieces of text, made while they are read. */
  readonly write: (
    viewer: Viewer,
    query: { organization: string; format: RecordFormat; from?: Date; to?: Date },
  ) => AsyncIterable<string>
}

const types: Readonly<Record<RecordFormat, string>> = {
  jsonl: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
  ocsf: 'application/x-ndjson',
}

/** `/organizations/{organization}/audit-events/export` */
export function addAuditExport(api: ApiServer, { write }: AuditExportApi): void {
  api.get(
    '/organizations/:organization/audit-events/export',
    {
      config: { permission: 'export-audit' },
      schema: {
        operationId: 'exportAuditEvents',
        summary: 'The record as one file',
        description:
          'JSON Lines are exact, and `gatehouse audit verify` reads them. One that ends before its line of the type `end` was cut off on its way.',
        tags: ['audit'],
        params: z.object({ organization: id }),
        querystring: z.object({
          format: z.enum(recordFormats).default('jsonl'),
          from: instant.optional(),
          to: instant.optional().meta({ description: 'Exclusive.' }),
        }),
        response: {
          200: {
            description: 'The file, in the form that was asked for.',
            content: {
              'application/x-ndjson': { schema: z.any() },
              'text/csv': { schema: z.any() },
            },
          },
        },
      },
    },
    (request, reply) => {
      const { organization } = request.params
      demand(request, 'export-audit', organization)
      const { format, from, to } = request.query
      const range = { ...(from && { from }), ...(to && { to }) }
      const lines = write(viewerOf(request), { organization, format, ...range })
      const ending = format === 'csv' ? 'csv' : 'jsonl'
      return reply
        .type(types[format])
        .header('content-disposition', `attachment; filename="audit-${organization}.${ending}"`)
        .send(
          Readable.from(
            whileAllowed(request, { permission: 'export-audit', organization }, inChunks(lines)),
            { objectMode: false, highWaterMark: 256 * 1024 },
          ),
        )
    },
  )
}
