import { z } from 'zod'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import {
  type EmergencyReviewAccount,
  type EmergencyReviewPage,
  type EmergencyReviewQuery,
  reviewStates,
} from '../../../enforcement/reading/emergency-review-list.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demandPerson } from '../identify.ts'
import { type ApiServer, id, paging, pageOf, viewerOf } from '../route.ts'

/** What is asked of reviews of emergencies, and done about them. What the rules do not let is an AppError `conflict` or `not-allowed`. */
export interface EmergencyReviewsApi {
  readonly list: (viewer: Viewer, query: EmergencyReviewQuery) => Promise<EmergencyReviewPage>
  readonly read: (viewer: Viewer, approval: string) => Promise<EmergencyReviewAccount | undefined>
  /** @param found in their words */
  readonly review: (viewer: Viewer, approval: string, found: string) => Promise<EmergencyReviewAccount>
}

const reviewSchema = z
  .object({
    approval: id.meta({ description: 'Of the emergency.' }),
    organization: z.object({ id, login: z.string(), host: z.string() }),
    repository: z.object({ id, name: z.string() }),
    usedBy: z.string().nullable().meta({ description: 'Login; null: erased.' }),
    isMine: z.boolean().meta({ description: 'Who used it cannot review it.' }),
    isSeen: z.boolean().meta({
      description:
        'Whether you see its repository on GitHub. Else you may review it, and are told what its issue tells: not what others found.',
    }),
    reason: z.string().nullable().meta({ description: 'As it was written: text, and never markup.' }),
    ticket: z.string().nullable(),
    usedAt: z.date(),
    until: z.date().meta({ description: 'When its access ends or has ended.' }),
    dueAt: z.date(),
    issue: z.int().nullable().meta({ description: 'In the policy repository; null: none was made.' }),
    reviewedAt: z.date().nullable(),
    reviewedBy: z.string().nullable(),
    words: z.string().nullable().meta({ description: 'What was found, as it was written.' }),
  })
  .meta({ id: 'EmergencyReview' })

const params = z.object({ approval: id })

/** `/emergency-reviews` */
export function addEmergencyReviews(api: ApiServer, { list, read, review }: EmergencyReviewsApi): void {
  const tags = ['approvals']
  api.get(
    '/emergency-reviews',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listEmergencyReviews',
        summary: 'Emergencies that somebody has to look at, or has looked at',
        description:
          'Of repositories that you see, and those that are yours to review. Open: the first due first. Reviewed: the last one first.',
        tags,
        querystring: z.object({
          organization: id.optional(),
          state: z.enum(reviewStates).default('open'),
          ...paging,
        }),
        response: { 200: pageOf(reviewSchema) },
      },
    },
    async (request) => {
      const { cursor, limit, organization, state } = request.query
      const filter = { state, ...(organization !== undefined && { organization }) }
      const question = ['emergency-reviews', filter]
      const after = readCursor(cursor, question, z.tuple([z.iso.datetime(), id]))
      const { rows, next } = await list(viewerOf(request), { ...filter, limit, ...(after && { after }) })
      return { items: rows, next: writeCursor(next, question) }
    },
  )
  api.get(
    '/emergency-reviews/:approval',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'readEmergencyReview',
        summary: 'The review of one emergency',
        tags,
        params,
        response: { 200: reviewSchema },
      },
    },
    async (request) => {
      const found = await read(viewerOf(request), request.params.approval)
      if (!found) throw new AppError('not-there', 'There is no such emergency that you can see.')
      return found
    },
  )
  api.post(
    '/emergency-reviews/:approval/answers',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'reviewEmergency',
        summary: 'Says that you have looked at what an emergency was used for',
        description:
          'As `/gatehouse reviewed` does, by the same rules: a Gatehouse owner, who could approve or who may use emergencies, as GitHub knows them now, and never who used this one.',
        tags,
        params,
        body: z.strictObject({
          found: z.string().trim().min(1).max(1000).meta({ description: 'What was found.' }),
        }),
        response: { 200: reviewSchema },
      },
    },
    async (request) => {
      demandPerson(request, 'session')
      return review(viewerOf(request), request.params.approval, request.body.found)
    },
  )
}
