import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listFolder } from '../../../scanner/sources/list-folder.ts'
import { readFiles } from '../../../scanner/sources/read-files.ts'
import { commitFiles, git, newRepository, temporaryFolder, writeFiles } from './git-fixture.ts'
import { gatheringSink } from './open-for-test.ts'

const pathsIn = async (folder: string, options = {}) =>
  (await listFolder(folder, options)).files.map(({ path }) => path)

/** A random number generator that gives the same numbers at every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test('a plain folder is listed whole, in a stable order', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'b/x.txt': 'x',
    'a.txt': 'a',
    '.env': 'e',
    'b/.hidden/y': 'y',
    'node_modules/m/i.js': 'i',
    '.gitignore': '*',
  })
  const listing = await listFolder(folder)
  expect(listing.files.map(({ path }) => path)).toEqual([
    '.env',
    '.gitignore',
    'a.txt',
    'b/x.txt',
    'b/.hidden/y',
    'node_modules/m/i.js',
  ])
  expect(listing).toMatchObject({ root: folder, notScanned: [], ignored: [], links: [], nestedGit: [] })
})

test('in a work tree, tracked and untracked files are listed, ignored ones only on demand', async () => {
  const folder = newRepository()
  writeFiles(folder, { '.env': 'tracked although ignored', 'dist/kept.js': 'k', 'a.txt': 'a' })
  commitFiles(folder, { '.gitignore': '.env\n*.log\ndist\nnode_modules/\n' })
  writeFiles(folder, {
    'new.txt': 'untracked',
    'x.log': 'ignored',
    'dist/made.js': 'ignored',
    'node_modules/m/i.js': 'ignored',
    'only/x.log': 'ignored',
    'sub/.gitignore': '!x.log\nlocal\n',
    'sub/x.log': 'not ignored',
    'sub/local': 'ignored',
  })
  writeFileSync(join(folder, '.git', 'info', 'exclude'), 'private.txt\n')
  writeFiles(folder, { 'private.txt': 'ignored here only' })
  const listing = await listFolder(folder)
  expect(listing.files.map(({ path }) => path)).toEqual([
    '.env',
    '.gitignore',
    'a.txt',
    'new.txt',
    'dist/kept.js',
    'sub/.gitignore',
    'sub/x.log',
  ])
  // An older git names every file in an ignored folder.
  const ignored = listing.ignored.map((path) => path.replace(/^node_modules\/.*/, 'node_modules/'))
  expect(ignored.toSorted()).toEqual([
    'dist/made.js',
    'node_modules/',
    'only/x.log',
    'private.txt',
    'sub/local',
    'x.log',
  ])
  expect(await pathsIn(folder, { includeIgnored: true })).toHaveLength(13)
})

test('a staged but not committed file is tracked; without any index everything may be ignored', async () => {
  const folder = newRepository()
  writeFiles(folder, { '.gitignore': '*\n', 'staged.txt': 's', 'other.txt': 'o' })
  expect(await listFolder(folder)).toMatchObject({
    files: [],
    ignored: ['.gitignore', 'other.txt', 'staged.txt'],
  })
  git(folder, 'add', '--force', 'staged.txt')
  expect(await pathsIn(folder)).toEqual(['staged.txt'])
})

test('whatever the ignore rules, nothing is left out that git tracks or does not ignore', async () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const folder = randomWorkTree(seed)
    const seen = new Set(await pathsIn(folder))
    const wanted = git(folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0')
    const missed = wanted.filter((path) => path !== '' && existsSync(join(folder, path)) && !seen.has(path))
    expect(missed).toEqual([])
    const ignored = git(folder, 'ls-files', '-z', '--others', '--ignored', '--exclude-standard').split('\0')
    expect(ignored.filter((path) => seen.has(path))).toEqual([])
  }
})

function randomWorkTree(seed: number): string {
  const next = numbers(seed)
  const pick = (names: readonly string[]) => names[next(names.length)]!
  const names = ['a', 'b', 'build', 'x.log', 'y.txt', '.env']
  const path = () => Array.from({ length: 1 + next(4) }, () => pick(names)).join('/')
  const folder = newRepository()
  const patterns = ['*.log', 'build', 'build/', '/a', 'b/*', '!y.txt', '!/a/', '.env', 'a/**/b', '*']
  for (const place of ['', 'a/', 'b/', 'build/']) {
    const text = Array.from({ length: 1 + next(4) }, () => pick(patterns)).join('\n')
    if (next(2) === 0) tryToWrite(folder, `${place}.gitignore`, text)
  }
  for (let count = 0; count < 60; count += 1) tryToWrite(folder, path(), 'x')
  for (let count = 0; count < 10; count += 1) tryToAdd(folder, path())
  return folder
}

