import { expect, test } from 'vitest'
import { findMismatches } from '../../../../app/enforcement/provisioning/mismatches.ts'

const line = (name: string) => ({ source: 'group' as const, name, role: 'owner' as const })
const group = (name: string) => ({ name, members: 1 })

test('a line and a group that nearly fit name each other, also where one has a prefix', () => {
  const mappings = [line('gatehouse-admins'), line('Engineers'), line('never')]
  const groups = [group('ACME-Gatehouse-Admins'), group('Enginers'), group('Canteen')]
  expect(findMismatches({ mappings, groups, people: [] })).toEqual([
    { kind: 'line-without-group', name: 'gatehouse-admins', nearest: 'ACME-Gatehouse-Admins' },
    { kind: 'line-without-group', name: 'Engineers', nearest: 'Enginers' },
    { kind: 'line-without-group', name: 'never', nearest: null },
    { kind: 'group-without-line', name: 'ACME-Gatehouse-Admins', nearest: 'gatehouse-admins' },
    { kind: 'group-without-line', name: 'Enginers', nearest: 'Engineers' },
    { kind: 'group-without-line', name: 'Canteen', nearest: null },
  ])
})

test('letter case and spaces around a name are no mismatch', () => {
  expect(
    findMismatches({ mappings: [line(' engineers')], groups: [group('Engineers ')], people: [] }),
  ).toEqual([])
})
