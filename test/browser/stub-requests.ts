import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

const reasons = [
  'The team wants reviews of pull requests while two people are away.',
  'We migrate to the new payment provider, and 40 handlers have to change in the same way.',
  '<b>Markup</b> & a very long reason that goes on and on, because somebody wanted to be thorough about what they need and why.',
]
const states = ['open', 'approved', 'denied', 'withdrawn', 'gone']

const requestAt = (at: number) => ({
  id: String(at),
  organization: { id: '1', login: 'acme', host: 'github.com' },
  repository: { id: String(at), name: `shop-${at}` },
  state: at <= 20 ? 'open' : states[at % states.length],
  requestedBy: at % 7 === 0 ? null : 'grace',
  isMine: at % 3 === 0,
  reason: reasons[at % reasons.length],
  days: at % 4 === 0 ? null : 90,
  source: 'comment',
  openedAt: new Date(Date.parse('2026-11-27T08:00:00.000Z') - at * 7_000_000).toISOString(),
  closedAt: null,
  closedBy: null,
  closeReason: null,
  issue: 'https://github.com/acme/gatehouse/issues/8',
  group: 'services',
  readiness: at % 5 === 4 ? null : { outcome: 'needs-approval', met: 6, unmet: at % 3, unknown: at % 2 },
  rules: [
    {
      by: ['acme/security'],
      count: 2,
      maxDays: 180,
      selfApproval: false,
      given: at % 2 === 0 ? ['ada'] : [],
    },
  ],
  approvals:
    at % 2 === 0
      ? [
          {
            id: '1',
            by: 'ada',
            actsFor: ['acme/security'],
            grantedAt: '2026-11-27T08:00:00.000Z',
            expiresAt: '2027-02-25T08:00:00.000Z',
            endedAt: null,
            ticket: 'SEC-12',
            condition: 'Only until the move to the new queue is done.',
          },
        ]
      : [],
})

const toldOf = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`

/** Requests in every state; what is answered is no longer open. @returns bodies of the answers so far */
export function addStubRequests(server: FastifyInstance): readonly unknown[] {
  const all = Array.from({ length: 60 }, (_, at) => requestAt(at + 1))
  const answers: unknown[] = []
  server.get<{ Querystring: { state?: string | string[]; waiting?: string } }>(
    '/api/v1/requests',
    ({ query }) => ({
      items: all.filter(({ state }) => query.state === undefined || [query.state].flat().includes(state!)),
      next: null,
    }),
  )
  server.get<{ Params: { id: string } }>('/api/v1/requests/:id', ({ params: { id } }) => all[Number(id) - 1])
  // What is told first, and what comes of it: who answers it elsewhere is seen here.
  server.get<{ Params: { id: string } }>('/api/v1/requests/:id/progress', ({ params: { id } }, reply) => {
    const request = all[Number(id) - 1]!
    return reply.type('text/event-stream').send(
      Readable.from(
        (async function* events() {
          yield toldOf({ ...request, isUnderWay: false })
          while (!reply.raw.closed && request.state === 'open') await wait(200)
          yield toldOf({ ...request, isUnderWay: false })
        })(),
      ),
    )
  })
  server.post<{ Params: { id: string } }>('/api/v1/requests/:id/answers', ({ params: { id }, body }) => {
    answers.push(body)
    const request = all[Number(id) - 1]!
    request.state = 'approved'
    return request
  })
  return answers
}
