import type { FastifyInstance } from 'fastify'

const kinds = [
  ['decision.made', { outcome: 'denied', before: 'allowed', group: 'services' }, 'nobody'],
  ['connection.found', { assistant: 'claude', path: 'app-installation' }, 'nobody'],
  ['approval.given', { approval: '4', kind: 'approval' }, 'ada'],
  ['effect.failed', { kind: 'disconnect', why: 'GitHub says <b>no</b>' }, 'nobody'],
  ['request.opened', { request: '8', source: 'comment' }, 'erased'],
] as const

const eventAt = (sequence: number): object => {
  const [kind, data, by] = kinds[sequence % kinds.length]!
  return {
    sequence,
    at: new Date(Date.parse('2026-11-27T08:00:00.000Z') - (40 - sequence) * 4_000_000).toISOString(),
    kind,
    actor: by === 'nobody' ? null : '0d1f8a52-6f6f-4f83-9f63-5b2a38d1c001',
    actorName: by === 'ada' ? 'ada' : null,
    data,
  }
}

/** What happened to repositories; the seventh is new. */
export function addStubHistory(server: FastifyInstance): void {
  server.get<{ Params: { id: string }; Querystring: Readonly<Record<string, string>> }>(
    '/api/v1/repositories/:id/history',
    ({ params: { id }, query }) => {
      if (id === '7') return { items: [], next: null }
      const from = Number(query['cursor'] ?? 40)
      const limit = Math.min(Number(query['limit']), from)
      const items = Array.from({ length: limit }, (_, at) => eventAt(from - at))
      return { items, next: from > limit ? String(from - limit) : null }
    },
  )
}
