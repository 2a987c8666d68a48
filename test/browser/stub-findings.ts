import type { FastifyInstance } from 'fastify'

const at = '2026-11-20T08:00:00.000Z'
const fingerprintOf = (number: number): string => `g1:${number.toString(16).padStart(40, '0')}`

const kinds = [
  ['aws-access-token', 'AWS access key', 'critical', true],
  ['private-key-pem', 'Private key', 'high', true],
  ['environment-file', 'File of environment variables', 'medium', false],
  ['generic-password', 'Password in the source', 'low', true],
] as const

const groupAt = (number: number) => {
  const [rule, title, severity, isSecret] = kinds[number % kinds.length]!
  const repositories = number % 5 === 0 ? 14 : 1
  return {
    organization: { id: '1', login: 'acme', host: 'github.com' },
    rule,
    fingerprint: fingerprintOf(number),
    title,
    isSecret,
    severity,
    firstSeenAt: new Date(Date.parse(at) - number * 40_000_000).toISOString(),
    repositories,
    reachable: number % 3 === 0 ? Math.min(3, repositories) : 0,
    states: number % 4 === 3 ? { 'fixed-at-tip': repositories } : { open: repositories },
    owners: number % 4 === 1 ? [] : ['@acme/shop', '@acme/payments'],
  }
}

const accountAt = (number: number, rule: string, fingerprint: string) => ({
  id: String(number),
  repository: {
    id: String(number),
    name: `shop-${number}`,
    owner: 'acme',
    host: 'github.com',
    isReachable: number < 4,
    owners: number === 2 ? [] : ['@acme/shop'],
  },
  rule,
  fingerprint,
  title: 'AWS access key',
  severity: 'critical',
  isSecret: true,
  state: number === 3 ? 'false-positive' : 'open',
  why: number === 3 ? 'It is the example of the vendor’s own documentation.' : null,
  firstSeenAt: at,
  changedAt: at,
  lastSeenAt: at,
  path: `deploy/production/settings-${number}.yaml`,
  places: [
    {
      line: 12,
      excerpt: 'access_key: AKIA…(20 characters)',
      commit: null,
      page: 'https://github.com/acme/shop/blob/1a2b3c4/deploy/production/settings.yaml#L12',
    },
    { line: 40, excerpt: '<b>key</b> = AKIA…(20 characters)', commit: '1a2b3c4d5e6f', page: null },
  ],
  exposure:
    number < 4
      ? [
          {
            assistant: 'claude',
            state: 'connected',
            from: at,
            beginIsKnown: number === 1,
            until: number === 2 ? '2026-11-25T08:00:00.000Z' : null,
            paths: ['app-installation', 'workflow'],
          },
        ]
      : [],
})

const papers = {
  id: 'aws-access-token',
  title: 'AWS access key',
  why: 'Whoever has it acts in the account with the rights of its owner.',
  fix: 'Make a new key in IAM, put it where the old one was used, then deactivate and delete the old one.',
  source: {
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    checked: 'read',
  },
}

/** Findings of each kind. The first repository that is answered of needs somebody else's word, and the others are given. */
export function addStubFindings(server: FastifyInstance): void {
  const all = Array.from({ length: 80 }, (_, number) => groupAt(number))
  server.get<{ Querystring: Readonly<Record<string, string>> }>('/api/v1/findings', ({ query }) => ({
    items: all.filter(({ severity }) => (query['severity'] ?? severity) === severity),
    next: null,
  }))
  server.get('/api/v1/findings/rules', () => ({
    items: kinds.map(([rule], number) => ({
      rule,
      states: { open: 8 - number, 'false-positive': number * 4, rotated: 2, gone: 5 },
    })),
  }))
  const one = '/api/v1/findings/:rule/:fingerprint'
  server.get<{ Params: { rule: string; fingerprint: string } }>(one, ({ params: { rule, fingerprint } }) => ({
    items: Array.from({ length: 14 }, (_, number) => accountAt(number + 1, rule, fingerprint)),
    next: null,
    papers,
  }))
  server.post<{ Body: { findings: { rule?: string; fingerprint?: string; ids?: string[] } } }>(
    '/api/v1/findings/verdicts',
    ({ body: { findings } }) => ({
      items: (findings.ids ?? ['1', '2']).map((repository, index) => ({
        repository,
        rule: findings.rule ?? 'aws-access-token',
        fingerprint: findings.fingerprint ?? fingerprintOf(1),
        outcome: index === 0 ? 'asked' : 'given',
        why: null,
        verdict: repository,
      })),
    }),
  )
}
