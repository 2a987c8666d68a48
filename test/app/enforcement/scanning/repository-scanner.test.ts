import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import {
  createRepositoryScanner,
  type RepositoryScannerOptions,
} from '../../../../app/enforcement/scanning/repository-scanner.ts'
import type { ScanOutcome, ScanRequest } from '../../../../app/enforcement/scanning.ts'
import { policySchema } from '../../../../policies/policy.ts'
import { createInlinePool, createWorkers } from '../../../../scanner/pool/pool.ts'
import type { StoredBlob } from '../../../../scanner/pool/stored-blob.ts'
import { entry } from '../../../cli/run.ts'
import { githubRule, githubToken } from '../../../cli/secrets.ts'
import { company } from '../../../github/simulated.ts'
import type { RepositoryInput } from '../../../github/world/build-repositories.ts'
import { commitFiles, git, gitWith, temporaryFolder } from '../../../scanner/sources/git-fixture.ts'
import { countProcessorTime } from '../../../processor-time.ts'

const { scanning } = policySchema.parse({ version: 1, default: 'deny', groups: [] })
const never = new AbortController().signal

/** A repository on the simulated GitHub, and a scanner that can reach it. */
async function shop(input: Omit<RepositoryInput, 'name'>, options: Partial<RepositoryScannerOptions> = {}) {
  const made = await company({ contents: 'read' })
  const { github, acme, installation } = made
  const repository = github.addRepository(acme, { name: 'shop', ...input })
  const cacheFolder = join(temporaryFolder(), 'mirrors')
  const blobs = new Map<string, StoredBlob>()
  const written: string[] = []
  const scanner = createRepositoryScanner({
    cacheFolder,
    mostMirrorBytes: 1e9,
    mostRepositoryBytes: 1e9,
    mostSeconds: 60,
    openPool: (rules) => createInlinePool(rules),
    blobCache: (organization, version) => ({
      read: async (ids) =>
        new Map(
          ids.flatMap((id) => {
            const blob = blobs.get(`${organization} ${version} ${id}`)
            return blob ? [[id, blob]] : []
          }),
        ),
      write: async (entries) => {
        for (const [id, blob] of entries) {
          written.push(id)
          blobs.set(`${organization} ${version} ${id}`, blob)
        }
      },
    }),
    ...options,
  })
  const url = `${github.webUrl}/acme/shop.git`
  const scan = (request: Partial<ScanRequest> = {}): Promise<ScanOutcome> =>
    scanner.scan({
      organization: '3',
      repository: '17',
      defaultBranch: 'main',
      pushedAt: null,
      settings: scanning,
      openClone: async () => ({ url, token: github.addInstallationToken(installation) }),
      signal: never,
      ...request,
    })
  /** Changes the repository as a person would. */
  const change = async (work: (folder: string) => void): Promise<void> => {
    const store = await github.git.toWrite(repository)
    const folder = temporaryFolder()
    const bare = await store.folder()
    git(folder, 'clone', '--quiet', bare, '.')
    work(folder)
    git(folder, 'push', '--quiet', '--force', '--prune', bare, 'refs/heads/*:refs/heads/*')
    store.forget()
  }
  return { ...made, scan, change, cacheFolder, written, url }
}

function scanned(outcome: ScanOutcome) {
  if (outcome.status !== 'scanned') throw new Error(`It is ${JSON.stringify(outcome)}`)
  return outcome
}

const found = (outcome: ScanOutcome) =>
  scanned(outcome).result.findings.map(({ rule, path, history }) => [rule, path, history?.tracked])

