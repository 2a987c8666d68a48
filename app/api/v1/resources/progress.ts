import { z } from 'zod'
import { AppError } from '../../../../scanner/errors.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { ChangeProgress, PlanProgress, RequestProgress } from '../../../enforcement/reading/progress.ts'
import { answerEvents, eventsNote, eventsResponse } from '../event-stream.ts'
import { demand } from '../identify.ts'
import { type ApiServer, id, viewerOf } from '../route.ts'

/** How far things are that take a while. */
export interface ProgressApi {
  readonly request: (viewer: Viewer, request: string) => Promise<RequestProgress | undefined>
  readonly change: (
    viewer: Viewer,
    organization: string,
    change: string,
  ) => Promise<ChangeProgress | undefined>
  readonly plan: (organization: string) => Promise<PlanProgress>
}

/** `/requests/{request}/progress`, `/organizations/{organization}/changes/{change}/progress` and `/plan/progress` */
export function addProgress(api: ApiServer, { request: readRequest, change, plan }: ProgressApi): void {
  api.get(
    '/requests/:request/progress',
    {
      config: { permission: 'anybody' },
      schema: {
        operationId: 'followRequest',
        summary: 'What becomes of a request, as it happens',
        description: `${eventsNote} Each is the request as it is then, with \`isUnderWay\`: its repository is being decided anew, or GitHub changed because of it. The end is one that is answered and of which nothing is under way.`,
        tags: ['requests'],
        params: z.object({ request: id }),
        response: eventsResponse,
      },
    },
    async (request, reply) => {
      const read = () => readRequest(viewerOf(request), request.params.request)
      if (!(await read())) throw new AppError('not-there', 'There is no such request that you can see.')
      const isOver = ({ state, isUnderWay }: RequestProgress): boolean => state !== 'open' && !isUnderWay
      return answerEvents(request, reply, 'anybody', { read, isOver })
    },
  )
  const tags = ['changes']
  const params = z.object({ organization: id })
  api.get(
    '/organizations/:organization/changes/:change/progress',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'followChange',
        summary: 'What becomes of one change on GitHub, as it happens',
        description: `${eventsNote} Each is the change as it is then: \`state\`, \`attempts\`, \`problem\`, \`notBefore\`. The end is one with \`finishedAt\`.`,
        tags,
        params: params.extend({ change: id }),
        response: eventsResponse,
      },
    },
    async (request, reply) => {
      const { organization, change: of } = request.params
      demand(request, 'read', organization)
      const read = () => change(viewerOf(request), organization, of)
      if (!(await read())) throw new AppError('not-there', 'There is no such change that you can see.')
      const about = { permission: 'read', organization } as const
      const isOver = ({ finishedAt }: ChangeProgress): boolean => finishedAt !== null
      return answerEvents(request, reply, about, { read, isOver })
    },
  )
  api.get(
    '/organizations/:organization/plan/progress',
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'followPlan',
        summary: 'How far an organization’s changes on GitHub are, as they are made',
        description: `${eventsNote} Each says how many are \`planned\`, \`held\` for a Gatehouse owner and left to people (\`manual\`), and when the last one was planned and was over. The end is one with nothing \`planned\`.`,
        tags,
        params,
        response: eventsResponse,
      },
    },
    (request, reply) => {
      const { organization } = request.params
      const permission = 'read-settings'
      demand(request, permission, organization)
      const isOver = ({ planned }: PlanProgress): boolean => planned === 0
      return answerEvents(
        request,
        reply,
        { permission, organization },
        { read: () => plan(organization), isOver },
      )
    },
  )
}
