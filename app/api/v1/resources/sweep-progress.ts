import { z } from 'zod'
import type { Advance } from '../../../enforcement/reading/sweep-list.ts'
import { answerEvents, eventsNote, eventsResponse } from '../event-stream.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id } from '../route.ts'

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
        description: `${eventsNote} Each says \`done\` of \`total\` repositories, what is under way in words, and \`state\`. The end is one of which that is not \`running\`.`,
        tags: ['sweeps'],
        params: z.object({ organization: id }),
        response: eventsResponse,
      },
    },
    (request, reply) => {
      const { organization } = request.params
      demand(request, permission, organization)
      const isOver = ({ state }: Advance): boolean => state !== 'running'
      const read = () => advance(organization)
      return answerEvents(request, reply, { permission, organization }, { read, isOver })
    },
  )
}
