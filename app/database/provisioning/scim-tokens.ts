import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { ListedScimToken } from '../../enforcement/provisioning/provisioning-view.ts'
import type { ScimCaller } from '../../enforcement/provisioning/scim-store.ts'
import { appendAudit } from '../audit-log.ts'
import { hashOf } from '../sessions.ts'
import type { Store } from '../store.ts'
import { transactOrder } from '../transact-order.ts'

/** What a token begins with, so that whoever finds one knows what it is. */
export const scimTokenPrefix = 'gatehouse_scim_'
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 62 characters to the 43rd are more than 2^256. */
const secretLength = 43
const endingLength = 4
/** Written at most so often that a token is in use. */
const usedEveryMs = 60_000
/** Two while one takes over from the other, and one that somebody forgot. */
const mostAtOnce = 3

export interface ScimTokenOrder {
  readonly connection: string
  /** Our id of its organization. */
  readonly organization: string
  readonly by: string
  readonly at: Date
}

/** Makes a token, which is shown this once: a hash of it is kept. @returns undefined: too many work already */
export async function createScimToken(
  store: Store,
  { connection, organization, by, at }: ScimTokenOrder,
  expiresAt: Date,
): Promise<{ readonly id: string; readonly token: string } | undefined> {
  const token = scimTokenPrefix + Array.from({ length: secretLength }, () => alphabet[randomInt(62)]).join('')
  const id = await transactOrder(store, async (unit) => {
    await sql`select id from identity_connections where id = ${connection} for update`.execute(unit.database)
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from scim_tokens
      where connection_id = ${connection} and ended_at is null and expires_at > ${at}`.execute(unit.database)
    if ((rows[0]?.count ?? 0) >= mostAtOnce) return undefined
    const row = await unit.database
      .insertInto('scim_tokens')
      .values({
        connection_id: connection,
        hash: hashOf(token),
        ending: token.slice(-endingLength),
        created_by: by,
        created_at: at,
        expires_at: expiresAt,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const data = { connection, expiresAt: expiresAt.toISOString() }
    await appendAudit(unit, organization, at, [
      { kind: 'token.created', actor: by, subject: `scim-token:${row.id}`, data },
    ])
    return row.id
  })
  return id === undefined ? undefined : { id, token }
}

/** Ends a token at once. @returns false: there is none of the connection that works */
export const endScimToken = (
  store: Store,
  { connection, organization, by, at }: ScimTokenOrder,
  token: string,
): Promise<boolean> =>
  transactOrder(store, async (unit) => {
    const row = await unit.database
      .updateTable('scim_tokens')
      .set({ ended_at: at })
      .where('id', '=', token)
      .where('connection_id', '=', connection)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return false
    await appendAudit(unit, organization, at, [
      { kind: 'token.ended', actor: by, subject: `scim-token:${token}`, data: { connection } },
    ])
    return true
  })

/** Those that work first, the newest of them first. */
export async function listScimTokens(
  { database }: Pick<Store, 'database'>,
  connection: string,
  now: Date,
): Promise<readonly ListedScimToken[]> {
  const { rows } = await sql<ListedScimToken>`
    select scim_tokens.id::text as id, ending, login as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
      used_at as "usedAt", ended_at as "endedAt"
    from scim_tokens left join person_names on person_names.person_id = created_by
    where connection_id = ${connection}
    order by ended_at is null and expires_at > ${now} desc, scim_tokens.id desc limit 20`.execute(database)
  return rows
}

/** Who shows a token, which works on its own connection alone. */
export async function scimCaller(
  { database }: Pick<Store, 'database'>,
  connection: string,
  token: string,
  now: Date,
): Promise<ScimCaller | undefined> {
  if (!token.startsWith(scimTokenPrefix)) return undefined
  const { rows } = await sql<{ id: string; organization: string; used_at: Date | null }>`
    select scim_tokens.id, organization_id as organization, used_at from scim_tokens
    join identity_connections on identity_connections.id = connection_id
    join organizations on organizations.id = organization_id
    where hash = ${hashOf(token)} and connection_id = ${connection} and scim_tokens.ended_at is null and expires_at > ${now}
      and identity_connections.ended_at is null and removed_at is null`.execute(database)
  const row = rows[0]
  if (!row) return undefined
  if (row.used_at === null || now.getTime() - row.used_at.getTime() > usedEveryMs)
    await database.updateTable('scim_tokens').set({ used_at: now }).where('id', '=', row.id).execute()
  return { connection, organization: row.organization }
}
