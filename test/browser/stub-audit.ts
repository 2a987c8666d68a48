import type { FastifyInstance } from 'fastify'

const long = 3000

const kinds = [
  [
    'decision.made',
    'repository:1',
    { outcome: 'denied', before: 'allowed', group: 'services', mode: 'enforce' },
  ],
  ['finding.opened', 'repository:2', { count: 2, severities: { high: 2 } }],
  ['effect.applied', 'repository:1', { effect: '7', kind: 'remove-from-installation', why: null }],
  ['approval.given', 'repository:3', { approval: '4', kind: 'approval', ticket: null }],
  [
    'changes.paused',
    'organization:1',
    { reason: 'the release is out: <b>nobody</b> touches anything', pause: '1' },
  ],
  ['sweep.finished', 'organization:1', { read: 4998, repositories: 5000, scanned: 4990, failed: 2 }],
  ['request.opened', 'repository:9999', { request: '8', source: 'comment', days: 90 }],
  ['policy.changed', 'policy:5', { commit: '1a2b3c4' }],
] as const

const eventAt = (sequence: number): object => {
  const [kind, subject, data] = kinds[sequence % kinds.length]!
  const byPerson = sequence % kinds.length > 2 && sequence % 8 < 5
  const isErased = sequence % 8 === 6
  return {
    organization: '1',
    sequence,
    at: new Date(Date.parse('2026-11-27T08:00:00.000Z') - (long - sequence) * 400_000).toISOString(),
    kind,
    actor: byPerson || isErased ? '0d1f8a52-6f6f-4f83-9f63-5b2a38d1c001' : null,
    actorName: byPerson ? 'ada' : null,
    subject,
    subjectName:
      subject === 'repository:9999' || !subject.startsWith('repository:')
        ? null
        : `acme/shop-${subject.slice(11)}`,
    data,
    previous: (sequence - 1).toString(16).padStart(64, '0'),
    hash: sequence.toString(16).padStart(64, '0'),
  }
}

/** The record of an organization, and whether it is whole. */
export function addStubAudit(server: FastifyInstance): void {
  const events = '/api/v1/organizations/:organization/audit-events'
  server.get<{ Querystring: Readonly<Record<string, string>> }>(events, ({ query }) => {
    if (query['search'] === 'nothing') return { items: [], next: null }
    const from = Number(query['cursor'] ?? long)
    const items = Array.from({ length: Math.min(100, from) }, (_, at) => eventAt(from - at))
    return { items, next: from > 100 ? String(from - 100) : null }
  })
  server.get<{ Params: { sequence: string } }>(`${events}/:sequence`, ({ params }) =>
    eventAt(Number(params.sequence)),
  )
  server.get('/api/v1/organizations/:organization/audit-check', () => ({
    verdict: 'whole',
    events: long,
    heads: 12,
    signedTo: long,
    last: { sequence: long, hash: long.toString(16).padStart(64, '0') },
    found: null,
    means: null,
  }))
}
