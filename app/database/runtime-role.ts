import { createHmac } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

/** Tables to which rows are only ever added. */
const appendOnly = new Set(['audit_events', 'audit_heads'])
/** Which keys sign is for the owner to say: else whoever has this role could vouch for themselves. */
const readOnly = new Set(['audit_keys'])
/** What migrations keep of themselves: read, to see that there is nothing to do. */
const migrationTables = new Set(['kysely_migration', 'kysely_migration_lock'])

/**
 * Gives a role what Gatehouse needs while it runs, and no more: it adds to the audit log and reads it, works with the other
 * tables, and owns nothing, so that it can neither change what is recorded nor switch off what refuses it. Repeatable: what
 * was granted beyond this is taken back.
 * @param database as the owner of the tables
 * @param role must exist
 */
export async function grantRuntime(database: Kysely<Schema>, role: string): Promise<void> {
  const grantee = sql.id(role)
  await database.transaction().execute(async (transaction) => {
    const run = (statement: ReturnType<typeof sql>) => statement.execute(transaction)
    // Grants of two processes at once would fail on the same rows of the catalogue.
    await run(sql`select pg_advisory_xact_lock(hashtext('gatehouse grants'))`)
    await run(sql`revoke all on all tables in schema public from ${grantee}`)
    await run(sql`revoke create on schema public from ${grantee}`)
    await run(sql`grant usage on schema public to ${grantee}`)
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' and tableowner = current_user`.execute(
      transaction,
    )
    for (const { name } of rows) await run(sql`grant ${rightsOn(name)} on ${sql.table(name)} to ${grantee}`)
    await run(sql`grant usage on schema jobs to ${grantee}`)
    await run(sql`grant select, insert, update, delete on all tables in schema jobs to ${grantee}`)
    await run(sql`grant usage, select on all sequences in schema jobs to ${grantee}`)
    await run(sql`grant execute on all functions in schema jobs to ${grantee}`)
  })
}

function rightsOn(table: string) {
  if (appendOnly.has(table)) return sql`select, insert`
  if (migrationTables.has(table) || readOnly.has(table)) return sql`select`
  return sql`select, insert, update, delete`
}

/** The role that the private PostgreSQL lets Gatehouse run as. */
export const privateRuntimeRole = 'gatehouse_runtime'

/** Made from the owner's password, which is random and lies in a closed file, so that no second one has to be kept. */
export const privateRuntimePassword = (ownerPassword: string): string =>
  createHmac('sha256', ownerPassword).update('gatehouse/runtime-role/v1').digest('base64url')

/** Makes the role of the private PostgreSQL where it is missing. @param database as its superuser */
export async function makePrivateRole(database: Kysely<Schema>, password: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('gatehouse grants'))`.execute(transaction)
    const { rows } = await sql`select 1 from pg_roles where rolname = ${privateRuntimeRole}`.execute(
      transaction,
    )
    if (rows.length > 0) return
    // base64url has no quote, and this statement takes no parameters.
    await sql`create role ${sql.id(privateRuntimeRole)} login password ${sql.lit(password)}`.execute(
      transaction,
    )
  })
}
