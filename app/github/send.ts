import type { RateBudget } from './rate-budget.ts'
import { operationOf, type RequestListener } from './request-listener.ts'

type Fetch = typeof globalThis.fetch

/** At once to one host; GitHub's limit is 100 for an App everywhere, and others use it too. */
const mostAtOnce = 16

/** GitHub gives up after ten seconds; a connection may hang for longer. */
export const usualAnswerMs = 30_000

export interface SenderOptions {
  /** The guarded one. */
  readonly fetch: Fetch
  /** `https://api.github.com`, `https://git.acme.example/api/v3` */
  readonly apiUrl: string
  readonly onRequest: RequestListener
  /** Ends what is under way, with its reason, and lets nothing more pass. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds that an answer may take. */
  readonly answerMs?: number | undefined
}

/** All requests to one host go through it: so many at a time, each with an end, each heard of. */
export function createSender({
  fetch,
  apiUrl,
  onRequest,
  signal,
  answerMs = usualAnswerMs,
}: SenderOptions): Fetch {
  const enter = createGate(mostAtOnce)
  const prefix = new URL(apiUrl).pathname.replace(/\/$/, '')
  return async (input, init) => {
    signal?.throwIfAborted()
    const leave = await enter()
    const url = new URL(input instanceof Request ? input.url : input)
    const method = init?.method ?? 'GET'
    const path = url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) : '/graphql'
    const start = performance.now()
    let response: Response | undefined
    try {
      const signals = [AbortSignal.timeout(answerMs), init?.signal, signal].filter(
        (one) => one instanceof AbortSignal,
      )
      response = await wholeAnswer(await fetch(input, { ...init, signal: AbortSignal.any(signals) }))
      return response
    } finally {
      leave()
      const status = response?.status ?? 0
      const isCharged =
        status !== 0 && status !== 304 && response?.headers.get('x-ratelimit-remaining') !== null
      onRequest({
        operation: operationOf(method, path),
        status,
        isCharged,
        milliseconds: performance.now() - start,
      })
    }
  }
}

/** Reads an answer to its end while the time runs: one that breaks off must fail here, not where it is parsed. */
async function wholeAnswer(response: Response): Promise<Response> {
  const { status, statusText, headers } = response
  const bytes = await response.arrayBuffer()
  const isEmpty = status === 204 || status === 205 || status === 304
  const plain = new Headers(headers)
  // What was unpacked is not packed any more.
  plain.delete('content-encoding')
  plain.delete('content-length')
  return new Response(isEmpty ? null : bytes, { status, statusText, headers: plain })
}

/** Lets so many in at a time; the others wait in the order in which they came. */
function createGate(most: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  let inside = 0
  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else inside -= 1
  }
  return async () => {
    if (inside < most) inside += 1
    else
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    return leave
  }
}

/** Asks only while the budget lasts. */
export function withBudget(fetch: Fetch, budget: RateBudget): Fetch {
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const resource = pathname.endsWith('/graphql') ? 'graphql' : 'core'
    budget.check(resource)
    await budget.pace()
    // It may have been spent while this one waited for its turn.
    budget.check(resource)
    const response = await fetch(input, init)
    budget.note(response)
    // Of GraphQL the refusal looks like success.
    if (resource === 'graphql' && (await isLimit(response))) budget.check(resource)
    return response
  }
}

const isLimit = async (response: Response): Promise<boolean> =>
  response.headers.get('x-ratelimit-remaining') === '0' &&
  (await response.clone().text()).includes('"RATE_LIMITED"')
