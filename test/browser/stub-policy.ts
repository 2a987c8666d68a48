import type { FastifyInstance } from 'fastify'
import schema from '../../policies/policy.schema.json' with { type: 'json' }
import { readPolicy } from '../../policies/read-policy.ts'

const at = '2026-11-27T08:00:00.000Z'
const file = (commit: string) => ({ repository: 'acme/gatehouse', path: 'gatehouse.yml', commit })
const inForce = { id: '5', state: 'valid', foundAt: at, problems: [], file: file('1a2b3c4d5e6f') }

const text = `version: 1

# Begin by watching.
mode: observe

conditions:
  noSecretsInTree: { severity: medium }

groups:
  - name: every repository
    match: ['**']
    access: allow
`

const state = (outcome: string, mode: string) => ({ outcome, group: 'every repository', mode })

const proposal = (id: string, title: string, state: string, number: number) => ({
  id,
  title,
  by: 'ada',
  at,
  state,
  problem: null,
  pull: { number, url: `https://github.com/acme/gatehouse/pull/${number}` },
})

/** A policy, its versions, what was proposed, and what another one would change; problems are the real ones. */
export function addStubPolicy(server: FastifyInstance): void {
  const policy = '/api/v1/organizations/:organization/policy'
  server.get('/api/v1/policy-schema', () => schema)
  server.get(policy, () => ({ name: 'acme/gatehouse@1a2b3c4', inForce, text, found: inForce }))
  server.get(`${policy}/versions`, () => ({
    items: [
      inForce,
      {
        ...inForce,
        id: '4',
        state: 'invalid',
        problems: ['acme/gatehouse/gatehouse.yml:4:7: “mode” is none of observe, notify, enforce.'],
        file: file('9f8e7d6c5b4a'),
      },
    ],
    next: null,
  }))
  const proposed = [proposal('3', 'Watch the shop too', 'merged', 31)]
  server.get(`${policy}/proposals`, () => ({ items: proposed, next: null }))
  server.post<{ Body: { title: string } }>(`${policy}/proposals`, ({ body }, reply) => {
    proposed.unshift(proposal('4', body.title, 'open', 32))
    return reply.code(201).send({ id: '4' })
  })
  server.post<{ Body: { text: string } }>(`${policy}/preview`, ({ body }) => {
    const read = readPolicy(body.text)
    const problems = read.ok
      ? []
      : read.problems.map(({ line, column, message }) => `./gatehouse.yml:${line}:${column}: ${message}`)
    const isEnforced = body.text.includes('mode: enforce')
    const mode = isEnforced ? 'enforce' : 'observe'
    return {
      isValid: read.ok,
      problems,
      remarks: [],
      current: read.ok ? 'acme/gatehouse@1a2b3c4' : null,
      repositories: read.ok ? 5000 : 0,
      counts: read.ok ? [{ before: 'allowed', after: 'denied', repositories: 1204 }] : [],
      modeChanges: isEnforced ? [{ before: 'observe', after: 'enforce', repositories: 3796 }] : [],
      enforced: isEnforced ? 5000 : 0,
      changes: read.ok
        ? [
            {
              repository: 'acme/shop-1',
              before: state('allowed', 'observe'),
              after: state('denied', mode),
              reasons: [
                {
                  check: 'noSecretsInTree',
                  before: null,
                  after: { found: '2 open secrets', wanted: 'none' },
                },
              ],
            },
          ]
        : [],
      more: read.ok ? 1203 : 0,
    }
  })
}
