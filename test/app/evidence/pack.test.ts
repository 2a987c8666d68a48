import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { pemOf } from '../../../app/database/signing-key.ts'
import { run } from '../../cli/run.ts'
import { useDatabases } from '../database/test-database.ts'
import { fillDeployment } from './evidence-deployment.ts'
import { addressOf } from '../database/address-of.ts'

const databases = useDatabases()
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-pack-'))
const at = (...parts: readonly string[]): string => path.join(folder, ...parts)
let variables: Record<string, string>
const pack = at('q3')

beforeAll(async () => {
  const { store, connection } = await databases.create()
  const { key, sealText } = await fillDeployment(store)
  writeFileSync(at('key.pem'), pemOf(key.publicKey))
  variables = { DATABASE_URL: addressOf(connection), SEAL_KEY: sealText, SWEEP_MINUTES: '1440' }
  await evidence('--from', '2026-07-01', '--to', '2026-07-10', '-o', pack)
})

const evidence = (...args: readonly string[]) => run(['evidence', ...args], { variables })
const verify = (file: string, ...args: readonly string[]) =>
  run(['evidence', 'verify', file, '--public-key', at('key.pem'), ...args])
const rowsOf = (file: string): readonly Record<string, unknown>[] =>
  readFileSync(path.join(pack, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const stateSchema = z.object({
  repository: z.object({ name: z.string() }),
  decision: z.object({ outcome: z.string() }).nullable(),
  approvals: z.array(z.object({ approval: z.string() })),
  connections: z.array(z.object({ control: z.string() })),
})

test('the state at both ends is what the record says of them, for every repository', () => {
  const shown = (file: string) =>
    rowsOf(file).map((row) => {
      const { repository, decision, approvals, connections } = stateSchema.parse(row)
      return [
        repository.name,
        decision?.outcome,
        approvals.map(({ approval }) => approval),
        connections.map(({ control }) => control),
      ]
    })
  expect(shown('state-at-start.jsonl')).toEqual([
    ['acme/web', 'needs-approval', [], ['enforceable']],
    ['acme/api', undefined, [], []],
  ])
  // The emergency has run out, and the approval was ended only after the period.
  expect(shown('state-at-end.jsonl')).toEqual([
    ['acme/web', 'allowed', ['1'], ['enforceable']],
    ['acme/api', undefined, [], []],
  ])
})

test('what began and ended has one row with its people, its outcome and its places in the record', () => {
  expect(rowsOf('access-requests.jsonl')).toMatchObject([
    {
      repository: 'acme/web',
      begun: { by: { login: 'ada' }, event: 3 },
      ended: { event: 5 },
      outcome: 'approved',
    },
  ])
  expect(rowsOf('approvals.jsonl')).toMatchObject([
    { id: '1', ended: null, outcome: null },
    { id: '2', ended: null, outcome: 'ran out' },
  ])
  expect(rowsOf('emergencies.jsonl')).toMatchObject([{ id: '2', ended: null }])
  expect(rowsOf('changes.jsonl')).toMatchObject([{ id: '9', outcome: 'applied' }])
})

test('missed looks and repositories that could not be looked at are named, with since when', () => {
  expect(rowsOf('missed-looks.jsonl')).toMatchObject([
    { organization: 'github.com/acme', from: '2026-07-01T00:00:00.000Z', missed: 2 },
    { from: '2026-07-04T00:00:00.000Z', to: '2026-07-10T00:00:00.000Z', missed: 6 },
  ])
  expect(rowsOf('not-looked-at.jsonl')).toMatchObject([
    {
      repository: 'api',
      what: 'scan',
      why: 'too large',
      since: '2026-07-01T00:10:00.000Z',
      isSinceEarlier: false,
      until: null,
      looks: 2,
    },
  ])
})

test('a pack verifies without the deployment; without a key from elsewhere it vouches for itself alone', async () => {
  const verified = await verify(pack)
  expect(verified).toMatchObject({ code: 0, stderr: '' })
  expect(verified.stdout).toContain('agrees with its record')
  expect(await run(['evidence', 'verify', pack])).toMatchObject({ code: 4 })
})

test('a ZIP is the same, and unzip reads it', async ({ skip }) => {
  const zip = at('q3.zip')
  expect(await evidence('--from', '2026-07-01', '--to', '2026-07-10', '-o', zip)).toMatchObject({ code: 0 })
  expect(await verify(zip)).toMatchObject({ code: 0, stderr: '' })
  const cut = at('cut.zip')
  writeFileSync(cut, readFileSync(zip).subarray(0, -200))
  expect(await verify(cut)).toMatchObject({ code: 2 })
  skip(spawnSync('unzip', ['-v']).status !== 0, 'there is no unzip here')
  expect(spawnSync('unzip', ['-t', zip], { encoding: 'utf8' }).stdout).toContain('No errors detected')
})

test('openssl agrees with the signature', ({ skip }) => {
  skip(spawnSync('openssl', ['version']).status !== 0, 'there is no openssl here')
  const args = ['pkeyutl', '-verify', '-pubin', '-inkey', at('key.pem'), '-rawin']
  const files = ['-in', path.join(pack, 'manifest.json'), '-sigfile', path.join(pack, 'manifest.sig')]
  expect(spawnSync('openssl', [...args, ...files]).status).toBe(0)
})

test.each(readdirOf())('a change of %s is seen', async (name) => {
  const copy = at(`changed-${name}`)
  cpSync(pack, copy, { recursive: true })
  appendFileSync(path.join(copy, name), ' ')
  const { code, stdout } = await verify(copy)
  expect({ code, names: stdout.includes(name.startsWith('manifest') ? 'not signed' : name) }).toEqual({
    code: 1,
    names: true,
  })
})

function readdirOf(): readonly string[] {
  return [
    'manifest.json',
    'manifest.sig',
    'record.jsonl',
    'approvals.jsonl',
    'state-at-end.csv',
    'index.html',
    'people.jsonl',
  ]
}

test('files that do not follow from the record are seen, even where who forged them holds the key', async () => {
  const { createFileSet } = await import('../../../app/evidence/file-set.ts')
  const { parseManifest, renderManifest, signManifest } =
    await import('../../../app/enforcement/evidence/manifest.ts')
  const { generateKeyPairSync } = await import('node:crypto')
  const { verifyPack } = await import('../../../app/evidence/verify-pack.ts')
  const copy = at('forged')
  mkdirSync(copy)
  const files = createFileSet(copy)
  const manifest = parseManifest(readFileSync(path.join(pack, 'manifest.json'), 'utf8'))!
  for (const { name } of manifest.files) {
    const text = readFileSync(path.join(pack, name), 'utf8')
    files.write(name, name === 'approvals.jsonl' ? text.replace('"ran out"', '"revoked"') : text)
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const text = renderManifest({ ...manifest, files: [...files.close()] })
  writeFileSync(path.join(copy, 'manifest.json'), text)
  writeFileSync(path.join(copy, 'manifest.sig'), signManifest(text, privateKey))
  const trusted = [pemOf(publicKey), readFileSync(at('key.pem'), 'utf8')]
  const { faults } = await verifyPack(copy, { publicKeys: trusted, heads: [] })
  expect(faults).toEqual(['approvals.jsonl does not say what the record in the pack says.'])
})

test('the report loads nothing and names what speaks to which control', () => {
  const page = readFileSync(path.join(pack, 'index.html'), 'utf8')
  expect(page).not.toMatch(/<script|src=|url\(/)
  for (const id of ['CC6.1', 'CC6.2', 'CC6.3', 'CC7.2', 'CC8.1', 'A.5.15', 'A.5.18', 'A.8.4', 'A.8.12'])
    expect(page).toContain(id)
  expect(page).toContain('It is no certification')
  expect(readdirSync(pack)).toContain('index.html')
})
