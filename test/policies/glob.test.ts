import { expect, test } from 'vitest'
import { globMatcher, globProblem, longestGlob } from '../../policies/glob.ts'

test.each([
  ['**', 'a'],
  ['**', 'a/.b/c'],
  ['**/.env', '.env'],
  ['**/.env', 'deep/.env'],
  ['src/**', 'src/.hidden/file'],
  ['*.md', 'README.md'],
  ['a/{b,c}', 'a/c'],
  ['a/*', 'a/line\nbreak'],
  ['a/*', 'a/%FF'],
  ['a/[*]', 'a/*'],
  ['#x', '#x'],
])('%s matches %j', (glob, path) => {
  expect(globProblem(glob)).toBeUndefined()
  expect(globMatcher([glob])(path)).toBe(true)
})

test.each([
  ['*', 'a/b'],
  ['src/**', 'source/a'],
  ['*.MD', 'readme.md'],
  ['+(a)', 'aa'],
  ['a/?', 'a/bc'],
])('%s does not match %j', (glob, path) => {
  expect(globMatcher([glob])(path)).toBe(false)
})

test('repository names are compared without regard to case', () => {
  expect(globMatcher(['acme/*'], 'ignored')('ACME/Shop')).toBe(true)
  expect(globMatcher(['acme/*'])('ACME/Shop')).toBe(false)
})

test.each([
  ['!src/**', /turned around/],
  ['a\\b', /Write `\/`/],
  ['/a', /start and at the end/],
  ['a/', /start and at the end/],
  ['a//b', /empty part/],
  ['a/../b', /empty part/],
  ['./a', /empty part/],
  ['a\u0007', /control character/],
  ['x'.repeat(longestGlob + 1), /longer than/],
  ['{1..100000}', /stand for more than/],
  ['{a,b}'.repeat(40), /stand for more than/],
])('%j is refused', (glob, message) => {
  expect(globProblem(glob)).toMatch(message)
})

test('a pattern made to be slow is answered at once', () => {
  const glob = `${'*a'.repeat(60)}/**/a/**/a/**/b`
  expect(globProblem(glob)).toBeUndefined()
  expect(globMatcher([glob])('a'.repeat(4000) + '/a'.repeat(1000))).toBe(false)
})
