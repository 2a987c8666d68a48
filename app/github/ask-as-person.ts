import { createGuardedFetch } from './guarded-fetch.ts'

export interface AskAsPersonOptions {
  /** `https://api.github.com`; the token is sent there and nowhere else. */
  readonly apiUrl: string
  readonly token: string
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** Asks GitHub with somebody's own token. It only reads, as the guard sees to. */
export function askAsPerson({
  apiUrl,
  token,
  fetch,
}: AskAsPersonOptions): (path: string, signal: AbortSignal) => Promise<Response> {
  const guarded = createGuardedFetch(apiUrl, () => 'observe', fetch)
  const base = apiUrl.replace(/\/$/, '')
  return (path, signal) =>
    guarded(`${base}${path}`, {
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'gatehouse',
        'x-github-api-version': '2022-11-28',
      },
      signal,
    })
}

/** Whether GitHub does not take the token. A limit that is used up is answered 403 too, and says nothing of it. */
export const isRefused = ({ status, headers }: Response): boolean =>
  status === 401 ||
  (status === 403 && headers.get('x-ratelimit-remaining') !== '0' && headers.get('retry-after') === null)
