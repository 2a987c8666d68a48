import { array, assert, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyAllowlist } from '../../policies/allowlist.ts'
import { assess } from '../../policies/assess.ts'
import { chainProblems, takenRuleProblems } from '../../policies/chain-problems.ts'
import { decide } from '../../policies/decide.ts'
import { known, unknown } from '../../policies/facts.ts'
import type { WrittenPolicy } from '../../policies/policy.ts'
import { type PreviewedRepository, previewPolicy } from '../../policies/preview-policy.ts'
import { readAllowlist } from '../../policies/read-allowlist.ts'
import { resolvePolicy } from '../../policies/resolve-policy.ts'
import type { Finding } from '../../scanner/engine/finding.ts'
import { runs } from '../runs.ts'
import { policy, situation } from './arbitraries.ts'
import { day, facts, finding, fingerprint, now } from './samples.ts'

const written = (parts: Omit<WrittenPolicy, 'version'>, allowlist = emptyAllowlist) => ({
  policy: resolvePolicy({ version: 1, ...parts }),
  allowlist,
})
const all = (parts: object = {}) => [{ name: 'all', match: ['**'], access: 'allow' as const, ...parts }]
const repository = (name: string, over: Partial<PreviewedRepository> = {}): PreviewedRepository => ({
  name,
  facts: facts({ repository: known(name) }),
  findingsUnder: () => [],
  approvals: known([]),
  ...over,
})
/** As they are marked without comments in files. */
const marked =
  (findings: readonly Finding[]): PreviewedRepository['findingsUnder'] =>
  ({ allowlist }) =>
    assess({ findings, allowlist, now }).findings
const secret = finding({ fingerprint: fingerprint(7) })

describe('the same policy', () => {
  test('changes nothing, whatever is known', () => {
    assert(
      property(policy, array(situation), (one, situations) => {
        const both = { policy: one, allowlist: emptyAllowlist }
        const repositories = situations.map(({ facts: known, findings, approvals }, index) => ({
          name: `acme/${index}`,
          facts: known,
          findingsUnder: marked(findings),
          approvals,
        }))
        expect(previewPolicy({ current: both, candidate: both, repositories, now })).toEqual({
          repositories: situations.length,
          changes: [],
          modeChanges: [],
          regrouped: 0,
        })
      }),
      { numRuns: runs },
    )
  })
})

test('a change is told exactly where the two policies decide otherwise', () => {
  assert(
    property(policy, policy, situation, (one, other, { facts: read, findings, approvals }) => {
      const { changes } = previewPolicy({
        current: { policy: one, allowlist: emptyAllowlist },
        candidate: { policy: other, allowlist: emptyAllowlist },
        repositories: [{ name: 'acme/web', facts: read, findingsUnder: marked(findings), approvals }],
        now,
      })
      // Marks of findings come from the allowlist alone.
      const { findings: open } = assess({ findings, allowlist: emptyAllowlist, now })
      const [before, after] = [one, other].map((each) =>
        decide({ policy: each, facts: read, findings: open, approvals, now }),
      )
      expect(changes.map((change) => [change.before.outcome, change.after.outcome])).toEqual(
        before!.outcome === after!.outcome ? [] : [[before!.outcome, after!.outcome]],
      )
    }),
    { numRuns: runs },
  )
})

