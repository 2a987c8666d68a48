import { expect, test } from 'vitest'
import { readAuthors } from '../../../../scanner/sources/git/read-authors.ts'
import { git, gitWith, newRepository, writeObject } from '../git-fixture.ts'
import { openForTest } from '../open-for-test.ts'

async function authorOf(folder: string, id: string) {
  return (await readAuthors(await openForTest(folder), [id])).get(id)
}

/** A commit object with this author line. */
function commitBy(folder: string, author: string, more = ''): string {
  const tree = writeObject(folder, 'tree', '')
  const bytes = Buffer.from(
    `tree ${tree}\nauthor ${author}\ncommitter X <x@example.com> 0 +0000\n${more}\nMessage\n`,
    'latin1',
  )
  return writeObject(folder, 'commit', bytes)
}

test('name and date are those that git shows', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  for (const date of [
    '2026-07-30T14:00:00+02:00',
    '1999-12-31T23:59:59-09:30',
    '2026-02-28T23:30:00+05:45',
  ]) {
    gitWith(
      { GIT_AUTHOR_DATE: date, GIT_AUTHOR_NAME: 'Zoë "Z" Žižek' },
      folder,
      'commit',
      '-qm',
      'x',
      '--allow-empty',
    )
    const id = git(folder, 'rev-parse', 'HEAD')
    expect(await authorOf(folder, id)).toEqual({ name: 'Zoë "Z" Žižek', date })
    expect(git(folder, 'log', '-1', '--format=%aI')).toBe(date)
  }
})

test('another encoding is read as what it is', async () => {
  const folder = newRepository()
  const id = commitBy(folder, 'Bj\u00f6rn <b@example.com> 1700000000 +0100', 'encoding ISO-8859-1\n')
  expect((await authorOf(folder, id))?.name).toBe('Björn')
  const unknown = commitBy(folder, 'Bjorn <b@example.com> 1700000000 +0100', 'encoding no-such-encoding\n')
  expect((await authorOf(folder, unknown))?.name).toBe('Bjorn')
})

test.each([
  ['A <a@example.com> 99999999999999999 +0000', 'A'],
  ['A <a@example.com>', 'A'],
  ['<a@example.com> 1700000000 +0000', ''],
])('a malformed author line %s still gives a name and a date', async (line, name) => {
  const folder = newRepository()
  const author = await authorOf(folder, commitBy(folder, line))
  expect(author?.name).toBe(name)
  expect(author?.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
})

test('a tag has its tagger; what is missing is left out', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  git(folder, 'tag', '-a', '-m', 'x', 'v1')
  expect((await authorOf(folder, git(folder, 'rev-parse', 'refs/tags/v1')))?.name).toBe('Ada Example')
  expect(await authorOf(folder, 'deadbeef'.repeat(5))).toBeUndefined()
  expect(await authorOf(folder, git(folder, 'rev-parse', 'HEAD:a.txt'))).toBeUndefined()
})

test('a message cannot pretend to be a header', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  const message = 'x\n\nauthor Mallory <m@example.com> 1 +0000'
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', message)
  expect((await authorOf(folder, git(folder, 'rev-parse', 'HEAD')))?.name).toBe('Ada Example')
})
