import { expect, test } from 'vitest'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import { type ChangeScan, scanStaged } from '../../scanner/scan-changes.ts'
import { scanDiff } from '../../scanner/scan-diff.ts'
import { githubToken } from '../cli/secrets.ts'
import { commitFiles, git, newRepository, writeFiles } from './sources/git-fixture.ts'
import { openForTest } from './sources/open-for-test.ts'

const options: ScanOptions = { openPool: () => createInlinePool({ userRules: [] }) }
const marksOf = ({ result, isInDiff }: ChangeScan): readonly string[] =>
  result.findings.map((finding) => `${finding.path}:${finding.line} ${isInDiff(finding) ? 'in' : 'out'}`)

test('lines that were there before are outside, also where a name is masked', async () => {
  const name = `${githubToken(9)}.sh`
  const folder = newRepository({ 'a.sh': `x\n${githubToken(1)}\n`, [name]: `x\n${githubToken(1)}\n` })
  commitFiles(folder, {
    'a.sh': `x\n${githubToken(1)}\n${githubToken(2)}\n`,
    [name]: `x\n${githubToken(1)}\n${githubToken(2)}\n`,
  })
  const scan = await scanDiff(await openForTest(folder), 'HEAD~1..HEAD', options)
  expect(marksOf(scan)).toEqual(['********.sh:2 out', '********.sh:3 in', 'a.sh:2 out', 'a.sh:3 in'])
})

test('a file that should not be there at all is inside, whatever lines changed', async () => {
  const folder = newRepository({ '.env': 'MODE=a\nOTHER=1\n' })
  commitFiles(folder, { '.env': 'MODE=b\nOTHER=1\n' })
  const scan = await scanDiff(await openForTest(folder), 'HEAD~1..HEAD', options)
  expect(marksOf(scan)).toEqual(['.env:null in'])
})

test('a finding over several lines is inside where one of them changed', async () => {
  const label = ['RSA', 'PRIVATE', 'KEY'].join(' ')
  const body = Array.from({ length: 5 }, (_, seed) =>
    githubToken(seed).repeat(2).replaceAll('_', '').slice(0, 64),
  )
  const key = (lines: readonly string[]) =>
    `x\n-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
  const folder = newRepository({ 'a.txt': key(body) })
  commitFiles(folder, { 'a.txt': key([...body.slice(0, 4), body[0]!]) })
  commitFiles(folder, { 'a.txt': `changed ${key([...body.slice(0, 4), body[0]!])}` })
  const repository = await openForTest(folder)
  expect(marksOf(await scanDiff(repository, 'HEAD~2..HEAD~1', options))).toEqual(['a.txt:2 in'])
  expect(marksOf(await scanDiff(repository, 'HEAD~1..HEAD', options))).toEqual(['a.txt:2 out'])
})

test('what is staged is read from the index, and what cannot be read is listed', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  writeFiles(folder, { 'a.txt': `a\n${githubToken()}\n` })
  git(folder, 'add', 'a.txt')
  git(folder, 'update-index', '--add', '--cacheinfo', `100644,${'12'.repeat(20)},gone.sh`)
  writeFiles(folder, { 'a.txt': 'a\n' })
  const scan = await scanStaged(await openForTest(folder), options)
  expect(marksOf(scan)).toEqual(['a.txt:2 in'])
  expect(scan.result.coverage.notScanned).toMatchObject([{ path: 'gone.sh', code: 'missing-object' }])
})
