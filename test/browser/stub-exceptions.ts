import type { FastifyInstance } from 'fastify'

const day = 24 * 60 * 60_000

const waived = [
  { check: 'branch-protection' },
  { findings: { rules: ['aws-access-token'], severity: 'high', paths: ['test/**'] } },
]

const exceptionAt = (at: number) => ({
  id: String(at),
  organization: { id: '1', login: 'acme', host: 'github.com' },
  repository: { id: String(at), name: `shop-${at}` },
  waived: waived[at % waived.length],
  owner: 'acme/shop',
  control: at === 3 ? null : 'Two people of the team look at <b>each change</b> by hand, and sign it off.',
  by: at === 2 ? null : 'ada',
  actsFor: ['acme/security'],
  issue: at,
  grantedAt: new Date(Date.now() - 40 * day).toISOString(),
  expiresAt: new Date(Date.now() + (at > 4 ? -2 : at * 20) * day).toISOString(),
  endedAt: at === 6 ? new Date(Date.now() - 3 * day).toISOString() : null,
  endedBy: at === 6 ? 'ada' : null,
})

const isOver = ({ expiresAt, endedAt }: ReturnType<typeof exceptionAt>): boolean =>
  endedAt !== null || Date.parse(expiresAt) < Date.now()

/** Exceptions in force, of which one ends soon, and two that are over. @returns bodies of those that were given so far */
export function addStubExceptions(server: FastifyInstance): readonly unknown[] {
  const given: unknown[] = []
  const all = Array.from({ length: 6 }, (_, at) => exceptionAt(at + 1))
  server.get<{ Querystring: { state?: string } }>('/api/v1/exceptions', ({ query }) => ({
    items:
      query.state === 'over'
        ? all.filter(isOver)
        : all.filter((one) => !isOver(one)).slice(0, query.state === 'ending' ? 1 : 4),
    next: null,
  }))
  server.post<{ Params: { id: string } }>('/api/v1/exceptions/:id/end', ({ params }) =>
    Object.assign(all[Number(params.id) - 1]!, { endedAt: new Date().toISOString(), endedBy: 'ada' }),
  )
  server.post('/api/v1/requests/:id/exceptions', ({ body }) => {
    given.push(body)
    return { said: 'Waived by ada.' }
  })
  return given
}
