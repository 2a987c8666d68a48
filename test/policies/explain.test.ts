import { expect, test } from 'vitest'
import { explainPolicy } from '../../policies/explain.ts'
import { policyChecks } from '../../policies/checks/index.ts'
import { resolvePolicy } from '../../policies/resolve-policy.ts'
import { shippedPolicyNames } from '../../policies/shipped-policy-names.ts'
import { shippedPolicy } from '../../policies/shipped.ts'

test('a policy is told group by group, in plain words', () => {
  const policy = resolvePolicy({
    version: 1,
    mode: 'enforce',
    enforceFrom: '2026-09-01',
    conditions: { noSecretsInTree: {} },
    groups: [
      {
        name: 'payments',
        match: ['acme/pay-*'],
        except: ['acme/pay-docs'],
        where: { visibility: ['private'], customProperties: { tier: ['gold', 'silver'] } },
        access: 'approval',
        approval: { by: ['acme/security', '$owners'], count: 2, maxDays: 90 },
        advice: { completeScan: { except: ['submodule'] } },
      },
      { name: 'archive', match: ['old/*'], access: 'deny', mode: 'observe' },
      { name: 'all', match: ['**'], access: 'allow', without: ['noSecretsInTree'], mode: 'notify' },
      { name: 'late', match: ['acme/*'], access: 'deny' },
    ],
    scanning: {
      ignore: ['vendor/**'],
      rules: [{ id: 'acme-key', title: 'Acme key', pattern: 'acme_[a-z]{20}', keywords: ['acme_'] }],
    },
    fineGrainedTokens: {},
  })
  expect(explainPolicy(policy).split('\n').slice(4)).toEqual([
    '1. payments: needs approval.',
    '   Repositories: acme/pay-*, but not acme/pay-docs, where the visibility is private and the property tier is gold or silver.',
    '   Approval: approvals of 2 people by acme/security or $owners, not older than 90 days; who asks cannot approve.',
    '   All of this must hold:',
    '   - no open secret in the tracked files, from severity medium and confidence medium up',
    '   Only shown, deciding nothing:',
    '   - everything could be scanned, apart from what is marked submodule',
    '   Mode: enforce (access is changed) from 2026-09-01 on, until then notify.',
    '',
    '2. archive: denied.',
    '   Repositories: old/*.',
    '   Mode: observe (nothing is changed, nobody is written to).',
    '',
    '3. all: allowed.',
    '   Repositories: every one.',
    '   Mode: notify (owners are told, access is not changed).',
    '',
    'Never reached, because a group above is about every repository: late.',
    'Scanning: left out: vendor/**; history: branches; code in pull requests: comment; rules of its own: acme-key.',
    'Allowlist: allowlist.yml; comments in files only ask for an allowlist entry.',
    'Fine-grained tokens: valid for at most 90 days, for selected repositories only.',
    '',
  ])
})

test('what no group matches is told too', () => {
  const policy = resolvePolicy({
    version: 1,
    extends: 'acme/policies',
    groups: [{ name: 'a', match: ['a/*'], access: 'allow' }],
  })
  expect(explainPolicy(policy)).toContain(
    '2. default: denied.\n   Repositories: every one that no group above matches.',
  )
  expect(explainPolicy(policy)).toContain('It extends the policy of acme/policies')
})

test.each(shippedPolicyNames)('%s: every condition is told', (name) => {
  const policy = shippedPolicy(name)
  const text = explainPolicy(policy)
  for (const condition of policy.groups[0]!.conditions) {
    const check = policyChecks.find((one) => one.name === condition.name)!
    expect(text).toContain(`- ${check.wanted(condition.setting)}`)
  }
})
