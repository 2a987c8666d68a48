import createClient, { type Middleware } from 'openapi-fetch'
import type { components, paths } from './api.generated.ts'
import { ApiProblem, readProblem } from './problem.ts'
import { goToSignIn } from './sign-in.ts'

/** What the API calls its things: `Schema<'ListedRepository'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** What changes need from whoever is in a session; `GET /api/v1/me` tells it. */
let csrfToken: string | undefined

const changes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const asTheConsole: Middleware = {
  onRequest: ({ request }) => {
    if (!changes.has(request.method)) return undefined
    if (csrfToken !== undefined) request.headers.set('x-csrf-token', csrfToken)
    // The same order given again, as by somebody who is impatient, is one order: whoever gives it anew makes a key of their own.
    if (request.method === 'POST' && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', crypto.randomUUID())
    return request
  },
  onResponse: async ({ response }) => {
    if (response.ok || response.status === 304) return undefined
    if (response.status === 401) goToSignIn(location)
    throw readProblem(response.status, await bodyOf(response))
  },
}

const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => undefined)

/** For the few addresses that are not under `/api`. */
export const csrfHeaders = (): Readonly<Record<string, string>> =>
  csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }

/** The API, by its own description. What it refuses is thrown as an `ApiProblem`. */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' })
api.use(asTheConsole)

/** The body of an answer, which is a success or was thrown. */
export async function read<Body>(answer: Promise<{ readonly data?: Body }>): Promise<Body> {
  const { data } = await answer
  if (data === undefined)
    throw new ApiProblem({
      status: 200,
      code: 'unreadable',
      title: 'An empty answer',
      detail: 'The answer held nothing.',
    })
  return data
}

/** A body and the version that a change of it must name, so that nobody overwrites what they have not seen. */
export async function readVersioned<Body>(
  answer: Promise<{ readonly data?: Body; readonly response: Response }>,
): Promise<{ readonly body: Body; readonly version: string }> {
  const { response } = await answer
  return { body: await read(answer), version: response.headers.get('etag') ?? '*' }
}

/** Headers of a change that holds only for what was seen. @param version of `readVersioned` */
export const ifUnchanged = (version: string): { readonly 'if-match': string } => ({ 'if-match': version })

/** Who is signed in; from then on changes can be made. */
export async function readMe(): Promise<Schema<'Me'>> {
  const me = await read(api.GET('/api/v1/me'))
  csrfToken = me.csrfToken ?? undefined
  return me
}
