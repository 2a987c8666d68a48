import type { z } from 'zod'
import { AppError } from '../../../scanner/errors.ts'
import { type Clock, createPace, realClock, usualPerMinute } from './pace.ts'
import {
  type ActivitiesPage,
  activitiesPage,
  errorAnswer,
  organizationsPage,
  settingsAnswer,
  usersPage,
} from './schemas.ts'

export interface ClientOptions {
  /** `https://api.anthropic.com` */
  readonly apiUrl: string
  readonly key: string
  readonly signal: AbortSignal
  /** Told of each answer, by which Claude's support finds it. Never of the key, nor of anything that was answered. */
  readonly onAnswer?: (told: {
    readonly path: string
    readonly status: number
    readonly requestId: string | null
  }) => void
  readonly clock?: Clock
  readonly perMinute?: number
  /** How often a request is made at most that fails or is told to wait. */
  readonly tries?: number
}

/** Which activities are wanted. Both ends of time are ISO 8601; the upper one is excluded. */
export interface ActivitiesQuery {
  readonly from: string | undefined
  readonly until: string
  /** Goes on with what is older than this activity; its id. */
  readonly afterId: string | undefined
  readonly limit: number
}

type Users = z.output<typeof usersPage>['data']
type Organizations = z.output<typeof organizationsPage>['data']

/**
 * Claude's Compliance API, read only: it has no way to send anything but a GET.
 * https://platform.claude.com/docs/en/manage-claude/compliance-api
 */
export interface ComplianceClient {
  /** Newest first. */
  readonly activities: (
    query: ActivitiesQuery,
  ) => Promise<ActivitiesPage & { readonly requestId: string | null }>
  readonly organizations: () => Promise<Organizations>
  readonly settings: (organization: string) => Promise<z.output<typeof settingsAnswer>>
  /** undefined: the key may not read who is a member, for which it needs `read:compliance_user_data`. */
  readonly users: (organization: string) => Promise<Users | undefined>
}

/** Docs' own examples send it. */
const version = '2023-06-01'
const timeoutMs = 60_000
/** Longer than this nobody is waited for within one run: the work is put off. */
const longestWaitMs = 120_000

/** What is put off until an instant; the queue knows it by `retryAt`. */
export class PutOff extends Error {
  readonly retryAt: Date
  constructor(message: string, retryAt: Date) {
    super(message)
    this.name = 'PutOff'
    this.retryAt = retryAt
  }
}

/** @throws AppError in every function: `claude-key-refused` where the key is at fault, else `claude-unavailable` */
export function createComplianceClient(options: ClientOptions): ComplianceClient {
  const get = createGet(options)
  const all = async <Row>(
    path: string,
    schema: z.ZodType<{
      readonly data: readonly Row[]
      readonly has_more: boolean
      readonly next_page?: string | null | undefined
    }>,
  ): Promise<Row[]> => {
    const rows: Row[] = []
    let page: string | undefined
    do {
      const query = new URLSearchParams({ limit: '1000', ...(page !== undefined && { page }) })
      const { answer } = await get(`${path}?${query.toString()}`, schema)
      rows.push(...answer.data)
      page = answer.has_more ? (answer.next_page ?? undefined) : undefined
    } while (page !== undefined)
    return rows
  }
  return {
    activities: async ({ from, until, afterId, limit }) => {
      const query = new URLSearchParams({ limit: String(limit), 'created_at.lt': until })
      if (from !== undefined) query.set('created_at.gte', from)
      if (afterId !== undefined) query.set('after_id', afterId)
      const { answer, requestId } = await get(`/v1/compliance/activities?${query.toString()}`, activitiesPage)
      return { ...answer, requestId }
    },
    organizations: () => all('/v1/compliance/organizations', organizationsPage),
    settings: async (organization) =>
      (await get(`/v1/compliance/organizations/${encodeURIComponent(organization)}/settings`, settingsAnswer))
        .answer,
    users: async (organization) => {
      try {
        return await all(`/v1/compliance/organizations/${encodeURIComponent(organization)}/users`, usersPage)
      } catch (error) {
        if (error instanceof AppError && error.code === 'claude-key-refused') return undefined
        throw error
      }
    },
  }
}

