import { z } from 'zod'
import { AppError } from '../../../../scanner/errors.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import {
  type InboxRequest,
  type RequestFilter,
  type RequestPage,
  type RequestQuery,
  requestStates,
} from '../../../enforcement/reading/request-list.ts'
import { problemSchema } from '../problems.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { eachByItself } from '../each-by-itself.ts'
import { demandPerson } from '../identify.ts'
import { type ApiServer, flag, id, listOf, paging, pageOf, several, viewerOf } from '../route.ts'

/** How a repository is named: one that is hidden from who asks is answered as one that is not there. */
export type NamedRepository =
  | { readonly id: string }
  | { readonly owner: string; readonly name: string; readonly host?: string }

export type RequestAnswer =
  | {
      readonly kind: 'approve'
      readonly days: number | undefined
      readonly ticket: string | undefined
      readonly condition: string | undefined
    }
  | { readonly kind: 'deny' | 'withdraw'; readonly reason: string | undefined }

/** What is asked of requests, and done about them. What the policy does not let is an AppError `conflict` or `not-allowed`. */
export interface RequestsApi {
  readonly list: (viewer: Viewer, query: RequestQuery) => Promise<RequestPage>
  readonly read: (viewer: Viewer, request: string) => Promise<InboxRequest | undefined>
  readonly ask: (
    viewer: Viewer,
    asked: {
      readonly repository: NamedRepository
      readonly reason: string
      readonly days: number | undefined
    },
  ) => Promise<{ readonly request: string | null; readonly repository: string }>
  readonly answer: (viewer: Viewer, request: string, answer: RequestAnswer) => Promise<InboxRequest>
}

const readinessSchema = z.object({
  outcome: z.string(),
  met: z.int(),
  unmet: z.int(),
  unknown: z.int(),
})

export const requestSchema = z
  .object({
    id,
    organization: z.object({ id, login: z.string(), host: z.string() }),
    repository: z.object({ id, name: z.string() }),
    state: z.enum(requestStates),
    requestedBy: z.string().nullable().meta({ description: 'Login; null: erased.' }),
    isMine: z.boolean(),
    reason: z.string().meta({ description: 'As it was written: text, and never markup.' }),
    days: z.int().nullable().meta({ description: 'null: as long as the policy lets.' }),
    source: z.string(),
    openedAt: z.date(),
    closedAt: z.date().nullable(),
    closedBy: z.string().nullable(),
    closeReason: z.string().nullable(),
    issue: z.string().nullable().meta({ description: 'Its page on GitHub; null: none yet.' }),
    group: z.string().nullable(),
    readiness: readinessSchema.nullable().meta({
      description:
        'What the policy wants beside approvals, in counts: who approves need not see the repository.',
    }),
    rules: listOf(
      z.object({
        by: listOf(z.string()).meta({ description: 'Teams, `$owners`.' }),
        count: z.int(),
        maxDays: z.int(),
        selfApproval: z.boolean(),
        given: listOf(z.string().nullable()).meta({ description: 'Who has approved; null: erased.' }),
      }),
    ).meta({ description: 'What the policy wants of approvals, and what of it was given.' }),
    approvals: listOf(
      z.object({
        id,
        by: z.string().nullable(),
        actsFor: listOf(z.string()),
        grantedAt: z.date(),
        expiresAt: z.date(),
        endedAt: z.date().nullable(),
        ticket: z.string().nullable(),
        condition: z.string().nullable().meta({ description: 'What the approver asked for besides.' }),
      }),
    ),
  })
  .meta({ id: 'Request' })

const repositoryName = /^[\w.-]{1,100}\/[\w.-]{1,100}$/
const named = z.union([
  id.transform((one): NamedRepository => ({ id: one })),
  z
    .string()
    .regex(repositoryName, 'It is no owner/name.')
    .transform((text): NamedRepository => {
      const [owner = '', name = ''] = text.split('/')
      return { owner, name }
    }),
])
const reason = z.string().trim().min(1).max(1000)
const days = z.int().min(1).max(730).optional().meta({ description: 'Without: as long as the policy lets.' })
const condition = z.string().trim().min(1).max(1000).meta({
  description: 'What is asked for besides, in your own words. Gatehouse does not look whether it holds.',
})
const host = z.string().max(253).optional().meta({ description: 'Where several GitHub hosts are governed.' })
const ticket = z
  .string()
  .regex(/^[\w.-]{1,100}$/)
  .optional()
  .meta({ description: 'Of another system, where the policy wants one.' })

