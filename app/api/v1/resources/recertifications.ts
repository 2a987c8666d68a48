import { z } from 'zod'
import { AppError } from '../../../../scanner/errors.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import {
  type ItemPage,
  type ItemQuery,
  itemStates,
  type RecertificationAccount,
  type RecertificationPage,
  type RecertificationQuery,
  recertificationStates,
} from '../../../enforcement/reading/recertification-list.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { demandPerson } from '../identify.ts'
import { type ApiServer, id, listOf, paging, pageOf, several, viewerOf } from '../route.ts'

/** What somebody says of approvals that are to be confirmed, by their numbers in a review. */
export type RecertificationAnswer =
  | { readonly kind: 'keep'; readonly numbers: 'all' | readonly number[] }
  | { readonly kind: 'drop'; readonly numbers: 'all' | readonly number[]; readonly reason: string }

/** What is asked of recertifications, and answered. What the rules do not let is an AppError `conflict` or `not-allowed`. */
export interface RecertificationsApi {
  readonly list: (viewer: Viewer, query: RecertificationQuery) => Promise<RecertificationPage>
  readonly read: (viewer: Viewer, recertification: string) => Promise<RecertificationAccount | undefined>
  readonly items: (viewer: Viewer, query: ItemQuery) => Promise<ItemPage>
  readonly answer: (
    viewer: Viewer,
    review: { readonly recertification: string; readonly review: string },
    answer: RecertificationAnswer,
  ) => Promise<{ readonly recertification: RecertificationAccount; readonly said: string }>
}

const recertificationSchema = z
  .object({
    id,
    organization: z.object({ id, login: z.string(), host: z.string() }),
    issuesPage: z.string().meta({ description: 'Where its issues are: this, a slash and a number.' }),
    openedAt: z.date(),
    openedBy: z.string().nullable().meta({ description: 'Login; null: the policy, or somebody erased.' }),
    dueDays: z.int().meta({ description: 'Days that reviewers have from when they are asked.' }),
    closedAt: z.date().nullable().meta({ description: 'null: it is open.' }),
    reviews: listOf(
      z.object({
        id,
        reviewers: listOf(z.string()).meta({
          description: 'Teams and people, as they are asked; empty: the Gatehouse owners.',
        }),
        issue: z
          .int()
          .nullable()
          .meta({ description: 'In the policy repository; null: nobody was asked yet.' }),
        askedAt: z.date().nullable(),
        overdueAt: z.date().nullable().meta({ description: 'When they were told that their time is over.' }),
        counts: z
          .record(z.enum(itemStates), z.int())
          .meta({ description: 'Repositories that you see or may answer for, by what was answered.' }),
      }),
    ),
  })
  .meta({ id: 'Recertification' })

const itemSchema = z
  .object({
    review: id,
    number: z.int().meta({ description: 'As its reviewers call it, from 1 in each issue.' }),
    repository: z.object({ id, name: z.string() }).nullable().meta({
      description: 'null: you may answer for it, and do not see it on GitHub: it is known by its issue.',
    }),
    issue: z.int().nullable().meta({
      description: 'Of the request that was approved, in the policy repository; null: there is none.',
    }),
    state: z.enum(itemStates).meta({
      description:
        '`renewed`: another request was approved meanwhile. `over`: there is nothing to confirm any more. `lapsed`: nobody confirmed it in time.',
    }),
    answeredBy: z.string().nullable().meta({ description: 'Login; null: nobody has, or they were erased.' }),
    answeredAt: z.date().nullable(),
  })
  .meta({ id: 'RecertificationItem' })

const params = z.object({ recertification: id })
/** No issue has more. */
const number = z.int().min(1).max(1000)
const numbers = z
  .union([z.literal('all'), z.array(number).min(1).max(250)])
  .meta({ description: '`all`: everything that is open in the review.' })
const reason = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  // As for the command: of marks alone, or of what nobody sees, no reason is made.
  .regex(/[\p{L}\p{N}]/u, 'Say why, in words.')
const unseen = (): AppError => new AppError('not-there', 'There is no such recertification that you can see.')

/** `/recertifications` */
export function addRecertifications(
  api: ApiServer,
  { list, read, items, answer }: RecertificationsApi,
): void {
  const tags = ['recertifications']
  api.get(
    '/recertifications',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listRecertifications',
        summary: 'Which approvals are confirmed again, by whom, and how far they are',
        description: 'The newest first; those that ask about a repository that you see, or that ask you.',
        tags,
        querystring: z.object({
          organization: id.optional(),
          state: z.enum(recertificationStates).optional(),
          ...paging,
        }),
        response: { 200: pageOf(recertificationSchema) },
      },
    },
    async (request) => {
      const { cursor, limit, organization, state } = request.query
      const filter = { ...(organization !== undefined && { organization }), ...(state && { state }) }
      const question = ['recertifications', filter]
      const after = readCursor(cursor, question, z.tuple([id]))?.[0]
      const { rows, next } = await list(viewerOf(request), {
        ...filter,
        limit,
        ...(after !== undefined && { after }),
      })
      return { items: rows, next: writeCursor(next === undefined ? undefined : [next], question) }
    },
  )
  api.get(
    '/recertifications/:recertification',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'readRecertification',
        summary: 'One recertification, with its reviewers',
        tags,
        params,
        response: { 200: recertificationSchema },
      },
    },
    async (request) => {
      const found = await read(viewerOf(request), request.params.recertification)
      if (!found) throw unseen()
      return found
    },
  )
  api.get(
    '/recertifications/:recertification/items',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listRecertificationItems',
        summary: 'What was answered of each repository that you see, or may answer for',
        tags,
        params,
        querystring: z.object({ state: several(z.enum(itemStates)).optional(), ...paging }),
        response: { 200: pageOf(itemSchema) },
      },
    },
    async (request) => {
      const { recertification } = request.params
      const viewer = viewerOf(request)
      if (!(await read(viewer, recertification))) throw unseen()
      const { cursor, limit, state } = request.query
      const filter = { recertification, ...(state && { states: state }) }
      const question = ['recertification-items', filter]
      const after = readCursor(cursor, question, z.tuple([id, z.string().regex(/^\d{1,9}$/)]))
      const { rows, next } = await items(viewer, { ...filter, limit, ...(after && { after }) })
      return { items: rows, next: writeCursor(next, question) }
    },
  )
  api.post(
    '/recertifications/:recertification/reviews/:review/answers',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'answerRecertification',
        summary: 'Says which approvals are still needed, and which end',
        description:
          'As `/gatehouse keep` and `/gatehouse drop` do in the issue of the review, by the same rules: who is asked there, or owns Gatehouse, as GitHub knows them now. Nobody keeps what they asked for themselves, unless the policy lets them.',
        tags,
        params: params.extend({ review: id }),
        body: z.discriminatedUnion('answer', [
          z.strictObject({ answer: z.literal('keep'), numbers }),
          z.strictObject({ answer: z.literal('drop'), numbers, reason }),
        ]),
        response: {
          200: z.object({
            recertification: recertificationSchema,
            said: z.string().meta({
              description:
                'What came of it, in the words of its issue: some may be left out, and the rest done.',
            }),
          }),
        },
      },
    },
    async (request) => {
      demandPerson(request, 'session')
      const { body } = request
      const given: RecertificationAnswer =
        body.answer === 'drop'
          ? { kind: 'drop', numbers: body.numbers, reason: body.reason }
          : { kind: 'keep', numbers: body.numbers }
      return answer(viewerOf(request), request.params, given)
    },
  )
}
