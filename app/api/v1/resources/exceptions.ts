import { z } from 'zod'
import { AppError } from '../../../../scanner/errors.ts'
import { findingKinds } from '../../../../policies/finding-class.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { EndingQuery } from '../../../enforcement/reading/ending-list.ts'
import type { ExceptionAccount, ExceptionPage } from '../../../enforcement/reading/exception-list.ts'
import { answerEnding, endingQuery } from '../ending-query.ts'
import { type ApiServer, id, listOf, pageOf, viewerOf } from '../route.ts'

/** What is asked of exceptions. They are given and ended in the issue of a request. */
export interface ExceptionsApi {
  readonly list: (viewer: Viewer, query: EndingQuery) => Promise<ExceptionPage>
  readonly read: (viewer: Viewer, exception: string) => Promise<ExceptionAccount | undefined>
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

/** `/exceptions` */
export function addExceptions(api: ApiServer, { list, read }: ExceptionsApi): void {
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
}
