import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readHeads } from '../../../app/database/audit-log.ts'
import { readSealKeys, rotateSealKey, sealKeyFile } from '../../../app/database/seal-keys.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { readSealed, resealAll, writeSealed } from '../../../app/database/sealed-values.ts'
import { createSecret } from '../../../app/database/secret.ts'
import { signHeads } from '../../../app/database/sign-heads.ts'
import { makeSigningKey, openSigningKey, pemOf, readPublicKeys } from '../../../app/database/signing-key.ts'
import { appendAudit } from '../../../app/database/audit-log.ts'
import { isSignedBy } from '../../../app/enforcement/audit/signed-head.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const now = new Date('2026-11-26T08:00:00.123Z')
const place = { table: 'sealed_values', column: 'value', row: 'one' }
const newKey = () => createSealKey(randomBytes(32))
const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'gatehouse-seal-'))

describe('a sealed value', () => {
  test('opens where it was sealed, and looks different each time', () => {
    const sealer = createSealer([newKey()])
    const [one, two] = [
      sealer.seal(place, createSecret('ключ 🔑')),
      sealer.seal(place, createSecret('ключ 🔑')),
    ]
    expect(sealer.open(place, one).reveal()).toBe('ключ 🔑')
    expect(one.value.equals(two.value)).toBe(false)
  })

  test.each([
    ['another row', { ...place, row: 'two' }],
    ['another column', { ...place, column: 'other' }],
    ['another table', { ...place, table: 'other' }],
  ])('does not open in %s', (_, elsewhere) => {
    const sealer = createSealer([newKey()])
    const sealed = sealer.seal(place, createSecret('text'))
    expect(() => sealer.open(elsewhere, sealed)).toThrow(
      expect.objectContaining({ code: 'unsealing-failed' }),
    )
  })

  test('does not open when any byte of it was changed or its end is missing', () => {
    const sealer = createSealer([newKey()])
    const sealed = sealer.seal(place, createSecret('canary'))
    for (const part of ['value', 'dataKey'] as const) {
      const whole = sealed[part]!
      for (let at = 0; at < whole.length; at += 1) {
        const changed = Buffer.from(whole)
        changed[at]! ^= 1
        expect(() => sealer.open(place, { ...sealed, [part]: changed })).toThrow('was changed')
        expect(() => sealer.open(place, { ...sealed, [part]: whole.subarray(0, at) })).toThrow('was changed')
      }
    }
  })

  test('opens with an old key, and not without it; the message has neither key nor text', () => {
    const [old, current] = [newKey(), newKey()]
    const sealed = createSealer([old]).seal(place, createSecret('canary'))
    const rotated = createSealer([current, old])
    expect(rotated.open(place, sealed).reveal()).toBe('canary')
    expect(rotated.isCurrent(sealed)).toBe(false)
    expect(() => createSealer([current]).open(place, sealed)).toThrow(old.id)
  })

  test('a secret does not show where values are printed', () => {
    const secret = createSecret('canary')
    const printed = [JSON.stringify({ secret }), inspect({ secret }, { depth: 9 }), secret.toString()]
    for (const text of printed) expect(text).not.toContain('canary')
    expect(inspect(newKey())).toContain('[secret]')
  })
})

