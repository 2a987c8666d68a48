import { array, assert, constantFrom, property, string, stringMatching, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCodeowners } from '../../../policies/codeowners/codeowners.ts'
import { countProcessorTime } from '../../processor-time.ts'

/** The patterns of GitHub's page "About code owners", and what it says of each. */
const documented: readonly (readonly [
  pattern: string,
  matches: readonly string[],
  misses: readonly string[],
])[] = [
  ['*', ['a', 'a/b/c.txt', '.github/x'], []],
  ['*.js', ['a.js', 'src/deep/a.js'], ['a.jsx', 'ajs']],
  ['/build/logs/', ['build/logs/a', 'build/logs/deep/b'], ['build/logs', 'x/build/logs/a']],
  ['docs/*', ['docs/getting-started.md'], ['docs/build-app/troubleshooting.md', 'x/docs/a.md']],
  ['apps/', ['apps/a', 'x/apps/deep/b'], ['apps', 'myapps/a']],
  ['/docs/', ['docs/a', 'docs/b/c'], ['x/docs/a']],
  ['/scripts/', ['scripts/a.sh'], ['scripts2/a.sh']],
  [
    '**/logs',
    ['build/logs/a', 'scripts/logs/b', 'deeply/nested/logs/c', 'logs/d'],
    ['logs2/a', 'catalogs/a'],
  ],
  ['/apps/github', ['apps/github', 'apps/github/a/b'], ['x/apps/github', 'apps/github2']],
  ['path\\ with\\ spaces/', ['path with spaces/a'], ['path/a']],
  ['/a/**/z', ['a/z', 'a/b/z', 'a/b/c/z/file'], ['b/a/z']],
  ['src/**', ['src/a', 'src/b/c'], ['x/src/a']],
  ['/*', ['README.md'], ['src/a']],
  ['file?.ts', ['file1.ts', 'x/file2.ts'], ['file.ts', 'file12.ts']],
  ['a.b', ['a.b'], ['axb']],
]

test.each(documented)('%s', (pattern, matches, misses) => {
  const { ownersOfPath, problems } = readCodeowners(`${pattern} @octocat\n`)
  expect(problems).toEqual([])
  for (const path of matches) expect([path, ownersOfPath(path)]).toEqual([path, ['@octocat']])
  for (const path of misses) expect([path, ownersOfPath(path)]).toEqual([path, undefined])
})

describe('a file', () => {
  const text = [
    '# A comment',
    '* @global-owner1 @global-owner2',
    '*.js @js-owner #This is an inline comment.',
    '*.go docs@example.com',
    '*.txt @octo-org/octocats',
    '/apps/ @octocat',
    '/apps/github',
    '',
  ].join('\r\n')

  test.each([
    ['README.md', ['@global-owner1', '@global-owner2']],
    ['src/a.js', ['@js-owner']],
    ['a.go', ['docs@example.com']],
    ['a.txt', ['@octo-org/octocats']],
    ['apps/a.js', ['@octocat']],
    ['apps/github/a.js', []],
    ['README.MD', ['@global-owner1', '@global-owner2']],
    ['A.JS', ['@global-owner1', '@global-owner2']],
  ])('says of %s that %s own it: the last match counts, in this letter case', (path, owners) => {
    expect(readCodeowners(text).ownersOfPath(path)).toEqual(owners)
  })

  test('knows who owns what no other line is about', () => {
    expect(readCodeowners(text).ownersOfAll).toEqual(['@global-owner1', '@global-owner2'])
    expect(readCodeowners('/apps/ @octocat').ownersOfAll).toBeUndefined()
  })

  test('goes on after a line that GitHub does not take, and says which and why', () => {
    const { ownersOfPath, problems } = readCodeowners(
      [
        '* @acme/web',
        '!src/ @acme/api',
        '[Section] @acme/api',
        '\\#a @acme/api',
        '*.ts acme',
        'x[ab] @a',
      ].join('\n'),
    )
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6])
    expect(problems.map(({ message }) => message)).toEqual([
      'A pattern cannot be turned around with `!` in CODEOWNERS.',
      'Brackets are not taken in CODEOWNERS: neither ranges of characters nor the sections of GitLab.',
      'A `#` at the start of a pattern cannot be escaped in CODEOWNERS.',
      '"acme" is no owner: write `@login`, `@organization/team` or an address.',
      'Brackets are not taken in CODEOWNERS: neither ranges of characters nor the sections of GitLab.',
    ])
    expect(ownersOfPath('src/a.ts')).toEqual(['@acme/web'])
  })

  test('of 3 MB is not loaded, as on GitHub', () => {
    const { ownersOfPath, problems } = readCodeowners(`* @acme/web\n${'#'.repeat(3_000_000)}`)
    expect(ownersOfPath('a')).toBeUndefined()
    expect(problems).toEqual([
      { line: 1, message: 'The file has 3 MB or more, and GitHub does not load it.' },
    ])
  })

  test('that is written to be slow is not', () => {
    const milliseconds = countProcessorTime()
    const { ownersOfPath } = readCodeowners(`/${'*a'.repeat(2000)} @octocat\n${'**/a/'.repeat(800)} @octocat`)
    expect(ownersOfPath(`${'a'.repeat(2000)}b`)).toBeUndefined()
    expect(milliseconds()).toBeLessThan(5000)
  })
})

describe('always', () => {
  const path = stringMatching(/^[a-c](?:\/?[a-c.]){0,8}$/)
  const pattern = stringMatching(/^\/?[a-c*](?:\/?[a-c.*]){0,6}\/?$/)
  const file = array(tuple(pattern, constantFrom('@one', '@two', '@three')), { maxLength: 8 })
  const textOf = (lines: readonly (readonly [string, string])[]): string =>
    lines.map(([glob, owner]) => `${glob} ${owner}`).join('\n')

  test('the last match wins: a line for everything at the end decides, at the beginning only what nothing else does', () => {
    assert(
      property(file, path, (lines, one) => {
        expect(readCodeowners(`${textOf(lines)}\n* @last`).ownersOfPath(one)).toEqual(['@last'])
        const alone = readCodeowners(textOf(lines)).ownersOfPath(one)
        expect(readCodeowners(`* @first\n${textOf(lines)}`).ownersOfPath(one)).toEqual(alone ?? ['@first'])
      }),
    )
  })

  test('any text is read without an error', () => {
    assert(
      property(string(), path, (text, one) => {
        const owners = readCodeowners(text).ownersOfPath(one)
        expect(owners === undefined || Array.isArray(owners)).toBe(true)
      }),
    )
  })
})
