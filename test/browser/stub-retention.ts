import type { FastifyInstance } from 'fastify'

const at = '2026-11-27T08:00:00.000Z'

interface StubHold {
  readonly id: string
  readonly repository: string | null
  readonly repositoryName: string | null
  readonly person: null
  readonly login: null
  readonly reason: string
  readonly placedBy: string
  readonly placedAt: string
}

const hold: StubHold = {
  id: '1',
  repository: '1',
  repositoryName: 'shop-1',
  person: null,
  login: null,
  reason: 'Case 2026-17.',
  placedBy: 'ada',
  placedAt: at,
}

/** For how long what is kept: findings that are gone would be deleted if that was less than a year. */
export function addStubRetention(server: FastifyInstance, organization: string): void {
  const days: Record<string, number> = { findings: 730, approvals: 2555, sessions: 90 }
  const holds: StubHold[] = [hold]
  server.get(`${organization}/retention`, () => ({
    classes: classes.map((one) => ({ ...one, days: days[one.id] })),
    holds,
  }))
  const counted = (wished: Readonly<Record<string, number>>) =>
    (wished['findings'] ?? 730) < 365 ? [{ class: 'findings', rows: 1204, oldest: at }] : []
  server.post<{ Body: { days: Record<string, number> } }>(
    `${organization}/retention/preview`,
    ({ body }) => ({
      rows: counted(body.days).reduce((sum, { rows }) => sum + rows, 0),
      classes: counted(body.days),
    }),
  )
  server.post<{ Body: { days: Record<string, number> } }>(`${organization}/retention`, ({ body }) => {
    Object.assign(days, body.days)
    return { isChanged: true }
  })
  server.post<{ Body: { reason: string } }>(`${organization}/legal-holds`, ({ body }) => {
    holds.push({ ...hold, id: '2', repository: null, repositoryName: null, reason: body.reason })
    return { id: '2' }
  })
  server.post<{ Params: { hold: string } }>(`${organization}/legal-holds/:hold/lift`, ({ params }) => {
    holds.splice(
      holds.findIndex(({ id }) => id === params.hold),
      1,
    )
    return { isLifted: true }
  })
}

const classes = [
  {
    id: 'findings',
    title: 'Findings that are gone',
    note: 'Found in no commit and no file any more. One that comes back is a new finding.',
    usual: 730,
    floor: 0,
    why: null,
  },
  {
    id: 'approvals',
    title: 'Approvals that are over',
    note: 'Who let Claude in, for whom, until when; emergencies and their reviews among them.',
    usual: 2555,
    floor: 365,
    why: 'An audit looks back a year, and asks who let Claude in.',
  },
  {
    id: 'sessions',
    title: 'Sessions that are over',
    note: 'Who was signed in with which browser.',
    usual: 90,
    floor: 0,
    why: null,
  },
]