test('history is scanned, and again only after a push, and then only what is new', async () => {
  const { scan, change, written, github } = await shop({
    commits: [{ files: { 'a.sh': `${githubToken()}\n`, 'b.txt': 'b\n' } }, { files: { 'a.sh': null } }],
  })
  const first = scanned(await scan())
  expect(first).toMatchObject({ history: 'whole', headCommit: expect.stringMatching(/^[0-9a-f]{40}$/) })
  expect(found(first)).toEqual([[githubRule, 'a.sh', false]])
  expect(first.result.coverage).toMatchObject({ commits: 2, notScanned: [] })
  expect(written).toHaveLength(2)
  expect(await scan({ lastBasis: first.basis })).toMatchObject({ status: 'unchanged', basis: first.basis })
  const settings = { ...scanning, history: 'none' as const }
  expect(await scan({ lastBasis: first.basis, settings })).toMatchObject({
    status: 'scanned',
    history: 'none',
  })
  await change((folder) => commitFiles(folder, { 'c.sh': `${githubToken(2)}\n` }))
  const second = await scan({ lastBasis: first.basis })
  expect(found(second)).toEqual([
    [githubRule, 'c.sh', true],
    [githubRule, 'a.sh', false],
  ])
  expect(written).toHaveLength(3)
  expect(github.calls.filter(({ isWrite }) => isWrite)).toEqual([])
})

test('what a forced push or a deleted branch takes out of history is not found any more', async () => {
  const { scan, change } = await shop({
    commits: [
      { files: { 'README.md': 'x\n' } },
      { files: { 'a.sh': `${githubToken()}\n` } },
      { files: { 'b.sh': `${githubToken(2)}\n` }, branch: 'topic' },
    ],
  })
  expect(found(await scan())).toEqual([
    [githubRule, 'a.sh', true],
    [githubRule, 'b.sh', false],
  ])
  await change((folder) => git(folder, 'reset', '--quiet', '--hard', 'HEAD~1'))
  expect(found(await scan())).toEqual([])
})

test('an empty repository is looked at, and is not called clean', async () => {
  const { scan } = await shop({ commits: [] })
  const outcome = scanned(await scan())
  expect(outcome.headCommit).toBeNull()
  expect(outcome.result.coverage.notScanned.map(({ code }) => code)).toEqual(['no-commit'])
})

test('what may not be read is not scanned, and says so without the token', async () => {
  const { scan, url, github, installation } = await shop({ files: { 'a.txt': 'a\n' } })
  const token = github.addInstallationToken(installation, { permissions: { metadata: 'read' } })
  const outcome = await scan({ openClone: async () => ({ url, token }) })
  expect(outcome).toMatchObject({ status: 'not-scanned', code: 'refused' })
  expect(JSON.stringify(outcome)).not.toContain(token)
  const nothing = await scan({ openClone: async () => ({ url, token: 'nonsense' }) })
  expect(nothing).toMatchObject({ status: 'not-scanned', code: 'refused' })
})

test('what is too large or takes too long is not scanned', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`${index}.txt`, githubToken(index).repeat(20)]),
  )
  const small = await shop({ files }, { mostRepositoryBytes: 10_000 })
  expect(await small.scan()).toMatchObject({ status: 'not-scanned', code: 'too-large' })
  const quick = await shop({ files }, { mostSeconds: 0.05 })
  const openClone = async () => {
    await setTimeout(200)
    return { url: quick.url, token: '' }
  }
  expect(await quick.scan({ openClone })).toMatchObject({ status: 'not-scanned', code: 'too-slow' })
})

test('whoever asked can stop it, and hears the reason', async () => {
  const { scan } = await shop({ files: { 'a.txt': 'a\n' } })
  const stop = new AbortController()
  const openClone = async () => {
    stop.abort(new Error('somebody else is at it'))
    return { url: 'https://example.com/a.git', token: '' }
  }
  await expect(scan({ openClone, signal: stop.signal })).rejects.toThrow('somebody else is at it')
})

test('a mirror that was damaged is had anew, also where only a scan notices', async () => {
  const { scan, cacheFolder } = await shop(
    { files: { 'a.sh': `${githubToken()}\n` } },
    {
      blobCache: () => ({ read: async () => new Map(), write: async () => {} }),
    },
  )
  await scan()
  const packs = join(cacheFolder, '3', '17.git', 'objects', 'pack')
  const pack = readdirSync(packs).find((name) => name.endsWith('.pack'))!
  chmodSync(join(packs, pack), 0o600)
  const size = statSync(join(packs, pack)).size
  writeFileSync(join(packs, pack), Buffer.alloc(size, 1))
  const outcome = await scan()
  expect(outcome.status === 'scanned' ? found(outcome) : outcome).toEqual([[githubRule, 'a.sh', true]])
})

