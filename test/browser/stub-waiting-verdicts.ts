import type { FastifyInstance } from 'fastify'

const said = [
  ['false-positive', 'The vendor prints this one in its handbook, and <b>every</b> example has it.'],
  ['risk-accepted', 'The old terminals can do nothing else until they are replaced in spring.'],
  ['rotated', 'The key was replaced at its service.'],
] as const

const verdictAt = (at: number) => {
  const [verdict, reason] = said[at % said.length]!
  const isRotation = verdict === 'rotated'
  return {
    id: String(at),
    organization: { id: '1', login: 'acme', host: 'github.com' },
    repository: { id: String(at), name: `shop-${at}` },
    rule: 'aws-access-token',
    fingerprint: `g1:${at.toString(16).padStart(40, '0')}`,
    title: 'AWS access key',
    severity: at % 2 === 0 ? 'critical' : 'low',
    path: at === 4 ? null : `deploy/production/settings-${at}.yaml`,
    verdict,
    reason,
    evidence: isRotation ? 'SEC-114 has the id of the new one.' : null,
    rotatedOn: isRotation ? '2026-11-26' : null,
    expiresOn: '2027-02-25',
    askedBy: at === 3 ? null : 'grace',
    isMine: at === 5,
    askedAt: new Date(Date.now() - at * 86_400_000).toISOString(),
  }
}

/**
 * Answers of each kind that wait, the fifth of whoever looks. The second is one of which the policy names somebody else.
 * @returns what was decided so far
 */
export function addStubWaitingVerdicts(server: FastifyInstance): readonly string[] {
  const all = Array.from({ length: 6 }, (_, at) => verdictAt(at + 1))
  const decided: string[] = []
  server.get('/api/v1/findings/verdicts', () => ({ items: all, next: null }))
  for (const act of ['confirm', 'end'])
    server.post<{ Params: { id: string } }>(
      `/api/v1/findings/verdicts/:id/${act}`,
      async ({ params }, reply) => {
        if (params.id === '2')
          return reply
            .code(403)
            .send({ code: 'not-allowed', title: 'Not allowed', detail: 'You are not named here.' })
        decided.push(`${act} ${params.id}`)
        all.splice(
          all.findIndex(({ id }) => id === params.id),
          1,
        )
        return { verdict: params.id }
      },
    )
  return decided
}
