import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBaseline, writeBaseline } from '../../policies/baseline.ts'
import {
  commitFiles,
  git,
  newRepository,
  temporaryFolder,
  writeFiles,
} from '../scanner/sources/git-fixture.ts'
import { run } from './run.ts'
import { githubRule, githubToken } from './secrets.ts'

test('an old repository starts green, and fails on what is new; what is gone is said', async () => {
  const repository = newRepository({
    'old.sh': `TOKEN=${githubToken(1)}\n`,
    'gone.sh': `T=${githubToken(2)}\n`,
  })
  const file = join(temporaryFolder(), 'baseline.json')
  expect((await run(['baseline', 'create', repository, '-o', file])).code).toBe(0)
  const text = readFileSync(file, 'utf8')
  expect(text).not.toContain(githubToken(1))
  expect(readBaseline(text)).toMatchObject({
    ok: true,
    baseline: { findings: [{ rule: githubRule }, { rule: githubRule }] },
  })
  expect((await run(['scan', repository, '--history', '--baseline', file])).code).toBe(0)
  // Moved, renamed and in another commit it is the same.
  git(repository, 'mv', 'old.sh', 'lib-new.sh')
  commitFiles(repository, { 'lib-new.sh': `\n\nexport TOKEN=${githubToken(1)}\n` })
  expect((await run(['scan', repository, '--history', '--baseline', file])).code).toBe(0)
  writeFiles(repository, { 'new.sh': `TOKEN=${githubToken(3)}\n` })
  expect((await run(['scan', repository, '--baseline', file])).code).toBe(1)

  const other = newRepository({ 'old.sh': `TOKEN=${githubToken(1)}\n` })
  const report = await run(['baseline', 'report', other, '--baseline', file])
  expect(report).toMatchObject({ code: 1 })
  expect(report.stdout).toMatch(
    /^gone: gone\.sh \S+ g1:[0-9a-f]{40}\n1 finding of the baseline is still there, 1 gone\.\n$/,
  )
  const scan = await run(['scan', other, '--history', '--baseline', file])
  expect(scan.stderr).toContain('1 finding of the baseline gone')
})

test('a baseline that is not valid says what is wrong', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'bad.json': '{"version":1,"findings":[{"fingerprint":"g1:1","rule":"a","path":"b"}]}',
  })
  const failed = await run(['scan', folder, '--baseline', join(folder, 'bad.json')])
  expect(failed.code).toBe(2)
  expect(failed.stderr).toContain('is no valid baseline. findings.0.fingerprint: A fingerprint is')
  expect(readBaseline(writeBaseline([]))).toMatchObject({ ok: true })
  expect(readBaseline('{"version":2,"findings":[]}')).toMatchObject({ ok: false })
})
