import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readAudit } from '../../../app/database/audit-log.ts'
import { openSealer } from '../../../app/database/open-sealer.ts'
import { createSealer, createSealKey, sealWith } from '../../../app/database/sealed.ts'
import { readSealed, resealAll, writeSealed } from '../../../app/database/sealed-values.ts'
import { createSecret } from '../../../app/database/secret.ts'
import type { Store } from '../../../app/database/store.ts'
import { run } from '../../cli/run.ts'
import { addOrganization } from '../database/add-organization.ts'
import { addressOf } from '../database/address-of.ts'
import { useDatabases } from '../database/test-database.ts'
import { startVault } from './vault.ts'

const databases = useDatabases()
const nameOf = (owner: number) => ({ kind: 'app-private-key', owner: String(owner).padStart(3, '0') })

async function deployment() {
  const { store, connection } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const keyFile = path.join(folder, 'keys')
  const base = { DATABASE_URL: addressOf(connection), DATA_FOLDER: folder }
  const gatehouse = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    run(args, { variables: { ...base, ...more } })
  return { store, acme, folder, keyFile, gatehouse }
}

/** As versions before there were envelopes sealed: by the key itself. */
async function sealAsBefore({ database }: Store, key: Buffer, owner: number): Promise<void> {
  const name = nameOf(owner)
  const place = { table: 'sealed_values', column: 'value', row: `${name.kind} ${name.owner}` }
  const value = sealWith(key, place, createSecret(`canary-${owner}`))
  await database
    .insertInto('sealed_values')
    .values({ ...name, key_id: createSealKey(key).id, value })
    .execute()
}

const opened = async (store: Store, sealer: ReturnType<typeof openSealer>, owners: number) => {
  const all: (string | undefined)[] = []
  for (let owner = 0; owner < owners; owner += 1)
    all.push((await readSealed(store, sealer, nameOf(owner)))?.reveal())
  return all
}
const canaries = (owners: number) => Array.from({ length: owners }, (_, owner) => `canary-${owner}`)

test('what was sealed before there were envelopes opens, and is put into one; whoever is cut off goes on', async () => {
  const { store } = await deployment()
  const [old, current] = [randomBytes(32), randomBytes(32)]
  for (let owner = 0; owner < 25; owner += 1) await sealAsBefore(store, old, owner)
  const sealer = createSealer([createSealKey(current), createSealKey(old)])
  expect(await opened(store, sealer, 25)).toEqual(canaries(25))
  let seals = 0
  const breaking = {
    ...sealer,
    seal: (...given: Parameters<typeof sealer.seal>) => {
      seals += 1
      if (seals > 17) throw new Error('cut off')
      return sealer.seal(...given)
    },
  }
  await expect(resealAll(store, breaking, 5)).rejects.toThrow('cut off')
  expect(await opened(store, sealer, 25)).toEqual(canaries(25))
  // Three batches of five were kept whole.
  expect(await resealAll(store, sealer, 5)).toBe(10)
  expect(await resealAll(store, sealer, 5)).toBe(0)
  expect(await opened(store, createSealer([createSealKey(current)]), 25)).toEqual(canaries(25))
  const row = await store.database.selectFrom('sealed_values').selectAll().executeTakeFirstOrThrow()
  expect([row.form, row.data_key?.length]).toEqual([2, 12 + 16 + 44])
})

test('a wrapped key opens nothing in another row, nor does a value under another key', async () => {
  const { store } = await deployment()
  const sealer = createSealer([createSealKey(randomBytes(32))])
  for (const owner of [0, 1])
    await store.transact((unit) => writeSealed(unit, sealer, nameOf(owner), createSecret(`canary-${owner}`)))
  const other = await store.database
    .selectFrom('sealed_values')
    .selectAll()
    .where('owner', '=', '001')
    .executeTakeFirstOrThrow()
  for (const change of [{ data_key: other.data_key }, { data_key: other.data_key, value: other.value }]) {
    await store.database.updateTable('sealed_values').set(change).where('owner', '=', '000').execute()
    await expect(readSealed(store, sealer, nameOf(0))).rejects.toMatchObject({ code: 'unsealing-failed' })
  }
})

