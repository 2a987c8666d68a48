/** What is wrong with one part of what was asked. */
export interface ProblemPart {
  readonly at: string
  readonly message: string
}

/** What the API says went wrong, in its own words. Source: RFC 9457; `code` and `todo` are Gatehouse's. */
export class ApiProblem extends Error {
  readonly status: number
  /** Permanent; `unreachable` and `unreadable` are this console's own. */
  readonly code: string
  readonly title: string
  readonly todo: string
  /** Names the request in the log of who runs Gatehouse. */
  readonly request: string | undefined
  readonly parts: readonly ProblemPart[]

  constructor(told: {
    readonly status: number
    readonly code: string
    readonly title: string
    readonly detail: string
    readonly todo?: string
    readonly request?: string | undefined
    readonly parts?: readonly ProblemPart[]
  }) {
    super(told.detail)
    this.name = 'ApiProblem'
    this.status = told.status
    this.code = told.code
    this.title = told.title
    this.todo = told.todo ?? ''
    this.request = told.request
    this.parts = told.parts ?? []
  }
}

/** Reads the body of an answer that is no success. Whatever stands before Gatehouse may answer with anything. Pure. */
export function readProblem(status: number, body: unknown): ApiProblem {
  const told = recordOf(body)
  if (!told || typeof told['code'] !== 'string')
    return new ApiProblem({
      status,
      code: 'unreadable',
      title: `Answered with ${status}`,
      detail: 'The answer was none of Gatehouse’s.',
      todo: 'Try again. If it stays, look at what stands between this browser and Gatehouse.',
    })
  return new ApiProblem({
    status,
    code: told['code'],
    title: textOf(told['title']) ?? 'Failed',
    detail: textOf(told['detail']) ?? 'Nothing more was said.',
    todo: textOf(told['todo']) ?? '',
    request: textOf(told['request']),
    parts: Array.isArray(told['problems']) ? told['problems'].flatMap(partOf) : [],
  })
}

/** What to show of whatever was thrown. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  // What `fetch` throws where there is no answer at all.
  const isUnreachable = error instanceof TypeError && /fetch|network|load failed/i.test(error.message)
  return isUnreachable
    ? new ApiProblem({
        status: 0,
        code: 'unreachable',
        title: 'Not reachable',
        detail: 'Gatehouse did not answer.',
        todo: 'Look at your connection, and try again.',
      })
    : new ApiProblem({
        status: 0,
        code: 'page-failed',
        title: 'This page failed',
        detail: error instanceof Error ? error.message : 'Something was thrown that is no error.',
        todo: 'Load it again. If it stays, tell who runs Gatehouse.',
      })
}

function partOf(part: unknown): readonly ProblemPart[] {
  const { at, message } = recordOf(part) ?? {}
  return typeof at === 'string' && typeof message === 'string' ? [{ at, message }] : []
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const recordOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? { ...value } : undefined