/** `/requests` */
export function addRequests(api: ApiServer, { list, read, ask, answer }: RequestsApi): void {
  const tags = ['requests']
  api.get(
    '/requests',
    {
      config: { permission: 'anybody' },
      schema: {
        operationId: 'listRequests',
        summary: 'Requests that you see, made, or can approve',
        tags,
        querystring: z.object({
          organization: id.optional(),
          repository: id.optional(),
          state: several(z.enum(requestStates)).optional(),
          mine: flag.optional(),
          waiting: flag.optional().meta({ description: 'For your approval.' }),
          order: z.enum(['newest', 'oldest']).default('newest'),
          ...paging,
        }),
        response: { 200: pageOf(requestSchema) },
      },
    },
    async (request) => {
      const { cursor, limit, order, ...asked } = request.query
      const filter = filterOf(asked)
      const question = ['requests', filter, order]
      const after = readCursor(cursor, question, z.tuple([id]))?.[0]
      const { rows, next } = await list(viewerOf(request), {
        ...filter,
        order,
        limit,
        ...(after !== undefined && { after }),
      })
      return { items: rows, next: writeCursor(next === undefined ? undefined : [next], question) }
    },
  )
  api.get(
    '/requests/:request',
    {
      config: { permission: 'anybody' },
      schema: {
        operationId: 'readRequest',
        summary: 'One request, with what was approved of it',
        tags,
        params: z.object({ request: id }),
        response: { 200: requestSchema },
      },
    },
    async (request) => {
      const found = await read(viewerOf(request), request.params.request)
      if (!found) throw new AppError('not-there', 'There is no such request that you can see.')
      return found
    },
  )
  const opened = z.object({ request: id.nullable(), repository: z.string() })
  api.post(
    '/requests',
    {
      config: { permission: 'anybody' },
      schema: {
        operationId: 'requestAccess',
        summary: 'Asks that Claude may reach a repository',
        description:
          'As `/gatehouse request` does, by the same rules. A repository that you cannot see on GitHub is answered as one that is not there.',
        tags,
        body: z.strictObject({ repository: named, reason, days, host }),
        response: { 201: opened },
      },
    },
    async (request, reply) => {
      demandPerson(request)
      const { host: on, repository, ...body } = request.body
      const asked = { ...body, days: body.days, repository: onHost(repository, on) }
      return reply.code(201).send(await ask(viewerOf(request), asked))
    },
  )
  api.post(
    '/requests/bulk',
    {
      config: { permission: 'request-access' },
      schema: {
        operationId: 'requestAccessToMany',
        summary: 'Asks for several repositories, each with an outcome of its own',
        tags,
        body: z.strictObject({ repositories: z.array(id).min(1).max(50), reason, days }),
        response: {
          200: z.object({
            outcomes: listOf(
              z.object({
                repository: id,
                request: id.nullable(),
                problem: problemSchema.nullable().meta({ description: 'null: it is asked for.' }),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      demandPerson(request)
      const { repositories, ...body } = request.body
      const outcomes = await eachByItself(request, repositories, (repository) =>
        ask(viewerOf(request), { ...body, days: body.days, repository: { id: repository } }),
      )
      return {
        outcomes: outcomes.map(({ id: repository, done, problem }) => ({
          repository,
          request: done?.request ?? null,
          problem,
        })),
      }
    },
  )
  api.post(
    '/requests/:request/answers',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'answerRequest',
        summary: 'Approves, denies or withdraws a request',
        description:
          'By the rules of `/gatehouse approve` and `/gatehouse deny`: the teams of the policy decide who may, as GitHub knows them now, and not a role here.',
        tags,
        params: z.object({ request: id }),
        body: z.discriminatedUnion('answer', [
          z.strictObject({ answer: z.literal('approve'), days, ticket, condition: condition.optional() }),
          z.strictObject({ answer: z.literal('deny'), reason }),
          z.strictObject({ answer: z.literal('withdraw'), reason: reason.optional() }),
        ]),
        response: { 200: requestSchema },
      },
    },
    async (request) => {
      demandPerson(request, 'session')
      const { body } = request
      const given: RequestAnswer =
        body.answer === 'approve'
          ? { kind: 'approve', days: body.days, ticket: body.ticket, condition: body.condition }
          : { kind: body.answer, reason: body.reason }
      return answer(viewerOf(request), request.params.request, given)
    },
  )
}

const onHost = (repository: NamedRepository, host: string | undefined): NamedRepository =>
  'id' in repository || host === undefined ? repository : { ...repository, host }

function filterOf({
  state,
  mine,
  waiting,
  ...rest
}: {
  readonly organization?: string | undefined
  readonly repository?: string | undefined
  readonly state?: readonly (typeof requestStates)[number][] | undefined
  readonly mine?: boolean | undefined
  readonly waiting?: boolean | undefined
}): RequestFilter {
  const all = { ...rest, states: state, isMine: mine, isWaitingForMe: waiting }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
