import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Advance } from '../../../enforcement/reading/sweep-list.ts'
import { eventsOf } from '../event-stream.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id } from '../route.ts'
import { whileAllowed } from '../while-allowed.ts'

export interface SweepProgressApi {
  readonly advance: (organization: string) => Promise<Advance>
}

/** `/organizations/{organization}/sweeps/progress` */
export function addSweepProgress(api: ApiServer, { advance }: SweepProgressApi): void {
  const permission = 'read-settings'
  api.get(
    '/organizations/:organization/sweeps/progress',
    {
      config: { permission },
      schema: {
        operationId: 'followSweep',
        summary: 'How far the sweep that is under way has come',
        description:
          'Server-sent events, one whenever something has changed: `done` of `total` repositories, what is under way in words, and `state`, with which it ends where that is not `running`.',
        tags: ['sweeps'],
        params: z.object({ organization: id }),
        response: {
          200: { description: 'Events.', content: { 'text/event-stream': { schema: z.any() } } },
        },
      },
    },
    (request, reply) => {
      const { organization } = request.params
      demand(request, permission, organization)
      const left = new AbortController()
      request.raw.once('close', () => left.abort())
      const events = eventsOf({
        read: () => advance(organization),
        isOver: ({ state }) => state !== 'running',
        signal: left.signal,
      })
      return reply
        .type('text/event-stream')
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .send(Readable.from(whileAllowed(request, { permission, organization }, events)))
    },
  )
}
