import type { FastifyInstance } from 'fastify'

const day = 24 * 60 * 60_000
const ago = (days: number): string => new Date(Date.now() - days * day).toISOString()

const states = ['kept', 'dropped', 'renewed', 'over', 'lapsed'] as const

interface StubItem {
  readonly review: string
  readonly number: number
  readonly repository: { readonly id: string; readonly name: string } | null
  readonly issue: number | null
  state: string
  answeredBy: string | null
  answeredAt: string | null
}

/** Two of three are open; every fourth is one that whoever looks does not see. */
const itemAt = (at: number): StubItem => {
  const isOpen = at % 3 !== 0
  return {
    review: at <= 20 ? '1' : '2',
    number: at <= 20 ? at : at - 20,
    repository: at % 4 === 0 ? null : { id: String(at), name: `shop-${at}` },
    issue: at % 5 === 0 ? null : at,
    state: isOpen ? 'open' : states[(at / 3) % states.length]!,
    answeredBy: isOpen || at % 2 === 0 ? null : 'ada',
    answeredAt: isOpen ? null : ago(1),
  }
}

/** One recertification that is open, one that is late and one that is closed. @returns answers so far */
export function addStubRecertifications(server: FastifyInstance): readonly unknown[] {
  const items = Array.from({ length: 30 }, (_, at) => itemAt(at + 1))
  const answers: unknown[] = []
  const counts = (review: string): Record<string, number> => {
    const own = items.filter((one) => one.review === review)
    return Object.fromEntries(
      ['open', ...states].map((state) => [state, own.filter((one) => one.state === state).length]),
    )
  }
  const recertification = (id: string, days: number, more: object = {}) => ({
    id,
    organization: { id: '1', login: 'acme', host: 'github.com' },
    issuesPage: 'https://github.com/acme/gatehouse/issues',
    openedAt: ago(days),
    openedBy: id === '1' ? 'grace' : null,
    dueDays: 21,
    closedAt: null,
    reviews: [
      {
        id: '1',
        reviewers: ['acme/security', '@grace'],
        issue: 41,
        askedAt: ago(days),
        overdueAt: null,
        counts: counts('1'),
      },
      { id: '2', reviewers: [], issue: null, askedAt: null, overdueAt: null, counts: counts('2') },
    ],
    ...more,
  })
  const all = () => [
    recertification('1', 3),
    recertification('2', 40),
    recertification('3', 90, { closedAt: ago(60) }),
  ]
  server.get<{ Querystring: { state?: string } }>('/api/v1/recertifications', ({ query }) => ({
    items: all().filter(({ closedAt }) => (closedAt !== null) === (query.state === 'closed')),
    next: null,
  }))
  const one = '/api/v1/recertifications/:id'
  server.get<{ Params: { id: string } }>(one, ({ params }) => all()[Number(params.id) - 1])
  server.get<{ Querystring: { state?: string | string[] } }>(`${one}/items`, ({ query }) => ({
    items: items.filter(({ state }) => [query.state ?? []].flat().includes(state)),
    next: null,
  }))
  server.post<{ Params: { id: string; review: string }; Body: { answer: string; numbers: number[] } }>(
    `${one}/reviews/:review/answers`,
    ({ params, body }) => {
      answers.push({ review: params.review, ...body })
      for (const item of items.filter(({ review }) => review === params.review))
        if (body.numbers.includes(item.number))
          Object.assign(item, {
            state: body.answer === 'keep' ? 'kept' : 'dropped',
            answeredBy: 'ada',
            answeredAt: new Date().toISOString(),
          })
      const count = body.numbers.length
      return {
        recertification: all()[Number(params.id) - 1],
        said: `Confirmed by ada: ${count} approvals in review ${params.review}.`,
      }
    },
  )
  return answers
}
