import * as fc from 'fast-check'
import path from 'node:path'
import { expect, test } from 'vitest'
import { copyableEntries } from '../../scanner/copyable-entries.ts'
import type { TreeEntry } from '../../scanner/sources/git/list-tree.ts'

const choose = (files: readonly string[], links: Readonly<Record<string, string>> = {}) => {
  const entries: readonly TreeEntry[] = [
    ...files.map((file): TreeEntry => ({ path: file, kind: 'file', id: file })),
    ...Object.keys(links).map((link): TreeEntry => ({ path: link, kind: 'link', id: link })),
  ]
  return copyableEntries(entries, ({ path: link }) => links[link]).entries.map((entry) => entry.path)
}

test.each([
  ['a', true],
  ['./a', true],
  ['d/b', true],
  ['d', true],
  ['d/', true],
  ['../a', false],
  ['/a', false],
  ['/etc/passwd', false],
  ['d/../a', false],
  ['d/../../x', false],
  ['..', false],
  ['.', false],
  ['', false],
  ['missing', false],
  ['other', false],
])('a link to %j is copied: %s', (target, isCopied) => {
  expect(choose(['a', 'd/b'], { l: target, other: 'a' }).includes('l')).toBe(isCopied)
})

test('a link in a folder leads from that folder', () => {
  expect(choose(['a', 'd/b'], { 'd/l': '../a', 'd/m': 'b', 'd/n': '../../a' })).toEqual([
    'a',
    'd/b',
    'd/l',
    'd/m',
  ])
})

test.each([
  '.git',
  '.GIT',
  '.git ',
  '.git.',
  '.git::$INDEX_ALLOCATION',
  'git~1',
  '.g\u200cit',
  '.gitmodules',
  '..',
  '.',
  '',
])('nothing is written to a name like %j', (name) => {
  expect(choose([name, `a/${name}/b`, 'fine'])).toEqual(['fine'])
})

test.each(['a\\b', 'a\nb', 'a\u001b[2J'])('nor to one like %j', (name) => {
  expect(choose([name])).toEqual([])
})

test.each(['.gitignore', '.gitattributes', '.github/a', 'git', 'a.git', '...', 'ü/ß'])(
  'but to %j',
  (name) => {
    expect(choose([name])).toEqual([name])
  },
)

test('wherever links lead, they stay among what is copied', () => {
  const name = fc.constantFrom('a', 'b', 'd', 'e', '..', '.')
  const anyPath = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
  const anyTarget = fc.tuple(fc.constantFrom('', '/', './'), anyPath).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(anyPath), fc.dictionary(anyPath, anyTarget), (files, links) => {
      const chosen = choose(files, links)
      for (const link of chosen.filter((one) => Object.hasOwn(links, one) && !files.includes(one))) {
        const there = path.posix
          .normalize(path.posix.join(path.posix.dirname(link), links[link]!))
          .replace(/\/$/, '')
        expect(links[link]!.startsWith('/')).toBe(false)
        expect(chosen.some((one) => one === there || one.startsWith(`${there}/`))).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})