test('who loses access comes first, each with the reasons that differ', () => {
  const preview = previewPolicy({
    current: written({ groups: all({ match: ['acme/a*', 'acme/b*'] }) }),
    candidate: written({
      groups: [
        { name: 'leaky', match: ['acme/b*'], access: 'allow', conditions: { noSecretsInTree: {} } },
        ...all({ access: 'approval', approval: { by: ['acme/security'] }, match: ['acme/a*'] }),
        { name: 'rest', match: ['**'], access: 'allow' },
      ],
    }),
    repositories: [
      repository('acme/a1'),
      repository('acme/b1', { findingsUnder: marked([secret]) }),
      repository('acme/b2'),
      repository('acme/c1'),
    ],
    now,
  })
  expect(preview).toMatchObject({ repositories: 4, modeChanges: [], regrouped: 1 })
  expect(
    preview.changes.map(({ repository: name, before, after }) => [name, before.outcome, after.outcome]),
  ).toEqual([
    ['acme/b1', 'allowed', 'denied'],
    ['acme/a1', 'allowed', 'needs-approval'],
    ['acme/c1', 'denied', 'allowed'],
  ])
  const [lost] = preview.changes
  expect(lost!.reasons).toMatchObject([{ check: 'secrets-in-tree', after: { state: 'unmet' } }])
  expect(lost!.reasons[0]).not.toHaveProperty('before')
})

test('another allowlist is part of the candidate', () => {
  const asks = { groups: all({ conditions: { noSecretsInTree: {} } }) }
  const read = readAllowlist(
    [
      'version: 1',
      'entries:',
      `  - fingerprint: ${secret.fingerprint}`,
      '    verdict: false-positive',
      '    reason: a sample of the documentation',
      '    approver: security',
      `    expires: ${day(30)}`,
    ].join('\n'),
  )
  expect(read).toMatchObject({ ok: true })
  const { changes } = previewPolicy({
    current: written(asks),
    candidate: written(asks, read.ok ? read.allowlist : undefined),
    repositories: [repository('acme/web', { findingsUnder: marked([secret]) })],
    now,
  })
  expect(changes).toMatchObject([{ before: { outcome: 'denied' }, after: { outcome: 'allowed' } }])
})

test('what is only done differently is counted, not listed', () => {
  const preview = previewPolicy({
    current: written({ mode: 'observe', groups: all() }),
    candidate: written({ mode: 'enforce', groups: all() }),
    repositories: [repository('acme/a'), repository('acme/b')],
    now,
  })
  expect(preview).toEqual({
    repositories: 2,
    changes: [],
    modeChanges: [{ before: 'observe', after: 'enforce', repositories: 2 }],
    regrouped: 0,
  })
})

test('what could not be read stays unknown under any policy that asks for it', () => {
  const { changes } = previewPolicy({
    current: written({ groups: all() }),
    candidate: written({ groups: all({ conditions: { visibility: ['private'] } }) }),
    repositories: [repository('acme/a', { facts: facts({ visibility: unknown('no permission') }) })],
    now,
  })
  expect(changes).toMatchObject([
    { before: { outcome: 'allowed' }, after: { outcome: 'unknown', group: 'all' } },
  ])
})

describe('a chain of policies', () => {
  const groups = (number: number) =>
    resolvePolicy({
      version: 1,
      groups: Array.from({ length: number }, (_, index) => ({
        name: `g${index}`,
        match: [`acme/${index}`],
        access: 'allow' as const,
      })),
    })

  test('that multiplies into too many groups is refused before it is joined', () => {
    expect(chainProblems([groups(500), groups(500), groups(500)])).toEqual([
      'Together with the policies that it extends it has 501 × 501 × 501 = 125,751,501 groups, and 5,000 are the most. ' +
        'Put groups together, or delegate.',
    ])
    expect(chainProblems([groups(50), groups(50)])).toEqual([])
    expect(chainProblems([groups(500)])).toEqual([])
  })

  test('cannot call a rule of its own like a built-in one', () => {
    const taking = resolvePolicy({
      version: 1,
      scanning: {
        rules: [{ id: 'acme-token', title: 'Acme', pattern: 'acme_[a-z]{9}', keywords: ['acme_'] }],
      },
    })
    expect(takenRuleProblems(taking, new Set(['acme-token']))).toEqual([
      'It adds a rule called acme-token, which is the id of a built-in one: give it one of your own.',
    ])
    expect(takenRuleProblems(taking, new Set(['other']))).toEqual([])
  })
})