describe('the keys that seal', () => {
  test('are made in the data folder at the first time, closed to others, and found again', () => {
    const folder = path.join(newFolder(), 'data')
    const [made] = readSealKeys(undefined, folder)
    expect(statSync(path.join(folder, sealKeyFile)).mode & 0o777).toBe(0o600)
    expect(readSealKeys(undefined, folder)[0].id).toBe(made.id)
  })

  test('can be changed: the new one seals, the old one opens', () => {
    const folder = newFolder()
    const [old] = readSealKeys(undefined, folder)
    const [current, kept] = rotateSealKey(folder)
    expect(current.id).not.toBe(old.id)
    expect(kept?.id).toBe(old.id)
    expect(readSealKeys(undefined, folder).map(({ id }) => id)).toEqual([current.id, old.id])
  })

  test('come from the setting where it is given: base64 or hex, the first one seals', () => {
    const [one, two] = [randomBytes(32), randomBytes(32)]
    const folder = newFolder()
    const keys = readSealKeys(`${one.toString('hex')},${two.toString('base64')}`, folder)
    expect(keys.map(({ id }) => id)).toEqual([createSealKey(one).id, createSealKey(two).id])
    expect(existsSync(path.join(folder, sealKeyFile))).toBe(false)
  })

  test.each(['short', ',', randomBytes(31).toString('base64')])(
    'are refused where they are none',
    (given) => {
      const read = () => readSealKeys(given, newFolder())
      expect(read).toThrow(expect.objectContaining({ code: 'invalid-configuration' }))
    },
  )

  test('an empty key file is an error, not a reason to make another key', () => {
    const folder = newFolder()
    writeFileSync(path.join(folder, sealKeyFile), '')
    expect(() => readSealKeys(undefined, folder)).toThrow('must hold keys')
    expect(readFileSync(path.join(folder, sealKeyFile), 'utf8')).toBe('')
  })
})

describe('in the database', () => {
  test('values are kept sealed, replaced, and sealed again with a new key', async () => {
    const { store } = await databases.create()
    const [old, current] = [newKey(), newKey()]
    const name = { kind: 'app-private-key', owner: 'github.com' }
    for (const text of ['first', 'canary'])
      await store.transact((unit) => writeSealed(unit, createSealer([old]), name, createSecret(text)))
    const { value } = await store.database
      .selectFrom('sealed_values')
      .select('value')
      .executeTakeFirstOrThrow()
    expect(value.includes('canary')).toBe(false)
    const rotated = createSealer([current, old])
    expect(await resealAll(store, rotated)).toBe(1)
    expect(await resealAll(store, rotated)).toBe(0)
    expect((await readSealed(store, createSealer([current]), name))?.reveal()).toBe('canary')
    expect(await readSealed(store, rotated, { ...name, owner: 'other' })).toBeUndefined()
  })

  test('one signing key is made by many first starts, and its public half is given out', async () => {
    const { store } = await databases.create()
    const sealer = createSealer([newKey()])
    await expect(openSigningKey(store, sealer)).rejects.toMatchObject({ code: 'signing-key-missing' })
    await Promise.all([1, 2, 3].map(() => makeSigningKey(store, sealer, now)))
    const keys = await Promise.all([1, 2, 3].map(() => openSigningKey(store, sealer)))
    expect(new Set(keys.map(({ publicKey }) => pemOf(publicKey))).size).toBe(1)
    expect(await readPublicKeys(store)).toEqual([pemOf(keys[0]!.publicKey)])
  })

  test('heads are signed where a chain has moved, and only there', async () => {
    const { store } = await databases.create()
    const sealer = createSealer([newKey()])
    await makeSigningKey(store, sealer, now)
    const key = await openSigningKey(store, sealer)
    const [acme, empty] = [await addOrganization(store, 'acme'), await addOrganization(store, 'empty')]
    const append = () =>
      store.transact((unit) =>
        appendAudit(unit, acme, now, [
          { kind: 'sweep.started', actor: null, subject: `organization:${acme}`, data: {} },
        ]),
      )
    await append()
    expect(await signHeads(store, key, now)).toMatchObject([{ organization: acme, sequence: 1 }])
    expect(await signHeads(store, key, now)).toEqual([])
    await append()
    const [head] = await signHeads(store, key, now)
    expect(isSignedBy(head!, key.publicKey)).toBe(true)
    expect((await readHeads(store, 'everything', acme)).map(({ sequence }) => sequence)).toEqual([1, 2])
    expect(await readHeads(store, 'everything', empty)).toEqual([])
  })
})
