import type { WritePace } from '../../enforcement/write-pace.ts'
import { WritesSpent } from '../../enforcement/writes-spent.ts'

type Fetch = typeof globalThis.fetch

export interface Pacing {
  /** undefined: none is kept. */
  readonly pace: WritePace | undefined
  readonly identity: string
  /** Which part of the limits may be used up. */
  readonly share: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Lets what changes something pass at the pace that GitHub asks for. A moment is waited for; else the work is put off. */
export function paced(fetch: Fetch, { pace, identity, share, now }: Pacing): Fetch {
  if (!pace) return fetch
  return async (input, init) => {
    const method = (init?.method ?? 'GET').toUpperCase()
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    if (!isWrite(method, pathname)) return fetch(input, init)
    const write = { makesContent: makesContent(method, pathname), share }
    let turn = await pace.take(identity, write)
    while (turn.kind === 'soon') {
      await pause(turn.after)
      turn = await pace.take(identity, write)
    }
    if (turn.kind === 'later') throw spent(turn.after, now())
    return fetch(input, init)
  }
}

/** @throws WritesSpent where nothing new may be made now; nothing counts */
export async function checkRoom({ pace, identity, share, now }: Pacing): Promise<void> {
  const turn = await pace?.look(identity, { makesContent: true, share })
  if (turn?.kind === 'later') throw spent(turn.after, now())
}

function spent(after: number, now: number): WritesSpent {
  const until = new Date(now + after)
  return new WritesSpent(
    `Not before ${until.toISOString()}: as much was written as GitHub asks for at most.`,
    until,
  )
}

/** Of GraphQL only queries are ever sent. */
const isWrite = (method: string, path: string): boolean =>
  method !== 'GET' && method !== 'HEAD' && !path.endsWith('/graphql')

/**
 * GitHub names no list of "content". What notifies people is documented so, endpoint by endpoint; whatever else is new counts here
 * too, since counting too much only takes longer. A decision about a token and a workflow's run make nothing; checks and statuses notify
 * nobody, and other Apps set thousands of them an hour.
 */
const makesContent = (method: string, path: string): boolean =>
  method === 'POST'
    ? !/\/orgs\/[^/]+\/personal-access-token|\/actions\/runs\/|\/check-runs$|\/statuses\//.test(path)
    : method === 'PUT' && path.includes('/contents/')

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
