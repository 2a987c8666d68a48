import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../scanner/engine/finding.ts'
import { random } from '../../scanner/engine/sample.ts'
import { createInlinePool, createWorkerPool } from '../../scanner/pool/pool.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import { scanFolder } from '../../scanner/scan-folder.ts'
import { scanHistory } from '../../scanner/scan-history.ts'
import { scanTree } from '../../scanner/scan-tree.ts'
import { entry } from '../cli/run.ts'
import { githubToken } from '../cli/secrets.ts'
import { commitFiles, git, newRepository, temporaryFolder, writeFiles } from './sources/git-fixture.ts'
import { openForTest } from './sources/open-for-test.ts'

const inline: ScanOptions = { openPool: () => createInlinePool({ userRules: [] }) }
const inThreads: ScanOptions = {
  openPool: () => createWorkerPool(pathToFileURL(entry), 2, { userRules: [] }),
}

/** A secret with enough random bits for a quick fingerprint, one that could be guessed, and a risky file. */
const files = {
  'src/a.ts': `const t = '${githubToken()}'\n`,
  'src/b.yml': `db:\n  password: "${random('base62', 11, 3)}"\n`,
  '.env': 'MODE=production\n',
}

const identities = (findings: readonly Finding[]): readonly string[] =>
  [
    ...new Set(
      findings
        .filter(({ kind }) => kind !== 'assistant')
        .map(({ rule, fingerprint }) => `${rule} ${fingerprint}`),
    ),
  ].toSorted()

async function ofHistory(folder: string, ref = 'HEAD') {
  return identities((await scanHistory(await openForTest(folder), { ...inline, ref })).findings)
}

async function expected(): Promise<readonly string[]> {
  const folder = temporaryFolder()
  writeFiles(folder, files)
  const found = identities((await scanFolder(folder, inline)).findings)
  expect(found).toHaveLength(3)
  return found
}

describe('the fingerprints of a secret and of a risky file are the same', () => {
  test('in a folder, in a tree, in history, in a thread', async () => {
    const folder = newRepository(files)
    const same = await expected()
    const repository = await openForTest(folder)
    expect(identities((await scanTree(repository, 'HEAD', inline)).findings)).toEqual(same)
    expect(identities((await scanTree(repository, 'HEAD', inThreads)).findings)).toEqual(same)
    expect(await ofHistory(folder)).toEqual(same)
  })

  test('after a rename, a line move, and other text around it', async () => {
    const folder = newRepository(files)
    git(folder, 'mv', 'src', 'lib')
    git(folder, 'mv', '.env', 'lib/.env')
    commitFiles(folder, {
      'lib/a.ts': `\n\n\nexport const other = f(1, "${githubToken()}") // moved\n`,
      'lib/b.yml': `x: 1\ndatabase:\n    password: '${random('base62', 11, 3)}' # the same\n`,
    })
    expect(await ofHistory(folder)).toEqual(await expected())
    expect(identities((await scanFolder(folder, inline)).findings)).toEqual(await expected())
  })

  test('after a rebase, a squash, and in another clone', async () => {
    const folder = newRepository({ 'README.md': 'x\n' })
    git(folder, 'checkout', '--quiet', '-b', 'feature')
    commitFiles(folder, { 'src/a.ts': files['src/a.ts'] })
    commitFiles(folder, files)
    git(folder, 'checkout', '--quiet', 'main')
    commitFiles(folder, { 'README.md': 'y\n' })
    git(folder, 'checkout', '--quiet', '-b', 'rebased', 'feature')
    git(folder, 'rebase', '--quiet', 'main')
    git(folder, 'checkout', '--quiet', '-b', 'squashed', 'main')
    git(folder, 'merge', '--quiet', '--squash', 'feature')
    git(folder, 'commit', '--quiet', '--message', 'Squashed')
    const same = await expected()
    for (const branch of ['feature', 'rebased', 'squashed']) {
      git(folder, 'clone', '--quiet', '--single-branch', '--branch', branch, '.', `clone-${branch}`)
      expect(await ofHistory(join(folder, `clone-${branch}`)), branch).toEqual(same)
    }
  })

  test('in a repository of the other object format', async () => {
    const folder = newRepository(files, '--object-format=sha256')
    expect(await ofHistory(folder)).toEqual(await expected())
  })
})

test('another secret, and the same text under another rule, have others', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'a.ts': `'${githubToken(1)}' '${githubToken(2)}'\n`,
    'b.yml': `password: "${random('base62', 11, 4)}"\n`,
  })
  const { findings } = await scanFolder(folder, inline)
  expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(3)
})

test('a fingerprint beside the name of its rule, as comments and reports carry it, is no secret', async () => {
  const rules = ['github-personal-access-token', 'heroku-api-key', 'gitlab-personal-access-token']
  const fingerprints = rules.map((rule, index) => `${rule} g1:${random('hex', 40, index)}`)
  const folder = temporaryFolder()
  writeFiles(folder, {
    'comments.md': fingerprints.map((one) => `<!-- gatehouse:finding ${one} critical open -->\n`).join(''),
    'old.md': `github token: ${random('hex', 40, 9)}\n`,
  })
  const { findings } = await scanFolder(folder, inline)
  expect(findings.map(({ path }) => path)).toEqual(['old.md'])
})
