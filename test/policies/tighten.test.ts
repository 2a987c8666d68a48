import { expect, test } from 'vitest'
import { decide } from '../../policies/decide.ts'
import { known } from '../../policies/facts.ts'
import type { WrittenPolicy } from '../../policies/policy.ts'
import { resolvePolicy } from '../../policies/resolve-policy.ts'
import { tighten } from '../../policies/tighten.ts'
import { approval, assessed, facts, now } from './samples.ts'

const join = (parent: Omit<WrittenPolicy, 'version'>, child: Omit<WrittenPolicy, 'version'>) =>
  tighten(resolvePolicy({ version: 1, ...parent }), resolvePolicy({ version: 1, ...child }))

const all = (parts: object) => [{ name: 'all', match: ['**'], access: 'allow' as const, ...parts }]
const input = { facts: facts(), approvals: known([]), findings: [], now }

test('a child may deny what its parent allows, and not the other way round', () => {
  expect(
    decide({ policy: join({ groups: all({}) }, { groups: all({ access: 'deny' }) }), ...input }),
  ).toMatchObject({ outcome: 'denied', group: 'all / all' })
  expect(
    decide({ policy: join({ groups: all({ access: 'deny' }) }, { groups: all({}) }), ...input }).outcome,
  ).toBe('denied')
})

test('the conditions of both must hold, and the approvals of both', () => {
  const policy = join(
    { groups: all({ access: 'approval', approval: { by: ['acme/security'] } }) },
    {
      groups: all({ access: 'approval', approval: { by: ['acme/legal'] } }),
      conditions: { noSecretsInTree: {} },
    },
  )
  const outcome = (actsFor: string[], findings = [] as ReturnType<typeof assessed>[]) =>
    decide({ policy, ...input, findings, approvals: known([approval({ actsFor: known(actsFor) })]) }).outcome
  expect(outcome(['acme/security'])).toBe('needs-approval')
  expect(outcome(['acme/legal'])).toBe('needs-approval')
  expect(outcome(['acme/security', 'acme/legal'])).toBe('allowed')
  expect(outcome(['acme/security', 'acme/legal'], [assessed()])).toBe('denied')
})

test('where the parent delegates a group, the child alone decides', () => {
  const policy = join(
    { groups: all({ access: 'deny', delegate: true }), conditions: { visibility: ['public'] } },
    { groups: all({}) },
  )
  expect(decide({ policy, ...input }).outcome).toBe('allowed')
})

const modesOf = (one: object, other: object) => {
  const group = join({ groups: all(one) }, { groups: all(other) }).groups[0]!
  return [group.mode, group.enforceFrom]
}

test('the stricter mode counts, from the earlier day', () => {
  expect(modesOf({ mode: 'notify' }, { mode: 'observe' })).toEqual(['notify', undefined])
  expect(
    modesOf({ mode: 'enforce', enforceFrom: '2026-02-01' }, { mode: 'enforce', enforceFrom: '2026-01-01' }),
  ).toEqual(['enforce', '2026-01-01'])
  expect(modesOf({ mode: 'enforce', enforceFrom: '2026-02-01' }, { mode: 'enforce' })).toEqual([
    'enforce',
    undefined,
  ])
  expect(modesOf({ mode: 'enforce', enforceFrom: '2026-02-01' }, { mode: 'notify' })).toEqual([
    'enforce',
    '2026-02-01',
  ])
})

const rule = { id: 'acme-key', title: 'Acme key', pattern: 'acme_[a-z]{20}', keywords: ['acme_'] }
const loose: Omit<WrittenPolicy, 'version'> = {
  scanning: { ignore: ['**/secret/**'], history: 'none', rules: [rule, { ...rule, id: 'other-key' }] },
  fineGrainedTokens: {
    maxDays: 300,
    allRepositories: true,
    permissions: { contents: 'admin', issues: 'read' },
  },
  allowlist: { file: 'mine.yml', inlineComments: 'trust' },
  notifications: { issues: false },
}
const tight: Omit<WrittenPolicy, 'version'> = {
  scanning: { ignore: ['vendor/**'], history: 'all', rules: [{ ...rule, severity: 'critical' }] },
  fineGrainedTokens: { maxDays: 30, permissions: { contents: 'read' } },
}

test('a child can neither scan less nor let tokens do more nor trust comments', () => {
  expect(join(tight, loose)).toMatchObject({
    scanning: {
      ignore: ['vendor/**'],
      history: 'all',
      rules: [{ id: 'acme-key', severity: 'critical' }, { id: 'other-key' }],
    },
    fineGrainedTokens: {
      maxDays: 30,
      allRepositories: false,
      permissions: { contents: 'read', issues: 'read' },
    },
    allowlist: { file: 'allowlist.yml', inlineComments: 'request' },
    notifications: { issues: true },
  })
})

test('unless the parent delegates these settings', () => {
  const delegates = ['scanning', 'notifications', 'fineGrainedTokens', 'allowlist'] as const
  const child = resolvePolicy({ version: 1, ...loose })
  const { scanning, fineGrainedTokens, allowlist, notifications } = join(
    { ...tight, delegates: [...delegates] },
    loose,
  )
  expect({ scanning, fineGrainedTokens, allowlist, notifications }).toEqual({
    scanning: child.scanning,
    fineGrainedTokens: child.fineGrainedTokens,
    allowlist: child.allowlist,
    notifications: child.notifications,
  })
})

test('Apps of both count as an assistant’s, and the parent says where owners are written', () => {
  const parent = resolvePolicy({ version: 1, ownApps: { claude: [1, 2] }, ownership: { property: 'team' } })
  const child = resolvePolicy({ version: 1, ownApps: { claude: [2, 3] }, ownership: { property: 'squad' } })
  const bare = resolvePolicy({ version: 1 })
  expect(tighten(parent, child)).toMatchObject({
    ownApps: { claude: [1, 2, 3] },
    ownership: { property: 'team' },
  })
  expect(tighten(bare, child).ownership).toEqual({ property: 'squad' })
  expect(Object.keys(tighten(bare, bare))).not.toContain('ownApps')
})

test("exceptions and reviewers are the parent's to say, and periods are as strict as the stricter", () => {
  const parent = {
    requests: { exceptions: { maxDays: 60 }, recertification: { everyDays: 180, dueDays: 14 } },
  }
  const child = {
    requests: {
      exceptions: { maxDays: 30 },
      recertification: { everyDays: 90, reviewers: ['acme/audit'] },
    },
  }
  expect(join(parent, child).requests).toMatchObject({
    exceptions: { maxDays: 30 },
    recertification: { everyDays: 90, dueDays: 14, reviewers: ['acme/audit'] },
  })
  expect(join({}, child).requests.exceptions).toBeUndefined()
})
