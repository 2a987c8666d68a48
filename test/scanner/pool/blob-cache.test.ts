import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInlinePool, type Pool } from '../../../scanner/pool/pool.ts'
import { rulesVersion } from '../../../scanner/pool/rules-version.ts'
import type { BlobCache, StoredBlob } from '../../../scanner/pool/stored-blob.ts'
import type { ScanOptions } from '../../../scanner/scan.ts'
import { scanHistory } from '../../../scanner/scan-history.ts'
import { scanTree } from '../../../scanner/scan-tree.ts'
import { githubToken } from '../../cli/secrets.ts'
import { runs } from '../../runs.ts'
import { commitFiles, type Files, git, importCommits, newRepository } from '../sources/git-fixture.ts'
import { openForTest } from '../sources/open-for-test.ts'

interface RememberingCache extends BlobCache {
  readonly blobs: Map<string, StoredBlob>
}

/** A cache that lets through only what JSON can hold, as a database would. */
function memoryCache(): RememberingCache {
  const blobs = new Map<string, StoredBlob>()
  return {
    blobs,
    read: async (ids) => new Map(ids.flatMap((id) => (blobs.has(id) ? [[id, blobs.get(id)!]] : []))),
    write: async (entries) => {
      for (const [id, blob] of entries) blobs.set(id, JSON.parse(JSON.stringify(blob)))
    },
  }
}

/** A pool that counts how many contents were matched. */
function countingPool(counted: { matched: number }): ScanOptions['openPool'] {
  return (): Pool => {
    const pool = createInlinePool({ userRules: [] })
    return {
      ...pool,
      run: async (task) => {
        const result = await pool.run(task)
        if (task.kind === 'blobs') counted.matched += result.matched
        return result
      },
    }
  }
}

const options: ScanOptions = { openPool: () => createInlinePool({ userRules: [] }) }

const password = 'DB_PASSWORD=kT9qLw2vXz\npassword: plainword77\n'
const settings = JSON.stringify({ env: { GITHUB_TOKEN: githubToken(9) }, permissions: { allow: ['Bash'] } })
const contents = [
  `token ${githubToken()}\n`,
  `${githubToken(2)} # gatehouse:allow github-personal-access-token -- a test\n`,
  password,
  settings,
  'nothing\n',
  'MODE=production\n',
  Buffer.from(`\uFEFFtoken = "${githubToken(3)}"\n`, 'utf16le'),
  `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 5\n`,
]
const paths = [
  'a.txt',
  'config.yml',
  'src/a.ts',
  'test/a.txt',
  'docs/a.md',
  '.env',
  '.env.example',
  'package-lock.json',
  '.claude/settings.json',
  'key.pem',
  '.github/workflows/claude.yml',
]

const trees = fc.array(
  fc.dictionary(fc.constantFrom(...paths), fc.constantFrom(...contents), { minKeys: 1, maxKeys: 5 }),
  { minLength: 1, maxLength: 4 },
)

test('a scan finds the same without a cache, with an empty one, and with one that another history has filled', async () => {
  const warm = memoryCache()
  await fc.assert(
    fc.asyncProperty(trees, async (commits) => {
      const folder = newRepository()
      importText(folder, commits)
      const repository = await openForTest(folder)
      const scan = async (more: Partial<ScanOptions>) => [
        await scanHistory(repository, { ...options, ...more, ref: 'main' }),
        await scanTree(repository, 'main', { ...options, ...more }),
      ]
      const without = await scan({})
      expect(await scan({ cache: memoryCache() })).toEqual(without)
      // The first of the two may add to it, the second only reads.
      expect(await scan({ cache: warm })).toEqual(without)
      expect(await scan({ cache: warm })).toEqual(without)
    }),
    // Each makes a repository and scans it eight times.
    { numRuns: Math.max(8, Math.floor(runs / 200)) },
  )
})

function importText(folder: string, commits: readonly Files[]): void {
  if (commits.every((files) => Object.values(files).every((content) => typeof content === 'string')))
    importCommits(folder, 'main', commits)
  else for (const files of commits) commitFiles(folder, files)
}

test('after a push only new blobs are matched', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`${index}.txt`, `${index} ${githubToken(index)}\n`]),
  )
  const folder = newRepository(files)
  const cache = memoryCache()
  const counted = { matched: 0 }
  const scan = async () => {
    counted.matched = 0
    const openPool = countingPool(counted)
    const result = await scanHistory(await openForTest(folder), { openPool, cache, ref: 'main' })
    return { matched: counted.matched, found: result.findings.length }
  }
  expect(await scan()).toEqual({ matched: 50, found: 50 })
  expect(await scan()).toEqual({ matched: 0, found: 50 })
  commitFiles(folder, { 'new.txt': `${githubToken(99)}\n` })
  expect(await scan()).toEqual({ matched: 1, found: 51 })
  git(folder, 'mv', 'new.txt', '.env')
  commitFiles(folder, {})
  // The same content under a name that should not be there: the secret there, the file, and that no deny rule covers it.
  expect(await scan()).toMatchObject({ matched: 0, found: 54 })
})

test('a name is never hidden by a content that is known', async () => {
  const cache = memoryCache()
  const scan = async (files: Files) => {
    const repository = await openForTest(newRepository(files))
    const { findings } = await scanTree(repository, 'main', { ...options, cache })
    return findings.map(({ rule, path }) => `${rule} ${path}`)
  }
  expect(await scan({ 'a.txt': 'MODE=production\n' })).toEqual([])
  expect(await scan({ '.env': 'MODE=production\n' })).toContain('dotenv-file .env')
})

test('what was nothing at the paths it had is matched again where it is something', async () => {
  const cache = memoryCache()
  const scan = async (files: Files) => {
    const repository = await openForTest(newRepository(files))
    return (await scanTree(repository, 'main', { ...options, cache })).findings
  }
  expect(await scan({ 'package-lock.json': password })).toEqual([])
  const [stored] = cache.blobs.values()
  expect(stored!.matches.length).toBeGreaterThan(0)
  expect(stored!.matches.every(({ fingerprint }) => fingerprint === undefined)).toBe(true)
  expect((await scan({ 'config.yml': password })).length).toBeGreaterThan(0)
})

test('nothing that is stored holds a secret', async () => {
  const cache = memoryCache()
  const secrets = [githubToken(), githubToken(2), 'kT9qLw2vXz']
  const repository = await openForTest(
    newRepository({ 'a.txt': String(contents[0]), 'b.txt': String(contents[1]), 'c.yml': password }),
  )
  await scanTree(repository, 'main', { ...options, cache })
  const text = JSON.stringify([...cache.blobs.values()])
  expect(text).toContain('g1:')
  for (const secret of secrets) expect(text).not.toContain(secret)
})

test('the version is the same each time, and another one with other rules', () => {
  const version = rulesVersion({ userRules: [] })
  expect(version).toMatch(/^[0-9a-f]{64}$/)
  expect(rulesVersion({ userRules: [] })).toBe(version)
  const rule = { id: 'acme-badge', title: 'Badge', pattern: 'badge-[0-9]{6}', keywords: ['badge-'] }
  const userRules = [{ ...rule, severity: 'low', confidence: 'high' } as const]
  expect(rulesVersion({ userRules })).not.toBe(version)
})

test('an aborted scan ends with the reason', async () => {
  const repository = await openForTest(newRepository({ 'a.txt': 'a\n' }))
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(scanHistory(repository, { ...options, signal, ref: 'main' })).rejects.toThrow('enough')
})