/** A random path can be a folder already, or below a file. */
function tryToWrite(folder: string, path: string, text: string): void {
  try {
    writeFiles(folder, { [path]: text })
  } catch {
    // Then there is one file less.
  }
}

function tryToAdd(folder: string, path: string): void {
  try {
    git(folder, 'add', '--force', path)
  } catch {
    // It does not exist.
  }
}

test('a folder in a work tree is listed with the rules of the whole', async () => {
  const folder = newRepository({ '.gitignore': 'sub/secret\nvendor/\n', 'sub/a.txt': 'a' })
  writeFiles(folder, { 'sub/secret': 's', 'sub/new': 'n', 'vendor/lib/x.js': 'x' })
  expect(await pathsIn(join(folder, 'sub'))).toEqual(['a.txt', 'new'])
  expect(await pathsIn(join(folder, 'vendor/lib'))).toEqual(['x.js'])
})

test('a single file can be listed', async () => {
  const folder = newRepository({ '.gitignore': 'a.txt\n' })
  writeFiles(folder, { 'a.txt': 'content' })
  const { root, files } = await listFolder(join(folder, 'a.txt'))
  expect({ root, files }).toEqual({
    root: folder,
    files: [{ path: 'a.txt', location: join(folder, 'a.txt') }],
  })
  await expect(listFolder(join(folder, 'absent'))).rejects.toMatchObject({ code: 'not-found' })
})

test('checked-out submodules are part of the folder, others are named', async () => {
  const inner = newRepository({ 'inner.txt': 'i', '.gitignore': '*.log\n' })
  const folder = newRepository({ 'a.txt': 'a', '.gitignore': '*.tmp\n' })
  git(folder, 'submodule', '--quiet', 'add', inner, 'lib/inner')
  git(folder, 'submodule', '--quiet', 'add', inner, 'lib/absent')
  writeFiles(folder, {
    'lib/inner/x.log': 'ignored by the submodule',
    'lib/inner/x.tmp': 'ignored only outside',
  })
  rmSync(join(folder, 'lib/absent'), { recursive: true })
  mkdirSync(join(folder, 'lib/absent'))
  const { files, notScanned, ignored } = await listFolder(folder)
  expect(files.map(({ path }) => path)).toEqual([
    '.gitignore',
    '.gitmodules',
    'a.txt',
    'lib/inner/.gitignore',
    'lib/inner/inner.txt',
    'lib/inner/x.tmp',
  ])
  expect(notScanned).toEqual([expect.objectContaining({ path: 'lib/absent', code: 'submodule' })])
  expect(ignored).toEqual(['lib/inner/x.log'])
})

test('a nested repository is named, its files are listed, its objects are not', async () => {
  const folder = newRepository({ 'a.txt': 'a' })
  mkdirSync(join(folder, 'vendor/tool'), { recursive: true })
  git(join(folder, 'vendor/tool'), 'init', '--quiet', '--template=')
  commitFiles(join(folder, 'vendor/tool'), { 'x.log': 'x', '.gitignore': '*.log\n' })
  const { files, nestedGit, notScanned } = await listFolder(folder)
  const paths = files.map(({ path }) => path)
  expect(nestedGit).toEqual(['vendor/tool/.git'])
  expect(paths).toEqual(
    expect.arrayContaining(['vendor/tool/x.log', 'vendor/tool/.git/config', 'vendor/tool/.git/HEAD']),
  )
  expect(paths.some((path) => path.includes('/objects/'))).toBe(false)
  expect(notScanned).toEqual([
    expect.objectContaining({ path: 'vendor/tool/.git/objects', code: 'nested-repository' }),
  ])
})

test('a nested repository cannot hide files that the outer one tracks', async () => {
  const folder = newRepository({ 'sub/tracked.txt': 't', 'sub/.gitignore': 'x' })
  git(join(folder, 'sub'), 'init', '--quiet')
  writeFiles(folder, { 'sub/.git/info/exclude': '*\n' })
  expect(await pathsIn(folder)).toEqual(expect.arrayContaining(['sub/tracked.txt', 'sub/.gitignore']))
})

