import { expect, test } from 'vitest'
import { known, unknown } from '../../../../policies/facts.ts'
import { resolvePolicy } from '../../../../policies/resolve-policy.ts'
import type { TokenFact } from '../../../../app/enforcement/inventory/facts.ts'
import {
  judgedToken,
  planTokens,
  type TokenPlanning,
} from '../../../../app/enforcement/tokens/plan-tokens.ts'

const now = new Date('2026-11-26T12:00:00Z')
const limits = { maxDays: 30, graceDays: 2, permissions: { contents: 'read' } } as const
const policy = resolvePolicy({ version: 1, changes: { tokens: true }, fineGrainedTokens: limits })

const token = (over: Partial<TokenFact> = {}): TokenFact => ({
  id: 12,
  owner: 'person-1',
  name: 'laptop',
  selection: 'selected',
  repositories: known(new Set([7])),
  permissions: { contents: 'read', metadata: 'read' },
  expiresAt: '2026-12-20T00:00:00Z',
  ...over,
})

const plan = (one: TokenFact, over: Partial<TokenPlanning> = {}) =>
  planTokens({
    policy,
    version: '1',
    mode: 'enforce',
    reach: { tokens: known([one]), tokenRequests: known([{ ...one, id: 13, reason: null }]) },
    now,
    ...over,
  })

const bad = token({ selection: 'all', permissions: { contents: 'write' }, expiresAt: null })

test('a request is refused at once and a token revoked after its grace, each with every reason', () => {
  const reason =
    'The token never ends; it reaches all repositories; it may do more than the policy allows: contents: write.'
  const judged = judgedToken(bad)
  expect(plan(bad)).toEqual([
    { action: { kind: 'deny-token-request', request: 13, judged }, reason, policy: '1' },
    {
      action: { kind: 'revoke-token', token: 12, judged, graceDays: 2 },
      reason,
      policy: '1',
      notBefore: new Date('2026-11-28T12:00:00Z'),
    },
  ])
})

test.each<readonly [string, TokenFact, Partial<TokenPlanning>]>([
  ['that keeps to the limits', token(), {}],
  ['where the policy only notifies', bad, { mode: 'notify' }],
  ['where it is not switched on', bad, { policy: resolvePolicy({ version: 1, fineGrainedTokens: limits }) }],
  ['without limits', bad, { policy: resolvePolicy({ version: 1, changes: { tokens: true } }) }],
  ['on a path that is not governed', bad, { policy: { ...policy, connectionPaths: ['secret'] } }],
  ['that cannot be read', bad, { reach: { tokens: unknown('no'), tokenRequests: unknown('no') } }],
])('nothing is done about a token %s', (_, one, over) => {
  expect(plan(one, over)).toEqual([])
})

test('a token is another one when what is limited is another, and only then', () => {
  const reordered = token({ permissions: { metadata: 'read', contents: 'read' }, name: 'desk', id: 3 })
  expect(judgedToken(reordered)).toBe(judgedToken(token()))
  expect(judgedToken(token({ expiresAt: '2026-12-20T01:00:00+01:00' }))).toBe(judgedToken(token()))
  for (const other of [
    token({ selection: 'all' }),
    token({ permissions: { contents: 'write', metadata: 'read' } }),
    token({ expiresAt: '2026-12-21T00:00:00Z' }),
    token({ expiresAt: null }),
  ])
    expect(judgedToken(other)).not.toBe(judgedToken(token()))
})
