import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { appendAudit, readAudit } from '../../../app/database/audit-log.ts'
import type { Connection } from '../../../app/database/connection.ts'
import { prepareDatabase } from '../../../app/database/prepare-database.ts'
import { grantRuntime } from '../../../app/database/runtime-role.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { writeSealed } from '../../../app/database/sealed-values.ts'
import { createSecret } from '../../../app/database/secret.ts'
import { makeSigningKey, openSigningKey, pemOf, readPublicKeys } from '../../../app/database/signing-key.ts'
import { openStore, type Store } from '../../../app/database/store.ts'
import { checkChain } from '../../../app/enforcement/audit/chain.ts'
import { createWorkQueue } from '../../../app/jobs/work-queue.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const now = new Date('2026-11-26T08:00:00.123Z')
const event = { kind: 'decision.made', subject: 'repository:17', data: { outcome: 'denied' } } as const

/** A database prepared by its owner, and a role that runs Gatehouse in it. */
async function withRole(): Promise<{ owner: Store; runtime: Store; connection: Connection }> {
  const { store: owner, connection } = await databases.create()
  const role = `runtime_${randomUUID().replaceAll('-', '')}`
  const password = randomUUID()
  await sql`create role ${sql.id(role)} login password ${sql.lit(password)}`.execute(owner.database)
  await prepareDatabase(connection, role)
  const own = { ...connection, user: role, password }
  return { owner, runtime: openStore(own), connection: own }
}

describe('the run-time role', () => {
  let owner: Store
  let runtime: Store
  let connection: Connection
  let acme: string
  beforeAll(async () => {
    ;({ owner, runtime, connection } = await withRole())
    acme = await addOrganization(runtime, 'acme')
    await runtime.transact((unit) => appendAudit(unit, acme, now, [{ ...event, actor: null }]))
    return () => runtime.close()
  })

  test.each([
    'update audit_events set data = data',
    'delete from audit_events',
    'truncate audit_events',
    'drop table audit_events',
    'alter table audit_events add column more text',
    'alter table audit_events disable trigger append_only',
    'alter table audit_events disable trigger all',
    'drop trigger append_only on audit_events',
    'create or replace function refuse_audit_change() returns trigger language plpgsql as $$ begin return null; end $$',
    'create table another (id int)',
    `set session_replication_role = 'replica'`,
    'create rule r as on insert to audit_events do instead nothing',
    'update audit_heads set sequence = 0',
    'delete from audit_heads',
    'truncate audit_heads',
    'delete from audit_keys',
    `insert into audit_keys values ('0123456789abcdef', 'a key of their own', now())`,
    'update kysely_migration set name = name',
    'drop schema public cascade',
  ])('may not: %s', async (statement) => {
    await expect(sql.raw(statement).execute(runtime.database)).rejects.toMatchObject({ code: '42501' })
  })

  test('opens the key that the owner made, can make none, and cannot put its own in its place', async () => {
    const sealer = createSealer([createSealKey(randomBytes(32))])
    const missing = { code: 'signing-key-missing' }
    await expect(makeSigningKey(runtime, sealer, now)).rejects.toMatchObject(missing)
    expect(await owner.database.selectFrom('sealed_values').selectAll().execute()).toEqual([])
    await makeSigningKey(owner, sealer, now)
    const { publicKey } = await openSigningKey(runtime, sealer)
    expect(await readPublicKeys(runtime)).toEqual([pemOf(publicKey)])
    // Where the key is there, starting with the run-time role's rights alone is enough.
    await makeSigningKey(runtime, sealer, now)
    const other = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
    const name = { kind: 'audit-signing-key', owner: 'deployment' }
    await runtime.transact((unit) => writeSealed(unit, sealer, name, createSecret(other.toString())))
    await expect(openSigningKey(runtime, sealer)).rejects.toMatchObject(missing)
    // Nor does the owner's next start make it known.
    await makeSigningKey(owner, sealer, now)
    expect(await readPublicKeys(runtime)).toEqual([pemOf(publicKey)])
  })

  test('owns nothing', async () => {
    const { rows } = await sql`
      select relname from pg_class where relowner = (select oid from pg_roles where rolname = current_user)`.execute(
      runtime.database,
    )
    expect(rows).toEqual([])
  })

  test('finds the tables up to date, and can do what running takes', async () => {
    await runtime.migrate()
    const queue = await createWorkQueue(runtime, connection)
    const seen: string[] = []
    await queue.start(
      async (key, { finish }) => {
        await finish(async () => {
          seen.push(key)
        })
      },
      {
        concurrency: { work: 1 },
        lookAgainMs: 200,
        onError: (_, error) => expect.unreachable(String(error)),
      },
    )
    await runtime.transact((unit) => queue.want(unit, [`organization:${acme}`]))
    await expect.poll(() => seen).toEqual([`organization:${acme}`])
    await queue.stop()
  })

  test.each(['update audit_events set data = data', 'delete from audit_events', 'truncate audit_events'])(
    'even the owner is refused, unless it switches that off: %s',
    async (statement) => {
      await expect(sql.raw(statement).execute(owner.database)).rejects.toThrow(/append-only/)
    },
  )

  test('a person can be forgotten, and the chain still verifies', async () => {
    const { id } = await runtime.database
      .insertInto('people')
      .values((insert) => ({ host_id: insert.selectFrom('hosts').select('id').limit(1), github_id: '7' }))
      .returning('id')
      .executeTakeFirstOrThrow()
    await runtime.database
      .insertInto('person_names')
      .values({ person_id: id, login: 'mona', name: 'Mona' })
      .execute()
    await runtime.transact((unit) => appendAudit(unit, acme, now, [{ ...event, actor: id }]))
    const another = openStore(connection)
    await another.database.deleteFrom('person_names').where('person_id', '=', id).execute()
    await another.close()
    const { end, fault } = await checkChain(readAudit(runtime, 'everything', acme))
    expect(fault).toBeUndefined()
    expect(end.sequence).toBeGreaterThan(1)
  })

  test('granting again takes back what was granted beyond', async () => {
    const role = 'user' in connection ? connection.user : ''
    await sql`grant update on audit_events to ${sql.id(role)}`.execute(owner.database)
    const { rows } = await sql<{ ok: boolean }>`
      select has_table_privilege(${role}, 'audit_events', 'update') as ok`.execute(owner.database)
    expect(rows).toEqual([{ ok: true }])
    await grantRuntime(owner.database, role)
    const { rows: after } = await sql<{ ok: boolean }>`
      select has_table_privilege(${role}, 'audit_events', 'update') as ok`.execute(owner.database)
    expect(after).toEqual([{ ok: false }])
  })
})
