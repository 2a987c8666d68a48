import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ApiServer } from './route.ts'
import { type About, whileAllowed } from './while-allowed.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborted when the server is about to close: streams must not hold it up. */
    stopping: AbortSignal
  }
}

/** Lets streams end when the server does. */
export function addStopping(api: ApiServer): void {
  const stopping = new AbortController()
  api.decorate('stopping', stopping.signal)
  api.addHook('preClose', async () => stopping.abort())
}

interface Following<Value> {
  /** What is told, anew whenever it has changed; undefined: it is not there any more for whoever listens, and the stream ends. */
  readonly read: () => Promise<Value | undefined>
  /** Nothing is told after it. */
  readonly isOver: (value: Value) => boolean
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal
  /** Milliseconds */
  readonly everyMs?: number
  readonly longestMs?: number
}

/** Whatever stands between closes a connection on which nothing comes for long. */
const aliveMs = 15_000
/** Then it ends, whatever has happened: who stops Gatehouse, and who only looks what a route answers, need not wait longer. */
const mostMs = 30_000
/** A browser comes back by itself so much later. */
const retryMs = 1000

/** How a route describes that it answers so. */
export const eventsResponse = {
  200: { description: 'Events.', content: { 'text/event-stream': { schema: z.any() } } },
} as const

/** Stands in the description of each: what all of them have in common. */
export const eventsNote =
  'Server-sent events, one whenever something has changed. It ends when there is nothing more to tell, and after 30 seconds at most: ask again then, as browsers do by themselves.'

/**
 * Follows something that takes long, as a stream of server-sent events.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* eventsOf<Value>({
  read,
  isOver,
  signal,
  everyMs = 2000,
  longestMs = mostMs,
}: Following<Value>): AsyncGenerator<string> {
  const begunAt = performance.now()
  let told = ''
  let toldAt = begunAt
  while (!signal.aborted) {
    const value = await read()
    if (value === undefined) return
    const data = JSON.stringify(value)
    const isSilent = performance.now() - toldAt >= aliveMs
    // A comment where nothing has changed.
    if (data !== told) yield `data: ${data}\n\n`
    else if (isSilent) yield ': still under way\n\n'
    if (data !== told || isSilent) toldAt = performance.now()
    told = data
    if (isOver(value)) return
    if (performance.now() - begunAt + everyMs > longestMs) {
      yield `retry: ${retryMs}\n\n`
      return
    }
    await wait(everyMs, undefined, { signal }).catch(() => {})
  }
}

/** Answers with such a stream, to whoever listens and for as long as they may. */
export function answerEvents<Value>(
  request: FastifyRequest,
  reply: FastifyReply,
  about: About,
  following: Pick<Following<Value>, 'read' | 'isOver'>,
): FastifyReply {
  const left = new AbortController()
  reply.raw.once('close', () => left.abort())
  const events = eventsOf({ ...following, signal: AbortSignal.any([left.signal, request.server.stopping]) })
  return reply
    .type('text/event-stream')
    .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    .send(Readable.from(whileAllowed(request, about, events)))
}
