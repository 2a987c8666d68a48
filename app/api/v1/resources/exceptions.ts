import { z } from 'zod'
import { AppError } from '../../../../scanner/errors.ts'
import type { Waived } from '../../../../policies/exception.ts'
import { findingClass, findingKinds } from '../../../../policies/finding-class.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { EndingQuery } from '../../../enforcement/reading/ending-list.ts'
import type { ExceptionAccount, ExceptionPage } from '../../../enforcement/reading/exception-list.ts'
import { answerEnding, endingQuery } from '../ending-query.ts'
import { demandPerson } from '../identify.ts'
import { type ApiServer, id, listOf, pageOf, viewerOf } from '../route.ts'

/** What somebody waives. */
export interface GivenException {
  readonly waived: Waived
  readonly days: number
  /** The team that answers for it: `acme/security`. */
  readonly owner: string
  /** What is done instead. */
  readonly control: string
}

/** What is asked of exceptions, and done about them. What the rules do not let is an AppError `conflict` or `not-allowed`. */
export interface ExceptionsApi {
  readonly list: (viewer: Viewer, query: EndingQuery) => Promise<ExceptionPage>
  readonly read: (viewer: Viewer, exception: string) => Promise<ExceptionAccount | undefined>
  /** @param request its id, not the number of its issue */
  readonly give: (
    viewer: Viewer,
    request: string,
    given: GivenException,
  ) => Promise<{ readonly said: string }>
  readonly end: (viewer: Viewer, exception: string) => Promise<ExceptionAccount>
}

const waivedSchema = z.union([
  z.object({ check: z.string().meta({ description: 'Permanent id of the condition.' }) }),
  z.object({
    findings: z
      .object({
        rules: listOf(z.string()).optional(),
        kinds: listOf(z.enum(findingKinds)).optional(),
        severity: z.string().optional().meta({ description: 'The gravest that is meant.' }),
        paths: listOf(z.string()).optional(),
      })
      .meta({ description: 'Findings that are meant together; each thing that is said narrows it.' }),
  }),
])

const exceptionSchema = z
  .object({
    id,
    organization: z.object({ id, login: z.string(), host: z.string() }),
    repository: z.object({ id, name: z.string() }),
    waived: waivedSchema,
    owner: z.string().meta({ description: 'The team that answers for it.' }),
    control: z.string().nullable().meta({
      description:
        'What is done instead, as it was written: text, and never markup. null: it was rebuilt from a record, which does not hold it.',
    }),
    by: z.string().nullable().meta({ description: 'Login; null: erased.' }),
    actsFor: listOf(z.string()),
    issue: z.int().meta({ description: 'In which it was given, in the policy repository.' }),
    grantedAt: z.date(),
    expiresAt: z.date(),
    endedAt: z.date().nullable(),
    endedBy: z.string().nullable(),
  })
  .meta({ id: 'Exception' })

const givenSchema = z.strictObject({
  waived: z.union([
    z.strictObject({
      check: z.string().min(1).max(100).meta({ description: 'As reasons name it.' }),
    }),
    z.strictObject({ findings: findingClass }),
  ]),
  days: z.int().min(1).max(999).meta({ description: 'The policy may let fewer; then it is cut to that.' }),
  owner: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_.-]{1,100}$/, 'a team: `acme/security`')
    .meta({ description: 'The team that answers for what is done instead.' }),
  control: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .regex(/[\p{L}\p{N}]/u, 'Say what is done instead, in words.')
    .meta({ description: 'What is done instead.' }),
})

/** `/exceptions`, and giving one to what was asked for in a request. */
export function addExceptions(api: ApiServer, { list, read, give, end }: ExceptionsApi): void {
  const tags = ['exceptions']
  api.get(
    '/exceptions',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'listExceptions',
        summary: 'What is waived for repositories that you see, by whom and until when',
        description: 'In force: those that end soonest first. Over: the last one first.',
        tags,
        querystring: endingQuery,
        response: { 200: pageOf(exceptionSchema) },
      },
    },
    (request) => answerEnding('exceptions', request.query, (query) => list(viewerOf(request), query)),
  )
  api.get(
    '/exceptions/:exception',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'readException',
        summary: 'One exception',
        tags,
        params: z.object({ exception: id }),
        response: { 200: exceptionSchema },
      },
    },
    async (request) => {
      const found = await read(viewerOf(request), request.params.exception)
      if (!found) throw new AppError('not-there', 'There is no such exception that you can see.')
      return found
    },
  )
  api.post(
    '/requests/:request/exceptions',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'giveException',
        summary: 'Waives a condition, or findings, for the repository of a request',
        description:
          'As `/gatehouse except` does in its issue, by the same rules: whom the policy lets, as GitHub knows them now, and never who asked.',
        tags,
        params: z.object({ request: id }),
        body: givenSchema,
        response: {
          200: z.object({
            said: z.string().meta({ description: 'What came of it, in the words of its issue.' }),
          }),
        },
      },
    },
    async (request) => {
      demandPerson(request, 'session')
      return give(viewerOf(request), request.params.request, request.body)
    },
  )
  api.post(
    '/exceptions/:exception/end',
    {
      config: { permission: 'read' },
      schema: {
        operationId: 'endException',
        summary: 'Ends an exception before its day',
        description: 'As `/gatehouse end-exception` does, by the same rules as giving one.',
        tags,
        params: z.object({ exception: id }),
        response: { 200: exceptionSchema },
      },
    },
    async (request) => {
      demandPerson(request, 'session')
      return end(viewerOf(request), request.params.exception)
    },
  )
}