function createGet({
  apiUrl,
  key,
  signal,
  onAnswer,
  clock = realClock,
  perMinute = usualPerMinute,
  tries = 5,
}: ClientOptions) {
  const pace = createPace(clock, perMinute)
  return async <Answer>(
    path: string,
    schema: z.ZodType<Answer>,
  ): Promise<{ readonly answer: Answer; readonly requestId: string | null }> => {
    const place = path.split('?')[0] ?? path
    for (let tried = 1; ; tried += 1) {
      await pace.turn(signal)
      const sent = await send(`${apiUrl}${path}`, key, signal).catch((cause: unknown) => ({ cause }))
      if ('cause' in sent) {
        if (signal.aborted || tried >= tries) throw unavailable(`${place} could not be reached.`, sent.cause)
        await clock.wait(backOffMs(tried), signal)
        continue
      }
      const { response, text } = sent
      const { status } = response
      const requestId = response.headers.get('request-id')
      onAnswer?.({ path: place, status, requestId })
      if (response.ok) return { answer: parse(text, schema, place, requestId), requestId }
      if (status !== 429 && status < 500) throw refused(status, place, text)
      const waitMs = waitOf(response.headers, clock.now()) ?? backOffMs(tried)
      if (tried >= tries || waitMs > longestWaitMs) {
        if (status !== 429) throw unavailable(`${place} answered ${status}${named(requestId)}.`)
        throw new PutOff(
          'Claude asks to wait: its limit of requests is used up',
          new Date(clock.now().getTime() + waitMs),
        )
      }
      await clock.wait(waitMs, signal)
    }
  }
}

/** An answer that breaks off is none. A redirect would take the key elsewhere. */
async function send(
  url: string,
  key: string,
  signal: AbortSignal,
): Promise<{ readonly response: Response; readonly text: string }> {
  const response = await fetch(url, {
    redirect: 'error',
    headers: {
      'x-api-key': key,
      'anthropic-version': version,
      accept: 'application/json',
      'user-agent': 'Gatehouse',
    },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  })
  return { response, text: await response.text() }
}

const backOffMs = (tried: number): number => Math.min(1000 * 2 ** (tried - 1), 30_000)

/** Milliseconds that `retry-after` names, in seconds or as a date. */
function waitOf(headers: Headers, now: Date): number | undefined {
  const told = headers.get('retry-after')
  if (told === null) return undefined
  const seconds = Number(told)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const at = Date.parse(told)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime())
}

const named = (requestId: string | null): string => (requestId === null ? '' : ` (request-id ${requestId})`)

function parse<Answer>(
  text: string,
  schema: z.ZodType<Answer>,
  place: string,
  requestId: string | null,
): Answer {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw unavailable(`${place} answered something that is no JSON${named(requestId)}.`, cause)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  throw unavailable(
    `${place} answered in a form that is not known, at ${where || 'its root'}${named(requestId)}.`,
  )
}

const unavailable = (message: string, cause?: unknown): AppError =>
  new AppError('claude-unavailable', `Claude's Compliance API: ${message}`, { cause })

/** What Claude says of it is for people; it holds nothing of the key. */
function refused(status: number, place: string, text: string): AppError {
  const said = said200(text)
  const why =
    status === 401
      ? 'Claude does not know the key: it was deleted, has ended, or was not copied whole.'
      : status === 403
        ? `The key may not read ${place}.`
        : `Claude refused ${place} with ${status}.`
  const code = status === 401 || status === 403 ? 'claude-key-refused' : 'claude-unavailable'
  return new AppError(code, said === '' ? why : `${why} It said: ${said}`)
}

function said200(text: string): string {
  try {
    return (errorAnswer.parse(JSON.parse(text)).error?.message ?? '').slice(0, 200)
  } catch {
    // A page of a proxy in between says nothing of use.
    return ''
  }
}
