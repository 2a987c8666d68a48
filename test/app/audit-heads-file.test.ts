import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, renameSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { auditHeadsFile, createHeadsFile } from '../../app/audit-heads-file.ts'
import { appendAudit, readHeads } from '../../app/database/audit-log.ts'
import { createSealer, createSealKey } from '../../app/database/sealed.ts'
import { signHeads } from '../../app/database/sign-heads.ts'
import { makeSigningKey, openSigningKey, pemOf } from '../../app/database/signing-key.ts'
import { readKeptHeads } from '../../app/enforcement/audit/kept-heads.ts'
import { addOrganization } from './database/add-organization.ts'
import { useDatabases } from './database/test-database.ts'

const databases = useDatabases()
const now = new Date('2026-11-26T08:00:00.000Z')

async function deployment() {
  const { store } = await databases.create()
  const sealer = createSealer([createSealKey(randomBytes(32))])
  await makeSigningKey(store, sealer, now)
  const key = await openSigningKey(store, sealer)
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'gatehouse-heads-')), 'data')
  const organization = await addOrganization(store, 'acme')
  const happens = () =>
    store.transact((unit) =>
      appendAudit(unit, organization, now, [
        { kind: 'policy.changed', actor: null, subject: 'policy:1', data: {} },
      ]),
    )
  const file = path.join(folder, auditHeadsFile)
  const read = () => readKeptHeads(readFileSync(file, 'utf8').split('\n'), file)
  return { store, key, folder, file, organization, happens, read }
}

test('every head is in the file when it is in the database, with the key, closed to others', async () => {
  const { store, key, folder, file, organization, happens, read } = await deployment()
  const keep = createHeadsFile(folder, key)
  for (const _ of [1, 2, 3]) {
    await happens()
    await signHeads(store, key, now, keep)
  }
  await signHeads(store, key, now, keep)
  const { heads, publicKeys, torn } = await read()
  expect(heads).toMatchObject(await readHeads(store, 'everything', organization))
  expect(heads).toHaveLength(3)
  expect(publicKeys).toEqual([pemOf(key.publicKey)])
  expect(torn).toBe(0)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('what a killed process left of a line costs that line alone', async () => {
  const { store, key, folder, file, happens, read } = await deployment()
  await happens()
  await signHeads(store, key, now, createHeadsFile(folder, key))
  appendFileSync(file, '{"type":"head","organization":"1","sequ')
  await happens()
  await signHeads(store, key, now, createHeadsFile(folder, key))
  const { heads, torn } = await read()
  expect(heads.map(({ sequence }) => sequence)).toEqual([1, 2])
  expect(torn).toBe(1)
})

test('a file that was moved away is begun again, with the key', async () => {
  const { store, key, folder, file, happens, read } = await deployment()
  const keep = createHeadsFile(folder, key)
  await happens()
  await signHeads(store, key, now, keep)
  renameSync(file, `${file}.1`)
  await happens()
  await signHeads(store, key, now, keep)
  expect(await read()).toMatchObject({ heads: [{ sequence: 2 }], publicKeys: [pemOf(key.publicKey)] })
})

test('where the file cannot be written nothing is recorded, and the next time makes up for it', async () => {
  const { store, key, folder, organization, happens, read } = await deployment()
  await happens()
  const full = () => Promise.reject(new Error('no space'))
  await expect(signHeads(store, key, now, full)).rejects.toThrow('no space')
  expect(await readHeads(store, 'everything', organization)).toEqual([])
  await signHeads(store, key, now, createHeadsFile(folder, key))
  expect((await read()).heads).toHaveLength(1)
})