test('links are named and never followed, pipes are reported', async () => {
  const folder = temporaryFolder()
  const outside = temporaryFolder()
  writeFiles(outside, { 'secret.txt': 'outside' })
  writeFiles(folder, { 'a.txt': 'a' })
  symlinkSync(outside, join(folder, 'out'))
  symlinkSync('.', join(folder, 'loop'))
  symlinkSync('a.txt', join(folder, 'file'))
  symlinkSync('nowhere', join(folder, 'dangling'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  const { files, links, notScanned } = await listFolder(folder)
  expect(files.map(({ path }) => path)).toEqual(['a.txt'])
  expect(links.map(({ path }) => path)).toEqual(['dangling', 'file', 'loop', 'out'])
  expect(notScanned).toEqual([expect.objectContaining({ path: 'pipe', code: 'not-a-file' })])
})

test('a folder that may not be read is reported', async ({ skip }) => {
  if (process.getuid?.() === 0) skip('root may read everything')
  const folder = temporaryFolder()
  writeFiles(folder, { 'closed/a.txt': 'a', 'open.txt': 'o' })
  chmodSync(join(folder, 'closed'), 0o000)
  const { files, notScanned } = await listFolder(folder)
  chmodSync(join(folder, 'closed'), 0o755)
  expect(files.map(({ path }) => path)).toEqual(['open.txt'])
  expect(notScanned).toEqual([expect.objectContaining({ path: 'closed/', code: 'unreadable' })])
})

const joined = (...parts: readonly (string | Buffer | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

test('names that are not UTF-8, or hold line ends and escapes, are listed and can be read', async () => {
  const folder = temporaryFolder()
  const bad = joined(`${folder}/`, [0x66, 0xff])
  mkdirSync(bad)
  writeFileSync(joined(bad, '/in.txt'), 'in a bad folder')
  writeFileSync(joined(bad, '/', [0xe9]), 'bad in bad')
  writeFileSync(joined(`${folder}/x`, [0xc3], '.txt'), 'cut')
  writeFiles(folder, {
    'line\nend': 'newline',
    'esc\u001b[2J': 'escape',
    '\uFFFD': 'replacement',
    'f%FF': 'literal',
  })
  const { files } = await listFolder(folder)
  const { sink, texts } = gatheringSink()
  readFiles(structuredClone(files), sink)
  expect(Object.fromEntries(files.map(({ path }, index) => [path, texts.get(index)]))).toEqual({
    'f%FF/in.txt': 'in a bad folder',
    'f%FF/%E9': 'bad in bad',
    'x%C3.txt': 'cut',
    'line\nend': 'newline',
    'esc\u001b[2J': 'escape',
    '\uFFFD': 'replacement',
    'f%25FF': 'literal',
  })
})

test('a bad name is ignored or not by its bytes, not by how it is shown', async () => {
  const folder = newRepository({ 'a.txt': 'a' })
  const bad = Buffer.concat([Buffer.from(`${folder}/x`), Buffer.from([0xff])])
  writeFileSync(bad, 'ignored')
  writeFileSync(join(folder, 'x%FF'), 'not ignored')
  writeFileSync(join(folder, '.gitignore'), Buffer.concat([Buffer.from('x'), Buffer.from([0xff, 0x0a])]))
  const { files, ignored } = await listFolder(folder)
  expect(files.map(({ path, location }) => [path, typeof location])).toContainEqual(['x%25FF', 'string'])
  expect(ignored).toEqual(['x%FF'])
})

test('many small files and a deep tree are listed', async () => {
  const folder = temporaryFolder()
  for (let part = 0; part < 100; part += 1) {
    mkdirSync(join(folder, `d${part}`))
    for (let file = 0; file < 110; file += 1) writeFileSync(join(folder, `d${part}`, `f${file}`), 'x')
  }
  mkdirSync(join(folder, 'deep', 'd/'.repeat(1500)), { recursive: true })
  writeFileSync(join(folder, 'deep', 'd/'.repeat(1500), 'end'), 'x')
  expect(await pathsIn(folder)).toHaveLength(11_001)
})

test('a path longer than the system can open is reported, not lost', async () => {
  const folder = temporaryFolder()
  const long = `${'d'.repeat(90)}/`
  // Each half can be made by its name; the whole cannot be opened by it.
  mkdirSync(join(folder, 'a', long.repeat(22)), { recursive: true })
  mkdirSync(join(folder, 'b', long.repeat(30)), { recursive: true })
  renameSync(join(folder, 'b'), join(folder, 'a', long.repeat(22), 'b'))
  const { files, notScanned } = await listFolder(folder)
  execFileSync('rm', ['-rf', folder])
  expect(files).toEqual([])
  expect(notScanned).toEqual([expect.objectContaining({ code: 'too-deep' })])
})
