import { expect, test } from 'vitest'
import {
  type ExceptionSituation,
  judgeException,
} from '../../../../app/enforcement/exceptions/judge-exception.ts'
import type { Standing } from '../../../../app/enforcement/requests/standing.ts'
import { resolvePolicy } from '../../../../policies/resolve-policy.ts'

const now = new Date('2027-03-01T12:00:00Z')
const inDays = (days: number): Date => new Date(now.getTime() + days * 24 * 60 * 60 * 1000)
const yes: Standing = { is: 'yes', actsFor: { name: 'acme/risk', githubId: 7 } }

const policyWith = (access: 'allow' | 'deny' = 'allow') =>
  resolvePolicy({
    version: 1,
    conditions: { noSecretsInTree: {} },
    advice: { branchProtection: {} },
    groups: [{ name: 'all', match: ['**'], access }],
    requests: { owners: ['acme/owners'], exceptions: { by: ['acme/risk'], maxDays: 30 } },
  })

function judge(more: Partial<ExceptionSituation> = {}, standing = yes, policy = policyWith()) {
  return judgeException({
    command: {
      kind: 'except',
      waived: { check: 'secrets-in-tree' },
      days: 10,
      owner: 'acme/shop',
      control: 'x',
    },
    request: { requestedBy: 'dev' },
    isThere: true,
    actor: 'ada',
    group: policy.groups[0],
    exceptions: [],
    standings: new Map([['acme/risk', standing]]),
    settings: policy.requests,
    now,
    ...more,
  })
}

test('who may waives a condition, for no longer than the policy lets', () => {
  expect(judge()).toEqual({
    outcome: 'excepted',
    expiresAt: inDays(10),
    isCut: false,
    actsFor: [yes.actsFor],
  })
  const command = {
    kind: 'except',
    waived: { check: 'secrets-in-tree' },
    days: 400,
    owner: 'acme/shop',
    control: 'x',
  } as const
  expect(judge({ command })).toMatchObject({ expiresAt: inDays(30), isCut: true })
})

test('nobody else does, nor who asks, and what cannot be read waits', () => {
  expect(judge({}, { is: 'no' })).toEqual({ outcome: 'not-allowed', names: ['acme/risk'] })
  expect(judge({}, { is: 'unknown' })).toEqual({ outcome: 'waiting' })
  expect(judge({ actor: 'dev' })).toEqual({ outcome: 'own-request' })
  expect(judge({ group: undefined })).toEqual({ outcome: 'waiting' })
})

test('only what the policy wants is waived, once, and neither a group that denies nor without the policy', () => {
  const command = {
    kind: 'except',
    waived: { check: 'branch-protection' },
    days: 10,
    owner: 'acme/shop',
    control: 'x',
  } as const
  expect(judge({ command })).toEqual({ outcome: 'not-wanted' })
  const exception = {
    id: '1',
    repository: '1',
    waived: { check: 'secrets-in-tree' },
    owner: 'acme/shop',
    issue: 1,
  }
  const given = (days: number) => [{ ...exception, grantedAt: inDays(-30), expiresAt: inDays(days) }]
  expect(judge({ exceptions: given(1) })).toEqual({ outcome: 'excepted-already' })
  expect(judge({ exceptions: given(-1) })).toMatchObject({ outcome: 'excepted' })
  expect(judge({}, yes, policyWith('deny'))).toEqual({ outcome: 'denied-by-policy', group: 'all' })
  expect(judge({ request: undefined })).toEqual({ outcome: 'no-request' })
  expect(judge({ settings: resolvePolicy({ version: 1 }).requests })).toEqual({ outcome: 'no-exceptions' })
})

test('findings are waived where the policy wants something of them, and the same ones once', () => {
  const waived = { findings: { rules: ['aws-*'], paths: ['test/**'] } }
  const command = { kind: 'except', waived, days: 10, owner: 'acme/shop', control: 'x' } as const
  expect(judge({ command })).toMatchObject({ outcome: 'excepted' })
  const exception = { id: '1', repository: '1', owner: 'acme/shop', issue: 1, grantedAt: now }
  const given = (findings: typeof waived.findings, days: number) => [
    { ...exception, waived: { findings }, expiresAt: inDays(days) },
  ]
  expect(judge({ command, exceptions: given({ ...waived.findings }, 1) })).toEqual({
    outcome: 'excepted-already',
  })
  for (const exceptions of [given(waived.findings, 0), given({ ...waived.findings, paths: ['docs/**'] }, 1)])
    expect(judge({ command, exceptions })).toMatchObject({ outcome: 'excepted' })
  const without = resolvePolicy({
    version: 1,
    conditions: { visibility: ['private'] },
    groups: [{ name: 'all', match: ['**'], access: 'allow' }],
  })
  expect(judge({ command, group: without.groups[0] })).toEqual({ outcome: 'not-wanted' })
})
