import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { ApprovalPage } from '../../../enforcement/reading/approval-list.ts'
import type { EndingQuery } from '../../../enforcement/reading/ending-list.ts'
import { answerEnding, endingQuery } from '../ending-query.ts'
import { demandFresh, demandPerson } from '../identify.ts'
import { type ApiServer, id, listOf, pageOf, viewerOf } from '../route.ts'

/** What is asked of approvals, and done about them. What the policy does not let is an AppError `conflict` or `not-allowed`. */
export interface ApprovalsApi {
  readonly list: (viewer: Viewer, query: EndingQuery) => Promise<ApprovalPage>
  /** Ends every approval of its repository, as `/gatehouse revoke` does. */
  readonly end: (viewer: Viewer, approval: string, reason: string) => Promise<void>
  /** Lets a repository in at once. */
  readonly emergency: (
    viewer: Viewer,
    repository: string,
    why: { readonly reason: string; readonly ticket: string },
  ) => Promise<void>
}

const approvalSchema = z
  .object({
    id,
    organization: z.object({ id, login: z.string(), host: z.string() }),
    repository: z.object({ id, name: z.string() }),
    request: id.nullable(),
    kind: z.enum(['approval', 'emergency']),
    by: z.string().nullable().meta({ description: 'Login; null: erased.' }),
    requestedBy: z.string().nullable(),
    actsFor: listOf(z.string()),
    grantedAt: z.date(),
    expiresAt: z.date().meta({ description: 'The policy’s `maxDays` may end it earlier.' }),
    ticket: z.string().nullable(),
    condition: z.string().nullable().meta({ description: 'What the approver asked for besides.' }),
    endedAt: z.date().nullable(),
    endedBy: z.string().nullable(),
    endReason: z.string().nullable(),
  })
  .meta({ id: 'Approval' })

const reason = z.string().trim().min(1).max(1000)
const nothing = z.object({ done: z.literal(true) })

/** `/approvals`, `/emergency` */
export function addApprovals(api: ApiServer, { list, end, emergency }: ApprovalsApi): void {
  const tags = ['approvals']
  api.get(
    '/approvals',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listApprovals',
        summary: 'Approvals of repositories that you see',
        description: 'In force: those that end soonest first. Over: the last one first.',
        tags,
        querystring: endingQuery,
        response: { 200: pageOf(approvalSchema) },
      },
    },
    (request) => answerEnding('approvals', request.query, (query) => list(viewerOf(request), query)),
  )
  api.post(
    '/approvals/:approval/end',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'endApproval',
        summary: 'Takes access to a repository back',
        description:
          'As `/gatehouse revoke` does: every approval of the repository ends, and its open request with them. Who may, the policy’s teams and Gatehouse owners decide, as GitHub knows them now.',
        tags,
        params: z.object({ approval: id }),
        body: z.strictObject({ reason }),
        response: { 200: nothing },
      },
    },
    async (request) => {
      demandPerson(request, 'session')
      await end(viewerOf(request), request.params.approval, request.body.reason)
      return { done: true } as const
    },
  )
  api.post(
    '/emergency',
    {
      config: { permission: 'request-access' },
      schema: {
        operationId: 'letInAtOnce',
        summary: 'Lets a repository in at once, where the policy has emergency access',
        description:
          'As `/gatehouse emergency` does: it ends by itself within hours, alarms at once, and has to be reviewed by somebody else. It needs that you signed in within the last 15 minutes.',
        tags,
        body: z.strictObject({ repository: id, reason, ticket: z.string().regex(/^[\w.-]{1,100}$/) }),
        response: { 200: nothing },
      },
    },
    async (request) => {
      demandFresh(request, new Date())
      const { repository, ...why } = request.body
      await emergency(viewerOf(request), repository, why)
      return { done: true } as const
    },
  )
}
