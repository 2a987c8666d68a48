import { assert, constantFrom, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { decide, type Decision } from '../../policies/decide.ts'
import { type Facts, factsWith, known, unknown } from '../../policies/facts.ts'
import { termOf } from '../../policies/judge-approvals.ts'
import type { WrittenPolicy } from '../../policies/policy.ts'
import { resolvePolicy } from '../../policies/resolve-policy.ts'
import { tighten } from '../../policies/tighten.ts'
import { runs } from '../runs.ts'
import { group, named, policy, situation, writtenPolicy } from './arbitraries.ts'

const options = { numRuns: runs }

/** Whether a change from one decision to the other grants nothing that was not granted. */
const neverGrants = (before: Decision, after: Decision): boolean =>
  after.outcome !== 'allowed' || before.outcome === 'allowed'

const withGroups = (written: WrittenPolicy, groups: Parameters<typeof named>[0]) =>
  resolvePolicy({ ...written, groups: named(groups) })

test('the samples reach every outcome, and many of each', () => {
  const seen: Record<Decision['outcome'], number> = { allowed: 0, denied: 0, 'needs-approval': 0, unknown: 0 }
  assert(
    property(policy, situation, (policy, input) => {
      seen[decide({ policy, ...input }).outcome] += 1
    }),
    { numRuns: 2000 },
  )
  expect(Object.entries(seen).filter(([, count]) => count < 50)).toEqual([])
})

test('a decision depends on its input alone', () => {
  assert(
    property(policy, situation, (policy, input) => {
      const copy = structuredClone({ policy, ...input })
      expect(decide(copy)).toEqual(decide({ policy, ...input }))
    }),
    options,
  )
})

test('a deny rule added anywhere never grants', () => {
  assert(
    property(writtenPolicy, group, nat(4), situation, (written, added, place, input) => {
      const before = written.groups ?? []
      const { match, where } = added
      const deny = { match, ...(where !== undefined && { where }), access: 'deny' as const }
      const after = withGroups(written, before.toSpliced(place, 0, { ...deny, name: '' }))
      return neverGrants(
        decide({ policy: resolvePolicy(written), ...input }),
        decide({ policy: after, ...input }),
      )
    }),
    options,
  )
})

test('a condition added to the policy never grants', () => {
  assert(
    property(
      writtenPolicy,
      constantFrom('noRiskyFiles', 'completeScan', 'safeWorkflows'),
      situation,
      (written, name, input) => {
        const after = resolvePolicy({ ...written, conditions: { ...written.conditions, [name]: {} } })
        return neverGrants(
          decide({ policy: resolvePolicy(written), ...input }),
          decide({ policy: after, ...input }),
        )
      },
    ),
    options,
  )
})

test('the first group that matches decides: what stands below it changes nothing', () => {
  assert(
    property(writtenPolicy, group, situation, (written, below, input) => {
      const before = decide({ policy: resolvePolicy(written), ...input })
      if (before.group === null || before.group === 'default') return
      const place = (written.groups ?? []).findIndex(({ name }) => name === before.group)
      const after = withGroups(
        written,
        (written.groups ?? []).toSpliced(place + 1, Infinity, { ...below, name: '' }),
      )
      expect(decide({ policy: after, ...input })).toEqual(before)
    }),
    options,
  )
})

test('a group put first decides about every repository it matches', () => {
  assert(
    property(writtenPolicy, group, situation, (written, first, input) => {
      const added = { ...first, match: ['**'], where: undefined, name: '' }
      delete (added as { where?: unknown }).where
      const policy = withGroups(written, [added, ...(written.groups ?? [])])
      expect(decide({ policy, ...input }).group).toBe('group 0')
    }),
    options,
  )
})

test('an expired approval equals none', () => {
  assert(
    property(policy, situation, (policy, input) => {
      if (!input.approvals.known) return
      const inForce = input.approvals.value.filter((one) => Date.parse(one.expiresAt) > input.now.getTime())
      expect(decide({ policy, ...input, approvals: known(inForce) })).toEqual(decide({ policy, ...input }))
    }),
    options,
  )
})

test('what cannot be read never grants, and never denies by itself', () => {
  const names = constantFrom(
    'repository',
    'visibility',
    'topics',
    'customProperties',
    'branchProtection',
    'basePermission',
    'scan',
    'approvals',
  )
  assert(
    property(policy, situation, names, (policy, input, name) => {
      const hidden = unknown('timeout')
      const blind =
        name === 'approvals'
          ? { ...input, approvals: hidden }
          : { ...input, facts: { ...input.facts, [name]: hidden } as Facts }
      const before = decide({ policy, ...input })
      const after = decide({ policy, ...blind })
      return neverGrants(before, after) && (after.outcome !== 'denied' || before.outcome === 'denied')
    }),
    options,
  )
})

test('with nothing read, nothing is granted unless the policy asks for nothing', () => {
  assert(
    property(policy, situation, (policy, input) => {
      const blind = factsWith({}, 'timeout')
      const { outcome, reasons } = decide({ policy, ...input, facts: blind, approvals: unknown('timeout') })
      const asked = reasons.filter(({ check, advisory }) => check !== 'group' && advisory !== true)
      return asked.length === 0 || outcome !== 'allowed'
    }),
    options,
  )
})

test('mode and enforceFrom never change a decision', () => {
  const modes = constantFrom('observe', 'notify', 'enforce' as const)
  assert(
    property(
      writtenPolicy,
      situation,
      modes,
      constantFrom('2020-01-01', '2099-01-01'),
      (written, input, mode, enforceFrom) => {
        const own = { mode, ...(mode === 'enforce' && { enforceFrom }) }
        const other = {
          ...written,
          ...own,
          groups: (written.groups ?? []).map((one) => ({ ...one, ...own })),
        }
        expect(decide({ policy: resolvePolicy(other), ...input })).toEqual(
          decide({ policy: resolvePolicy(written), ...input }),
        )
      },
    ),
    options,
  )
})

test('until changesAt nothing changes by itself', () => {
  assert(
    property(policy, situation, nat(1000), (policy, input, share) => {
      const before = decide({ policy, ...input })
      const end = before.changesAt === null ? input.now.getTime() + 1e12 : Date.parse(before.changesAt)
      const later = new Date(
        input.now.getTime() + Math.floor(((end - 1 - input.now.getTime()) * share) / 1000),
      )
      expect(decide({ policy, ...input, now: later }).outcome).toBe(before.outcome)
      expect(end).toBeGreaterThan(input.now.getTime())
    }),
    options,
  )
})

test('changesAt is an instant at which something really ends or begins', () => {
  assert(
    property(policy, situation, (policy, input) => {
      const { changesAt, group: name } = decide({ policy, ...input })
      if (changesAt === null) return
      const rules = policy.groups.find((one) => one.name === name)?.approvals ?? []
      const approvals = input.approvals.known ? input.approvals.value : []
      const terms = rules
        .flatMap((rule) => approvals.map((one) => termOf(one, rule)))
        .flatMap(({ from, until }) => [from, until])
      const instants = [...terms, ...input.findings.map((one) => Date.parse(one.changesAt ?? ''))]
      expect(instants).toContain(Date.parse(changesAt))
    }),
    options,
  )
})

test('every reason says what is wanted and found, and one that does not hold says what to do', () => {
  assert(
    property(policy, situation, (policy, input) => {
      const { reasons } = decide({ policy, ...input })
      return (
        reasons.length > 0 &&
        reasons.every(
          ({ wanted, found, state, todo }) =>
            wanted !== '' && found !== '' && (state === 'met' || Boolean(todo)),
        )
      )
    }),
    options,
  )
})

test('a child policy allows only what its parent allows too, and the other way round', () => {
  assert(
    property(policy, policy, situation, (parent, child, input) => {
      const [above, below] = [parent, child].map((one) => decide({ policy: one, ...input }).outcome)
      const both = decide({ policy: tighten(parent, child), ...input }).outcome
      expect(both === 'allowed').toBe(above === 'allowed' && below === 'allowed')
      return both !== 'denied' || above === 'denied' || below === 'denied'
    }),
    options,
  )
})

test('joined with itself a policy decides as before', () => {
  assert(
    property(policy, situation, (policy, input) => {
      expect(decide({ policy: tighten(policy, policy), ...input }).outcome).toBe(
        decide({ policy, ...input }).outcome,
      )
    }),
    options,
  )
})
