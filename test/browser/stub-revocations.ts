import type { FastifyInstance } from 'fastify'

interface Body {
  readonly repositories: readonly string[]
}

const after = {
  outcome: 'needs-approval',
  mode: 'enforce',
  taken: [
    { path: 'app-installation', what: 'claude' },
    { path: 'secret', what: 'CLAUDE_KEY' },
  ],
  stays: ['deploy-key'],
}

/** Access that is taken back: of every third repository there is none, and it is refused. */
export function addStubRevocations(server: FastifyInstance): void {
  const isNone = (id: string): boolean => Number(id) % 3 === 0
  server.post<{ Body: Body }>('/api/v1/approvals/revocations/preview', ({ body }) => ({
    outcomes: body.repositories.map((repository) => ({
      repository,
      preview: {
        name: `acme/shop-${repository}`,
        approvals: isNone(repository) ? 0 : 1,
        endsRequest: false,
        outcome: 'allowed',
        after,
      },
      problem: null,
    })),
  }))
  server.post<{ Body: Body }>('/api/v1/approvals/revocations', ({ body }) => ({
    outcomes: body.repositories.map((repository) => ({
      repository,
      problem: isNone(repository)
        ? {
            code: 'conflict',
            title: 'Conflict',
            status: 409,
            detail: 'There is no approval and no open request to be ended.',
            todo: 'Read it again.',
          }
        : null,
    })),
  }))
}
