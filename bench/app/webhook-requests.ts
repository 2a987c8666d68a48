import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { groupBy } from '../group-by.ts'
import type { WebhookBody } from './webhook-bodies.ts'

/** One in so many is sent again: GitHub does so where it heard no answer. */
const oneTwiceIn = 50

/** Requests as GitHub sends them. */
export interface WebhookRequests {
  /** A whole HTTP request: head and body. */
  readonly next: () => Buffer
  /** How many different deliveries there were. */
  readonly distinct: () => number
}

/**
 * Deliveries with these bodies in turn, each with an id, a commit and so a signature of its own; one of fifty comes twice. Whoever
 * sends them pays for the signing, on the measured machine: some 15 µs each.
 */
export function webhookRequests(
  path: string,
  secret: string,
  bodies: readonly WebhookBody[],
): WebhookRequests {
  const templates = shuffled(bodies).map(({ event, text }) => ({
    event,
    body: Buffer.from(text),
    // Of pushes and pull requests; what is about a repository alone says the same again.
    commitAt: Buffer.from(text).indexOf(/"[0-9a-f]{40}"/.exec(text)?.[0] ?? '\0') + 1,
  }))
  let sent = 0
  let distinct = 0
  let last: Buffer | undefined
  return {
    next: () => {
      sent += 1
      if (last && sent % oneTwiceIn === 0) return last
      const { event, body: template, commitAt } = templates[distinct % templates.length]!
      const body = Buffer.from(template)
      if (commitAt > 0) body.write(randomBytes(20).toString('hex'), commitAt, 'latin1')
      distinct += 1
      last = Buffer.concat([headOf(path, event, secret, body), body])
      return last
    },
    distinct: () => distinct,
  }
}

const headOf = (path: string, event: string, secret: string, body: Buffer): Buffer =>
  Buffer.from(
    [
      `POST ${path} HTTP/1.1`,
      'Host: localhost',
      'Content-Type: application/json',
      'User-Agent: GitHub-Hookshot/bench',
      `X-GitHub-Event: ${event}`,
      `X-GitHub-Delivery: ${randomUUID()}`,
      `X-Hub-Signature-256: sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      `Content-Length: ${body.length}`,
      '',
      '',
    ].join('\r\n'),
    'latin1',
  )

/** The same order each time, in which neighbours are not alike. */
const shuffled = <One>(all: readonly One[]): readonly One[] =>
  all
    .map((one, index) => ({ one, place: (index * 7919) % all.length }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ one }) => one)

/** `push: 120 of 4.1 to 16.0 KB, on average 8.2` for each event. */
export function describeBodies(bodies: readonly WebhookBody[]): readonly string[] {
  const kilobytes = ({ text }: WebhookBody): number => Buffer.byteLength(text) / 1000
  return [...groupBy(bodies, ({ event }) => event)].map(([event, all]) => {
    const sizes = all.map(kilobytes)
    const mean = sizes.reduce((sum, one) => sum + one, 0) / sizes.length
    return `${event}: ${all.length} of ${Math.min(...sizes).toFixed(1)} to ${Math.max(...sizes).toFixed(1)} KB, on average ${mean.toFixed(1)}`
  })
}
