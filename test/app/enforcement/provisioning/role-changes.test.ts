import { expect, test } from 'vitest'
import { areMany, roleChanges } from '../../../../app/enforcement/provisioning/role-changes.ts'
import type { GatehouseRole } from '../../../../app/enforcement/members/viewer.ts'

const one = (role: GatehouseRole | null, isBarred = false) => [
  { person: 'p', organization: '1', role, isBarred },
]

test('who has less afterwards has lost something, and who has more or the same has not', () => {
  const losses: readonly (readonly [GatehouseRole | null, GatehouseRole | null, boolean])[] = [
    ['owner', 'admin', true],
    ['owner', null, true],
    ['member', null, true],
    ['auditor', 'member', true],
    ['member', 'auditor', true],
    ['admin', 'owner', false],
    ['member', 'admin', false],
    ['auditor', 'owner', false],
  ]
  for (const [from, to, isLoss] of losses)
    expect([from, to, roleChanges(one(from), one(to)).map((change) => change.isLoss)]).toEqual([
      from,
      to,
      [isLoss],
    ])
  expect(roleChanges(one('owner'), one('owner'))).toEqual([])
  expect(roleChanges([], one('member'))).toMatchObject([{ isLoss: false }])
  expect(roleChanges(one('member'), one(null, true))).toMatchObject([{ isLoss: true }])
  expect(roleChanges(one(null, true), one('member'))).toMatchObject([{ isLoss: false }])
  expect(roleChanges(one('member'), [])).toMatchObject([{ isLoss: true, to: { role: null } }])
})

test('a tenth is many, and five are few however small the company', () => {
  expect([areMany(5, 5, 10), areMany(6, 6, 10), areMany(100, 1000, 10), areMany(101, 1000, 10)]).toEqual([
    false,
    true,
    false,
    true,
  ])
})
