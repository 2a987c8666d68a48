import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id, instant, viewerOf } from '../route.ts'
import { whileAllowed } from '../while-allowed.ts'

/** What is asked for auditors. */
export interface EvidenceApi {
  /** A ZIP, in pieces; it is made before the first of them. */
  readonly pack: (
    viewer: Viewer,
    query: { readonly organization: string; readonly from: Date; readonly to: Date | undefined },
  ) => AsyncIterable<Buffer>
}

/** `/organizations/{organization}/evidence` */
export function addEvidence(api: ApiServer, { pack }: EvidenceApi): void {
  api.get(
    '/organizations/:organization/evidence',
    {
      config: { permission: 'export-audit' },
      schema: {
        operationId: 'makeEvidence',
        summary: 'An evidence pack of a period',
        description:
          'A ZIP with the state at both ends of the period, all that was asked, given, ended and changed in it, what was not looked at, and the record that it comes from, signed. `gatehouse evidence verify` checks it without Gatehouse’s database. It is made when it is asked for, which takes minutes for a long record.',
        tags: ['audit'],
        params: z.object({ organization: id }),
        querystring: z.object({
          from: instant,
          to: instant.optional().meta({ description: 'Exclusive; now, where it is left out.' }),
        }),
        response: {
          200: { description: 'The ZIP.', content: { 'application/zip': { schema: z.any() } } },
        },
      },
    },
    (request, reply) => {
      const { organization } = request.params
      demand(request, 'export-audit', organization)
      const { from, to } = request.query
      if (from >= (to ?? new Date()))
        throw new AppError('invalid-request', 'The period ends before it begins, or lies in the future.')
      const name = `evidence-${organization}-${from.toISOString().slice(0, 10)}.zip`
      const pieces = pack(viewerOf(request), { organization, from, to })
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(Readable.from(whileAllowed(request, { permission: 'export-audit', organization }, pieces)))
    },
  )
}
