import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { TokenScope } from '../enforcement/members/permissions.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import type { ListedToken } from '../enforcement/reading/member-list.ts'
import { appendAudit } from './audit-log.ts'
import { hashOf } from './sessions.ts'
import type { Store } from './store.ts'
import { transactOrder } from './transact-order.ts'

type Reading = Pick<Store, 'database'>

/** What a token begins with, so that whoever finds one knows what it is. */
export const tokenPrefix = 'gatehouse_'
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 62 characters to the 43rd are more than 2^256. */
const secretLength = 43
/** How much of its end is kept to know it by. */
const endingLength = 4

/** Written at most so often that a token is in use. */
const usedEveryMs = 60_000

export interface NewToken {
  /** Our id. */
  readonly organization: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly expiresAt: Date
  /** Our id of a person. */
  readonly by: string
  readonly at: Date
}

/** Makes a token, which is shown this once: a hash of it is kept. */
export async function createToken(
  store: Store,
  { organization, name, scopes, expiresAt, by, at }: NewToken,
): Promise<{ readonly id: string; readonly token: string }> {
  const token = tokenPrefix + Array.from({ length: secretLength }, () => alphabet[randomInt(62)]).join('')
  const id = await transactOrder(store, async (unit) => {
    const row = await unit.database
      .insertInto('api_tokens')
      .values({
        organization_id: organization,
        name,
        hash: hashOf(token),
        ending: token.slice(-endingLength),
        scopes,
        created_by: by,
        created_at: at,
        expires_at: expiresAt,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const data = { scopes, expiresAt: expiresAt.toISOString() }
    await appendAudit(unit, organization, at, [
      { kind: 'token.created', actor: by, subject: `token:${row.id}`, data },
    ])
    return row.id
  })
  return { id, token }
}

/** The tokens of an organization, those that work first and the newest of them first. */
export async function listTokens(
  { database }: Reading,
  organization: string,
  now: Date,
): Promise<readonly ListedToken[]> {
  const { rows } = await sql<ListedToken>`
    select api_tokens.id, api_tokens.name, ending, scopes, login as "createdBy", created_at as "createdAt",
      expires_at as "expiresAt", used_at as "usedAt", ended_at as "endedAt"
    from api_tokens left join person_names on person_names.person_id = created_by
    where organization_id = ${organization}
    order by ended_at is null and expires_at > ${now} desc, api_tokens.id desc
    limit 200`.execute(database)
  return rows
}

/** Ends a token at once. @returns false: there is none of the organization, or it was ended already */
export const endToken = (
  store: Store,
  organization: string,
  token: string,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<boolean> =>
  transactOrder(store, async (unit) => {
    const row = await unit.database
      .updateTable('api_tokens')
      .set({ ended_at: at, ended_by: by })
      .where('id', '=', token)
      .where('organization_id', '=', organization)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return false
    await appendAudit(unit, organization, at, [
      { kind: 'token.ended', actor: by, subject: `token:${token}`, data: {} },
    ])
    return true
  })

/** The program that a token belongs to, as one that sees its organization and orders nothing; undefined: it does not work. */
export async function readTokenViewer(
  { database }: Reading,
  token: string,
  now: Date,
): Promise<Viewer | undefined> {
  const row = await database
    .selectFrom('api_tokens')
    .innerJoin('organizations', 'organizations.id', 'organization_id')
    .select([
      'api_tokens.id',
      'api_tokens.name',
      'organization_id as organization',
      'scopes',
      'used_at as usedAt',
    ])
    .where('hash', '=', hashOf(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, name, organization, scopes, usedAt } = row
  if (usedAt === null || now.getTime() - usedAt.getTime() > usedEveryMs)
    await database.updateTable('api_tokens').set({ used_at: now }).where('id', '=', id).execute()
  return {
    person: null,
    login: null,
    name,
    avatarUrl: null,
    via: { kind: 'api-token', id, scopes },
    roles: new Map([[organization, 'auditor']]),
    scope: { organizations: [organization] },
  }
}