test('keys are rotated by a command while others run: they take the new one up, and both open', async () => {
  const { store, acme, keyFile, gatehouse, folder } = await deployment()
  const old = randomBytes(32).toString('base64')
  writeFileSync(keyFile, `${old}\n`)
  const variables = { SEAL_KEY_FILE: keyFile }
  const running = openSealer({ sealKey: old, sealKeyFile: keyFile, dataFolder: folder })
  for (let owner = 0; owner < 3; owner += 1)
    await store.transact((unit) => writeSealed(unit, running, nameOf(owner), createSecret(`canary-${owner}`)))
  // Another one, which has read the file and seals a last time by the old key while the command works.
  const late = createSealer([createSealKey(Buffer.from(old, 'base64'))])
  const rotated = await gatehouse(['keys', 'rotate'], variables)
  expect([rotated.stderr, rotated.stdout]).toEqual(['', expect.stringContaining('secrets were sealed again')])
  expect(await opened(store, running, 3)).toEqual(canaries(3))
  await store.transact((unit) => writeSealed(unit, late, nameOf(3), createSecret('canary-3')))
  await store.transact((unit) => writeSealed(unit, running, nameOf(4), createSecret('canary-4')))
  expect(await opened(store, running, 5)).toEqual(canaries(5))
  const listed = await gatehouse(['keys', 'list'], variables)
  expect(listed.stdout).toMatch(/^\w{16} {2}seals {2}\d+ secrets\n\w{16} {2}opens {2}1 secrets\n$/)
  const again = await gatehouse(['keys', 'rotate', '--no-new-key', '--retire'], variables)
  expect(again.stdout).toContain('1 secret was sealed again.')
  expect(again.stdout).toContain('Taken out of')
  expect(readFileSync(keyFile, 'utf8')).not.toContain(old)
  expect(await opened(store, running, 5)).toEqual(canaries(5))
  const kinds: string[] = []
  for await (const { kind } of readAudit(store, 'everything', acme)) kinds.push(kind)
  expect(kinds).toEqual(['keys.rotated', 'keys.rotated'])
})

test('a key that a setting holds itself is not changed by a command, which says what to do', async () => {
  const { gatehouse } = await deployment()
  const refused = await gatehouse(['keys', 'rotate'], { SEAL_KEY: randomBytes(32).toString('base64') })
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--no-new-key')])
})

test('a key service wraps from then on, opens what lay here before, and is rotated by its versions', async () => {
  const { store, folder } = await deployment()
  const { vault, url, stop } = await startVault()
  const local = { sealKey: undefined, dataFolder: folder }
  await store.transact((unit) => writeSealed(unit, openSealer(local), nameOf(0), createSecret('canary-0')))
  let token = 'first'
  const sealer = openSealer({ ...local, keyService: { url, token: () => token } })
  await store.transact((unit) => writeSealed(unit, sealer, nameOf(1), createSecret('canary-1')))
  expect(await opened(store, sealer, 2)).toEqual(canaries(2))
  expect(await resealAll(store, sealer)).toBe(1)
  rmSync(path.join(folder, 'seal-key'))
  vault.rotate()
  expect(await resealAll(store, openSealer({ ...local, keyService: { url, token: () => token } }))).toBe(2)
  expect(await resealAll(store, sealer)).toBe(0)
  const rows = await store.database.selectFrom('sealed_values').select('key_id').execute()
  expect(rows.map((row) => row.key_id)).toEqual(['vault:gatehouse:v2', 'vault:gatehouse:v2'])
  // A token that was renewed is taken from then on.
  vault.token = 'second'
  const refused = readSealed(store, sealer, nameOf(0))
  await expect(refused).rejects.toMatchObject({
    code: 'key-service-failed',
    message: expect.stringMatching(/127\.0\.0\.1:\d+ answered decrypt with 403/),
  })
  token = 'second'
  expect(await opened(store, sealer, 2)).toEqual(canaries(2))
  stop()
  await expect(readSealed(store, sealer, nameOf(0))).rejects.toThrow('does not answer')
})
