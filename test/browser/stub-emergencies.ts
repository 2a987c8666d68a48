import type { FastifyInstance } from 'fastify'

const day = 24 * 60 * 60_000

const reviewAt = (at: number) => ({
  approval: String(at),
  organization: { id: '1', login: 'acme', host: 'github.com' },
  repository: { id: String(at), name: `shop-${at}` },
  usedBy: at === 3 ? null : 'grace',
  isMine: at === 2,
  isSeen: at !== 3,
  reason:
    at === 3
      ? null
      : 'Payments fail since the release,\nand <b>only Claude</b> knows all 40 handlers by now, so that it has to look.',
  ticket: at === 3 ? null : 'INC-12',
  usedAt: new Date(Date.now() - at * day).toISOString(),
  until: new Date(Date.now() - at * day + day / 3).toISOString(),
  dueAt: new Date(Date.now() + (3.5 - at) * day).toISOString(),
  issue: at,
  reviewedAt: at > 4 ? new Date(Date.now() - day).toISOString() : null,
  reviewedBy: at > 4 ? 'ada' : null,
  words: at > 4 ? 'It fixed the handlers, and nothing else was touched.' : null,
})

/** Emergencies that wait, one of whoever looks and one that is late, and reviewed ones. @returns bodies of the answers so far */
export function addStubEmergencies(server: FastifyInstance): readonly unknown[] {
  const all = Array.from({ length: 6 }, (_, at) => reviewAt(at + 1))
  const answers: unknown[] = []
  server.get<{ Querystring: { state?: string } }>('/api/v1/emergency-reviews', ({ query }) => ({
    items: all.filter(({ reviewedAt }) => (reviewedAt !== null) === (query.state === 'reviewed')),
    next: null,
  }))
  server.post<{ Params: { id: string } }>(
    '/api/v1/emergency-reviews/:id/answers',
    ({ params: { id }, body }) => {
      answers.push(body)
      const review = all[Number(id) - 1]!
      Object.assign(review, { reviewedAt: new Date().toISOString(), reviewedBy: 'ada', words: 'Fine.' })
      return review
    },
  )
  return answers
}
