import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { z } from 'zod'
import { AppError, type AppErrorCode, httpStatuses } from '../../../scanner/errors.ts'

export const problemType = 'application/problem+json'

/** What went wrong, for programs and people. Source: RFC 9457; `code`, `todo`, `problems` and `request` are ours. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Where the code is explained.' }),
    title: z.string().meta({ description: 'What the status means.' }),
    status: z.int(),
    code: z.string().meta({ description: 'Permanent: for programs to branch on.' }),
    detail: z.string().meta({ description: 'What was wrong, and where.' }),
    todo: z.string().meta({ description: 'What to do about it.' }),
    request: z.string().meta({ description: 'Names the request in the log of who runs Gatehouse.' }),
    problems: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof problemSchema>

const anyProblem = {
  description: 'What was wrong, and what to do about it.',
  content: { [problemType]: { schema: problemSchema } },
}

/** Of a route's answers, those that any route may give. */
export const problemAnswers = { '4xx': anyProblem, '5xx': anyProblem } as const

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  408: 'Too slow',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  414: 'Too long',
  415: 'Unsupported type',
  422: 'Cannot be done',
  429: 'Too many requests',
  431: 'Too large',
  500: 'Failed',
  503: 'Unavailable',
}

/** Seconds until what failed by itself is worth another try. */
const retryAfter: Readonly<Record<string, number>> = { busy: 5, unavailable: 60 } satisfies Partial<
  Record<AppErrorCode, number>
>

/** Answers with what an error of the table, of a schema, or of the server says; of anything else no more than that it failed. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): FastifyReply {
  const problem = problemOf(error, request.id)
  // The message of a bug may quote what was asked, or name an address: it is for the log alone.
  if (problem.status >= 500) log.error({ err: error, request: request.id }, 'a request failed')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  const seconds = retryAfter[problem.code]
  if (seconds !== undefined) reply.header('retry-after', String(seconds))
  return reply.code(problem.status).type(problemType).send(problem)
}

export function problemOf(error: unknown, request: string): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? 'request'
    return {
      ...made('invalid-request', `The ${where} is not valid.`, request),
      problems: error.validation.map(({ instancePath, message }) => ({
        at: [where, ...instancePath.split('/').filter((part) => part !== '')].join('.'),
        message: message ?? 'It is not valid.',
      })),
    }
  }
  if (error instanceof AppError && httpStatuses.has(error.code))
    return { ...made(error.code, error.message, request), todo: error.todo }
  const code = codeOf(error)
  return made(
    code,
    code === 'request-failed' ? 'It failed here.' : (messages[code] ?? 'The request is not valid.'),
    request,
  )
}

function made(code: AppErrorCode, detail: string, request: string): Problem {
  const { todo } = new AppError(code, detail)
  const status = httpStatuses.get(code) ?? 500
  return {
    type: `/api/reference#${code}`,
    title: titles[status] ?? 'Failed',
    status,
    code,
    detail,
    todo,
    request,
  }
}

/** Of what the server itself refuses. */
function codeOf(error: unknown): AppErrorCode {
  const status: unknown = isFastifyError(error) ? error.statusCode : undefined
  if (status === 413) return 'too-large'
  if (status === 415) return 'unsupported-type'
  return typeof status === 'number' && status < 500 ? 'invalid-request' : 'request-failed'
}

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && 'statusCode' in error

const messages: Partial<Record<AppErrorCode, string>> = {
  'too-large': 'The body is too large.',
  'unsupported-type': 'The body is of a type that is not taken here.',
}
