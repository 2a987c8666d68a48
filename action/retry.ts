import { type Octokit, statusOf } from './github.ts'

/** How long a run waits for GitHub. */
export interface Patience {
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  readonly now: () => number
  readonly signal: AbortSignal
}

/** Between one try and the next where GitHub does not say how long; a gateway that is overloaded is back within seconds or not at all. */
export const pauses = [1000, 3000, 9000] as const
/** For all requests of a run together: a job that waits costs minutes, and what has an hour to go is better begun anew. */
const longestWait = 5 * 60_000
/** Longer than GitHub itself works at an answer, and long enough for a file of 100 MB. */
const longestAnswer = 60_000
/** GitHub asks for at least this where a limit says nothing else. Source: "Best practices for using the REST API". */
const limitPause = 60_000

/**
 * Makes a client try again what GitHub failed at: gateways (500, 502, 503, 504, no connection), answers that broke off, and limits,
 * for as long as GitHub says. What writes is repeated only where it was refused, since of a failure nobody knows what came of it.
 * Source: GitHub's documentation, "Rate limits for the REST API", "Exceeding the rate limit".
 */
export function retryRequests(octokit: Octokit, patience: Patience): void {
  let waited = 0
  octokit.hook.wrap('request', async (request, options) => {
    const mayRepeat = isRepeatable(options)
    for (let tries = 0; ; tries += 1) {
      patience.signal.throwIfAborted()
      // In its place: what is handed on as a copy never arrives behind the hook that signs requests in.
      options.request.signal = AbortSignal.any([patience.signal, AbortSignal.timeout(longestAnswer)])
      const [answer, error] = await attempt(async () => request(options))
      if (answer && !isCut(answer)) return answer
      patience.signal.throwIfAborted()
      const failure = error ?? Object.assign(new Error('GitHub’s answer broke off.'), { code: 'ANSWER_CUT' })
      const pause =
        pauses[tries] === undefined ? undefined : pauseAfter(failure, tries, mayRepeat, patience.now())
      if (pause === undefined || waited + pause > longestWait) throw failure
      waited += pause
      await patience.sleep(pause, patience.signal)
    }
  })
}

async function attempt<T>(
  run: () => Promise<T>,
): Promise<readonly [T, undefined] | readonly [undefined, unknown]> {
  try {
    return [await run(), undefined]
  } catch (error) {
    return [undefined, error]
  }
}

interface Asked {
  readonly method: string
  readonly url: string
  readonly query?: unknown
}

/** Asked twice it does what it does once. */
const isRepeatable = ({ method, url, query }: Asked): boolean =>
  method !== 'POST' ||
  (url.endsWith('/graphql') && typeof query === 'string' && !/^\s*mutation\b/.test(query))

/** The client hands out the text of JSON that it cannot read, and no text at all where it did not come to its end. */
function isCut({ headers, data }: { readonly headers: object; readonly data: unknown }): boolean {
  if (typeof data !== 'string') return false
  if (/^application\/json\b/.test(headerOf(headers, 'content-type') ?? '')) return true
  return data === '' && Number(headerOf(headers, 'content-length') ?? 0) > 0
}

/** In milliseconds; undefined: it is no use. */
function pauseAfter(error: unknown, tries: number, mayRepeat: boolean, now: number): number | undefined {
  const status = statusOf(error)
  const headers = headersOf(error)
  const asked = Number(headerOf(headers, 'retry-after'))
  if (status === 429 || status === 403) {
    if (asked > 0) return asked * 1000
    const reset = Number(headerOf(headers, 'x-ratelimit-reset'))
    if (headerOf(headers, 'x-ratelimit-remaining') === '0' && reset > 0)
      return Math.max(1000, reset * 1000 - now)
    // Any other 403 is about permissions.
    return status === 429 ? limitPause : undefined
  }
  if (!mayRepeat || (status !== undefined && status < 500) || status === 501) return undefined
  return Math.max(pauses[tries] ?? 0, asked > 0 ? asked * 1000 : 0)
}

function headersOf(error: unknown): object {
  if (!(error instanceof Error) || !('response' in error)) return {}
  const { response } = error
  if (typeof response !== 'object' || response === null || !('headers' in response)) return {}
  return typeof response.headers === 'object' && response.headers !== null ? response.headers : {}
}

function headerOf(headers: object, name: string): string | undefined {
  const value: unknown = Object.entries(headers).find(([key]) => key === name)?.[1]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