test('mirrors are for this account alone, and those that were not used for longest go', async () => {
  const { scan, cacheFolder } = await shop(
    { files: { 'a.txt': githubToken().repeat(50) } },
    {
      mostMirrorBytes: 3000,
    },
  )
  await scan({ repository: '1' })
  await scan({ repository: '2' })
  await scan({ repository: '3' })
  expect(statSync(cacheFolder).mode & 0o077).toBe(0)
  expect(statSync(join(cacheFolder, '3')).mode & 0o077).toBe(0)
  expect(existsSync(join(cacheFolder, '3', '1.git'))).toBe(false)
  expect(existsSync(join(cacheFolder, '3', '3.git'))).toBe(true)
})

const workflow = (version: string): string => `on: issue_comment
jobs:
  claude:
    runs-on: ubuntu-latest
    steps:
      - uses: anthropics/claude-code-action@${version}
        with:
          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}
`

test('workflows of other branches and commits of an assistant are evidence', async () => {
  const { scan, change } = await shop({ files: { '.github/workflows/claude.yml': workflow('v1') } })
  await change((folder) => {
    git(folder, 'branch', 'same')
    git(folder, 'checkout', '--quiet', '-b', 'other')
    commitFiles(folder, { '.github/workflows/claude.yml': workflow('v2') })
    git(folder, 'branch', 'twin')
    const bot = '209825114+claude[bot]@users.noreply.github.com'
    gitWith({ GIT_AUTHOR_EMAIL: bot }, folder, 'commit', '--quiet', '--allow-empty', '--message', 'By it')
    const trailer = 'With it\n\nCo-Authored-By: Claude <noreply@anthropic.com>'
    git(folder, 'commit', '--quiet', '--allow-empty', '--message', trailer)
    const text =
      'About it\n\nIt says Co-Authored-By: Claude <noreply@anthropic.com> in this text\nand goes on.'
    git(folder, 'commit', '--quiet', '--allow-empty', '--message', text)
  })
  const { evidence } = scanned(await scan())
  expect(evidence.otherWorkflows).toMatchObject([
    {
      assistant: 'claude',
      branch: 'other',
      moreBranches: 1,
      file: '.github/workflows/claude.yml',
      form: 'action',
    },
  ])
  expect(evidence.activity.map(({ assistant, by }) => `${assistant} ${by}`).toSorted()).toEqual([
    'claude bot',
    'claude trailer',
  ])
  expect(evidence.leftOut).toEqual([])
})

test('one set of threads serves scans with different rules, at the same time', async () => {
  const workers = createWorkers(pathToFileURL(entry), 2)
  onTestFinished(() => workers.close())
  const { scan } = await shop(
    { files: { 'a.txt': `badge-482913 ${githubToken()}\n` } },
    { openPool: workers.open },
  )
  const badge = { id: 'acme-badge', title: 'Badge', pattern: 'badge-[0-9]{6}', keywords: ['badge-'] }
  const settings = {
    ...scanning,
    rules: [{ ...badge, severity: 'low' as const, confidence: 'high' as const }],
  }
  const [own, usual] = await Promise.all([scan({ settings, repository: '1' }), scan({ repository: '2' })])
  expect(new Set(found(own).map(([rule]) => rule))).toEqual(new Set(['acme-badge', githubRule]))
  expect(found(usual).map(([rule]) => rule)).toEqual([githubRule])
})

/** A fifth of what `npm run proof` looks at. */
const manyFiles = process.env['PROOF'] === undefined ? 20_000 : 100_000

test(`a tree of ${manyFiles} files is scanned in sane time, and again in less`, async () => {
  const files = Object.fromEntries(
    Array.from({ length: manyFiles }, (_, index) => [`${index % 1000}/${index}.txt`, `${index % 5000}\n`]),
  )
  const { scan, change } = await shop({ files }, { mostSeconds: 120 })
  const milliseconds = countProcessorTime()
  expect(scanned(await scan()).result.coverage).toMatchObject({ files: manyFiles, blobs: 5000 })
  expect(milliseconds()).toBeLessThan(60_000)
  await change((folder) => commitFiles(folder, { 'new.sh': `${githubToken()}\n` }))
  expect(found(await scan())).toEqual([[githubRule, 'new.sh', true]])
})
