import { expect, test } from 'vitest'
import { mapRoles, type RoleMapping } from '../../../../app/enforcement/identity/map-roles.ts'

const line = (id: string, rest: Partial<RoleMapping>): RoleMapping => ({
  id,
  source: 'group',
  name: 'Staff',
  value: null,
  organization: null,
  role: 'member',
  ...rest,
})
const rolesOf = (...given: Parameters<typeof mapRoles>) =>
  [...mapRoles(...given)].map(([unit, { role, by }]) => `${unit} ${role} ${by.id}`)

test('the first line that fits gives the role, in each organization by itself', () => {
  const lines = [
    line('1', { name: 'Security', organization: 'b', role: 'owner' }),
    line('2', { name: 'Security', role: 'auditor' }),
    line('3', {}),
  ]
  expect(rolesOf({ groups: ['Staff', 'Security'], claims: {} }, lines, ['a', 'b'])).toEqual([
    'a auditor 2',
    'b owner 1',
  ])
  expect(rolesOf({ groups: ['Staff'], claims: {} }, lines, ['a', 'b'])).toEqual(['a member 3', 'b member 3'])
})

test('names are compared without their letter case, and whole', () => {
  expect(rolesOf({ groups: [' STAFF '], claims: {} }, [line('1', {})], ['a'])).toEqual(['a member 1'])
  expect(rolesOf({ groups: ['Staff of others'], claims: {} }, [line('1', {})], ['a'])).toEqual([])
})

test('a claim gives a role by its value alone', () => {
  const byClaim = line('1', { source: 'claim', name: 'department', value: 'Audit', role: 'auditor' })
  expect(rolesOf({ groups: [], claims: { department: ['audit', 'x'] } }, [byClaim], ['a'])).toEqual([
    'a auditor 1',
  ])
  expect(rolesOf({ groups: ['audit'], claims: { team: ['audit'] } }, [byClaim], ['a'])).toEqual([])
  expect(rolesOf({ groups: [], claims: {} }, [{ ...byClaim, name: 'constructor' }], ['a'])).toEqual([])
})

test('a line for an organization that the connection does not have gives nothing', () => {
  expect(rolesOf({ groups: ['Staff'], claims: {} }, [line('1', { organization: 'c' })], ['a'])).toEqual([])
})
