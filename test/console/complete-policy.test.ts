import { expect, test } from 'vitest'
import { proposalsAt } from '../../app/console/parts/policy/complete-policy.ts'
import { readProblemLine } from '../../app/console/parts/policy/problems.ts'
import schema from '../../policies/policy.schema.json' with { type: 'json' }

const proposed = (text: string): readonly string[] =>
  proposalsAt(schema, text.split('\n'))?.options.map(({ label }) => label) ?? []

test('keys are proposed by where they stand', () => {
  expect(proposed('mo')).toEqual(expect.arrayContaining(['version', 'mode', 'groups']))
  expect(proposed('conditions:\n  no')).toContain('noSecretsInTree')
  expect(proposed('conditions:\n  noSecretsInTree:\n    se')).toContain('severity')
  const group = proposed('groups:\n  - name: all\n    # what\n    ac')
  expect(group).toEqual(expect.arrayContaining(['match', 'access']))
  expect(group).not.toContain('groups')
  expect(proposed('groups:\n  - na')).toContain('name')
  expect(proposed('groups:\n  - name: one\n  - na')).toContain('name')
})

test('values are proposed where few are possible', () => {
  expect(proposed('mode: ')).toEqual(['observe', 'notify', 'enforce'])
  expect(proposed('groups:\n  - name: all\n    access: a')).toContain('allow')
  expect(proposed('assistants:\n  - ')).toEqual(['claude'])
  expect(proposed('something: ')).toEqual([])
})

test('problems are read with their places', () => {
  expect(readProblemLine('acme/gatehouse/gatehouse.yml:4:7: a: b')).toEqual({
    line: 4,
    column: 7,
    message: 'a: b',
  })
  expect(readProblemLine('It is public.')).toEqual({ line: undefined, column: 1, message: 'It is public.' })
})
