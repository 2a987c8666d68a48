import { describe, expect, test } from 'vitest'
import type { PolicySource } from '../../../../app/enforcement/policy/governance.ts'
import { resolveSource } from '../../../../app/enforcement/policy/resolve-source.ts'
import { allRules } from '../../../../scanner/rules/index.ts'
import { countProcessorTime } from '../../../processor-time.ts'

const file = (text: string, repository = 'acme/gatehouse') => ({
  repository,
  path: 'gatehouse.yml',
  commit: 'a'.repeat(40),
  text,
})
const source = (text: string, over: Partial<PolicySource> = {}): PolicySource => ({
  file: file(text),
  allowlist: null,
  parents: [],
  ...over,
})
const problemsOf = (given: PolicySource): readonly string[] => {
  const resolved = resolveSource(given)
  return resolved.ok ? [] : resolved.problems
}
const manyGroups = (number: number): string =>
  `version: 1\ngroups:\n${Array.from({ length: number }, (_, at) => `- {name: g${at}, match: ['a/${at}'], access: allow}\n`).join('')}`

test('a child is only ever stricter than its parent, and that one than its own', () => {
  const allow = 'version: 1\ndefault: allow\n'
  const resolved = resolveSource(
    source(allow, { parents: [file(allow, 'corp/policies'), file('version: 1\n', 'holding/policies')] }),
  )
  expect(resolved).toMatchObject({ ok: true, policy: { groups: [{ access: 'deny' }] } })
})

test('every problem is told with its repository, file, line and column', () => {
  expect(
    problemsOf(
      source('version: 1\nmod: observe\n', {
        parents: [file('version: 2\n', 'corp/policies')],
        allowlist: 'version: 1\nentries: {}\n',
      }),
    ).map((problem) => problem.split(': ')[0]),
  ).toEqual([
    'acme/gatehouse/gatehouse.yml:2:1',
    'corp/policies/gatehouse.yml:1:10',
    'acme/gatehouse/the allowlist:2:10',
  ])
})

describe('a bomb is refused with a clear problem, and quickly:', () => {
  const bombs: readonly (readonly [what: string, given: PolicySource, problem: RegExp])[] = [
    [
      'anchors that multiply',
      source(`version: 1\na: &a [x]\n${Array.from({ length: 30 }, () => 'b: [*a, *a, *a]\n').join('')}`),
      /:2:4: Anchors .* are not taken here/,
    ],
    [
      'more text than people review',
      source(`version: 1\n${'#'.repeat(256 * 1024)}`),
      /larger than 262144 characters/,
    ],
    [
      'braces that multiply',
      source(`version: 1\nscanning: {ignore: ['${'{a,b}'.repeat(40)}']}\n`),
      /more than 100 patterns/,
    ],
    ['deep nesting', source(`version: 1\ngroups: ${'['.repeat(5000)}\n`), /nested more than 16 deep/],
    [
      'groups that multiply along a chain',
      source(manyGroups(500), {
        parents: [file(manyGroups(500), 'corp/policies'), file(manyGroups(500), 'holding/policies')],
      }),
      /501 × 501 × 501/,
    ],
  ]

  test.each(bombs)('%s', (_, given, problem) => {
    const milliseconds = countProcessorTime()
    expect(problemsOf(given).join('\n')).toMatch(problem)
    expect(milliseconds()).toBeLessThan(10_000)
  })
})

test('a rule cannot be called like a built-in one', () => {
  const { id } = allRules[0]!
  const rule = `{id: ${id}, title: x, pattern: 'acme_[a-z]{9}', keywords: [acme_]}`
  expect(problemsOf(source(`version: 1\nscanning: {rules: [${rule}]}\n`))).toEqual([
    `acme/gatehouse/gatehouse.yml: It adds a rule called ${id}, which is the id of a built-in one: give it one of your own.`,
  ])
})
