import type { Mode } from '../../policies/policy-group.ts'
import { AppError } from '../../scanner/errors.ts'
import { mayBeSent } from './allowed-requests.ts'

type Fetch = typeof globalThis.fetch

/**
 * A `fetch` that sends only what the mode allows, to one API only.
 * @param apiUrl as configured: `https://api.github.com`, `https://git.acme.example/api/v3`
 * @param modeOf the mode of the moment, asked for each request
 * @throws AppError `write-refused`
 */
export function createGuardedFetch(
  apiUrl: string,
  modeOf: () => Mode,
  fetch: Fetch = globalThis.fetch,
): Fetch {
  const base = new URL(apiUrl)
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
    const path = pathBehind(base, url)
    // A Request's own body would have to be read to be judged; Octokit gives its body beside the address.
    const body = typeof init?.body === 'string' ? init.body : undefined
    if (path === undefined || !mayBeSent(modeOf(), { method, path, body }))
      throw refusal(method, url, modeOf())
    // A redirect could lead from what was judged to what was not; GitHub's own are followed by who asked.
    return fetch(input, { redirect: method === 'GET' || method === 'HEAD' ? 'follow' : 'error', ...init })
  }
}

function refusal(method: string, { origin, pathname }: URL, mode: Mode): AppError {
  const error = new AppError(
    'write-refused',
    `${method} ${origin}${pathname} was not sent: ${mode} does not allow it.`,
  )
  // By this name Octokit knows that a request was given up on purpose; any other error it takes for a failing network, and
  // tries again.
  error.name = 'AbortError'
  return error
}

/** The path behind the API's base, or of GitHub Enterprise Server's GraphQL, which lies beside it; undefined elsewhere. */
function pathBehind(base: URL, url: URL): string | undefined {
  if (url.origin !== base.origin) return undefined
  const prefix = base.pathname.replace(/\/$/, '')
  if (prefix.endsWith('/v3') && url.pathname === `${prefix.slice(0, -3)}/graphql`) return '/graphql'
  return url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) : undefined
}
