import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { Overview, TrendDay } from '../../../enforcement/reading/overview.ts'
import type { SweepSummary } from '../../../enforcement/reading/sweep-list.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'
import { sweepSchema } from './sweeps.ts'

/** What is asked of everything at once. */
export interface OverviewApi {
  readonly read: (viewer: Viewer, organization: string | undefined) => Promise<OverviewAnswer>
}

export interface OverviewAnswer extends Overview {
  /** The last one of each organization that came to its end. */
  readonly sweeps: readonly SweepSummary[]
  readonly trend: readonly TrendDay[]
}

const open = z.object({ secrets: z.int(), files: z.int(), repositories: z.int() })
const overviewSchema = z
  .object({
    repositories: z.int(),
    exposed: open.meta({ description: 'Open, in repositories that an assistant can read now.' }),
    open: open.meta({ description: 'Open anywhere.' }),
    reach: z.object({
      reached: z.int().meta({ description: 'Repositories that an assistant reaches.' }),
      allowed: z.int().meta({ description: 'Of these, where it may.' }),
      canChange: z.int().meta({ description: 'Of the reached ones, where Gatehouse can change every path.' }),
      onlySee: z.int().meta({ description: 'Of the reached ones, where some path can only be seen.' }),
      cannotSee: z
        .int()
        .meta({ description: 'Nothing is seen to reach them, and some path could not be looked at.' }),
    }),
    waiting: z.int().meta({ description: 'Repositories with an open request.' }),
    expiring: z.int().meta({ description: 'Repositories whose last approval ends within 30 days.' }),
    unowned: z.int(),
    undecided: z.int(),
    notScanned: z.int().meta({ description: 'Repositories whose last scan failed.' }),
    sweeps: listOf(sweepSchema).meta({ description: 'The last whole look at each organization.' }),
    trend: listOf(
      z.object({ day: z.iso.date(), reached: z.int(), allowed: z.int(), exposedSecrets: z.int() }),
    ).meta({
      description:
        'Up to 90 days of the organizations that you see wholly; days without a record are left out.',
    }),
  })
  .meta({ id: 'Overview' })

/** `/overview` */
export function addOverview(api: ApiServer, { read }: OverviewApi): void {
  api.get(
    '/overview',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'readOverview',
        summary: 'What assistants reach, against what is allowed',
        tags: ['overview'],
        querystring: z.object({ organization: id.optional() }),
        response: { 200: overviewSchema },
      },
    },
    (request) => read(viewerOf(request), request.query.organization),
  )
}
