import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../policies/decide.ts'
import { known, unknown } from '../../policies/facts.ts'
import { judgeReadiness, type ReadinessInput } from '../../policies/judge-readiness.ts'
import type { WrittenPolicy } from '../../policies/policy.ts'
import type { Readiness } from '../../policies/readiness.ts'
import { resolvePolicy } from '../../policies/resolve-policy.ts'
import { runs } from '../runs.ts'
import { policy, someFindings } from './arbitraries.ts'
import { assessed, coverage, facts, now } from './samples.ts'

function judge(written: Omit<WrittenPolicy, 'version'>, parts: Partial<ReadinessInput> = {}): Readiness {
  const policy = resolvePolicy({ version: 1, ...written })
  return judgeReadiness({ policyName: 'gatehouse.yml', policy, findings: [], coverage: coverage(), ...parts })
}

const all = { name: 'all', match: ['**'], access: 'allow' as const }
const shop = { facts: { repository: known('acme/shop') } }

test('what only GitHub knows is listed and does not count', () => {
  const readiness = judge({
    groups: [all],
    conditions: { noSecretsInTree: {}, visibility: ['private'], basePermission: 'read' },
  })
  expect(readiness).toMatchObject({ outcome: 'ready', policy: 'gatehouse.yml', group: 'all' })
  expect(readiness.reasons.slice(2)).toEqual([
    {
      check: 'visibility',
      state: 'unknown',
      wanted: 'the repository is private',
      found: 'not checked here: needs GitHub',
      advisory: true,
    },
    {
      check: 'base-permission',
      state: 'unknown',
      wanted: 'organization members have at most the base permission read',
      found: 'not checked here: needs GitHub',
      advisory: true,
    },
  ])
})

test('a fact that is given does count', () => {
  const written = { groups: [all], conditions: { visibility: ['private' as const] } }
  expect(judge(written, { facts: { visibility: known('public') } }).outcome).toBe('not-ready')
  expect(judge(written, { facts: { visibility: known('private') } }).outcome).toBe('ready')
})

test('what the disk should tell and could not does count', () => {
  const written = { groups: [all], conditions: { completeScan: {} } }
  const notScanned = [{ path: 'x', code: 'corrupt-object', reason: '' }]
  expect(judge(written, { coverage: coverage({ notScanned }) }).outcome).toBe('not-ready')
})

test('a group that asks for approval needs a request, if everything else holds', () => {
  const group = {
    name: 'asking',
    match: ['acme/*'],
    access: 'approval' as const,
    approval: { by: ['acme/security'] },
    conditions: { noSecretsInTree: {} },
  }
  expect(judge({ groups: [group] }, shop)).toMatchObject({ outcome: 'needs-request', group: 'asking' })
  expect(judge({ groups: [group] }, shop).reasons.at(-1)).toMatchObject({
    check: 'approval',
    state: 'unmet',
    todo: 'Ask for access; acme/security can approve it.',
  })
  expect(judge({ groups: [group] }, { ...shop, findings: [assessed()] }).outcome).toBe('not-ready')
})

test('a group that denies is not ready', () => {
  expect(judge({ groups: [{ ...all, access: 'deny' }] }).outcome).toBe('not-ready')
  expect(judge({})).toMatchObject({ outcome: 'not-ready', group: 'default' })
})

test('a group of which only GitHub knows whether it applies is named, and the next is taken', () => {
  const open = {
    name: 'open',
    match: ['**'],
    access: 'deny' as const,
    where: { visibility: ['public' as const] },
  }
  const readiness = judge({ groups: [open, all] })
  expect(readiness).toMatchObject({ outcome: 'ready', group: 'all' })
  expect(readiness.reasons[1]).toMatchObject({
    check: 'group',
    state: 'unknown',
    advisory: true,
    found: expect.stringMatching(/^open may apply instead: whether the visibility is public/),
  })
})

test('a name that nobody gave, and that matters, has to be given', () => {
  const group = { name: 'ours', match: ['acme/*'], access: 'allow' as const }
  const readiness = judge({ groups: [group, all] })
  expect(readiness.outcome).toBe('not-ready')
  expect(readiness.reasons[1]).toMatchObject({
    check: 'group',
    state: 'unknown',
    todo: expect.stringMatching('--name owner/repository'),
  })
  expect(judge({ groups: [group, all] }, shop)).toMatchObject({ outcome: 'ready', group: 'ours' })
  expect(judge({ groups: [all] }, { facts: { repository: unknown('no remote') } }).outcome).toBe('ready')
})

test('with every fact given, readiness and decision agree', () => {
  const words = {
    ready: ['allowed'],
    'needs-request': ['needs-approval'],
    'not-ready': ['denied', 'unknown'],
  }
  assert(
    property(policy, someFindings, (policy, findings) => {
      const given = facts()
      const readiness = judgeReadiness({
        policyName: 'x',
        policy,
        findings,
        coverage: coverage(),
        facts: given,
      })
      const decision = decide({ policy, findings, facts: given, approvals: known([]), now })
      expect(words[readiness.outcome]).toContain(decision.outcome)
      expect(readiness.group).toBe(decision.group)
    }),
    { numRuns: runs },
  )
})
