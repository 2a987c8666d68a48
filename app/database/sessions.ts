import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { byProvider } from './identity/by-provider.ts'
import { rolesOf, type Standing } from '../enforcement/members/roles-of.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { createSecret } from './secret.ts'
import type { Sealer } from './sealed.ts'
import { writeSealed } from './sealed-values.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/** How long a session lasts, in milliseconds. */
export interface SessionLimits {
  /** Without a request. */
  readonly idleMs: number
  /** At most. */
  readonly absoluteMs: number
}

export const usualLimits: SessionLimits = { idleMs: 8 * 60 * 60_000, absoluteMs: 7 * 24 * 60 * 60_000 }

/** What GitHub said of somebody is believed for so long; after that they are nobody until it is asked again. */
export const membershipMs = 24 * 60 * 60_000

/** Written at most so often that a session is in use. */
const seenEveryMs = 60_000

/** What is kept of a secret that a browser brings back. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
export const newSecret = (): string => randomBytes(32).toString('base64url')

export interface NewSession {
  readonly person: string
  readonly avatarUrl: string | null
  /** As the browser names itself. */
  readonly agent: string | undefined
  /** The person's tokens of GitHub, as JSON; sealed. undefined: they came by their company's identity provider alone. */
  readonly tokens: string | undefined
  /** By which identity of a company's provider they came as well. */
  readonly identity?: string | undefined
  readonly at: Date
}

/** Opens a session under a new cookie, whatever the browser brought: nobody can hand another person a session. */
export async function openSession(
  unit: Unit,
  sealer: Sealer,
  { person, avatarUrl, agent, tokens, identity, at }: NewSession,
): Promise<{ readonly id: string; readonly cookie: string }> {
  const cookie = newSecret()
  const { id } = await unit.database
    .insertInto('sessions')
    .values({
      cookie: hashOf(cookie),
      person_id: person,
      csrf_token: newSecret(),
      avatar_url: avatarUrl,
      agent: agent?.slice(0, 300) ?? null,
      signed_in_at: at,
      seen_at: at,
      ended_at: null,
      identity_id: identity ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (tokens !== undefined) await writeSealed(unit, sealer, tokensOf(id), createSecret(tokens))
  return { id, cookie }
}

/** Where a session's tokens of GitHub are kept. */
export const tokensOf = (session: string) => ({ kind: 'person-tokens', owner: session })

/** Who a session belongs to, as they stand now; undefined: it is over, or there never was one. */
export async function readViewer(
  store: Reading,
  cookie: string,
  { idleMs, absoluteMs }: SessionLimits,
  now: Date,
): Promise<Viewer | undefined> {
  const row = await store.database
    .selectFrom('sessions')
    .leftJoin('person_names', 'person_names.person_id', 'sessions.person_id')
    .selectAll('sessions')
    .select(['login', 'name'])
    .where('cookie', '=', hashOf(cookie))
    .where('ended_at', 'is', null)
    .where('signed_in_at', '>', new Date(now.getTime() - absoluteMs))
    .where('seen_at', '>', new Date(now.getTime() - idleMs))
    .executeTakeFirst()
  if (!row) return undefined
  if (now.getTime() - row.seen_at.getTime() > seenEveryMs)
    await store.database.updateTable('sessions').set({ seen_at: now }).where('id', '=', row.id).execute()
  const { person_id: person, login, name, avatar_url: avatarUrl, csrf_token: csrfToken } = row
  return {
    person,
    login,
    name,
    avatarUrl,
    via: { kind: 'session', id: row.id, signedInAt: row.signed_in_at, csrfToken },
    ...rolesOf(person, await readStandings(store, person, now), now),
  }
}

/** What somebody is in each organization that our App is on. */
export async function readStandings(
  { database }: Reading,
  person: string,
  now: Date,
): Promise<readonly Standing[]> {
  const { rows } = await sql<Standing>`
    select organizations.id as organization, github_role as "onGitHub", members.role as granted, mapped,
      coalesce(barred, false) as "isBarred"
    from organizations
    left join memberships on memberships.organization_id = organizations.id
      and memberships.person_id = ${person} and memberships.seen_at > ${new Date(now.getTime() - membershipMs)}
    left join members on members.organization_id = organizations.id
      and members.person_id = ${person} and members.ended_at is null
    ${byProvider(sql`organizations.id`, sql`${person}::uuid`)}
    where removed_at is null and (github_role is not null or members.role is not null or mapped is not null)`.execute(
    database,
  )
  return rows
}

/** What GitHub says now that somebody is; what it does not say any more, they are not any more. */
export async function recordMemberships(
  { database }: Unit,
  person: string,
  found: readonly { readonly organization: string; readonly role: 'admin' | 'member' }[],
  at: Date,
): Promise<void> {
  // One after the other: somebody who signs in with two browsers at once is told of twice.
  await sql`select pg_advisory_xact_lock(hashtext(${`memberships ${person}`}))`.execute(database)
  await database.deleteFrom('memberships').where('person_id', '=', person).execute()
  if (found.length === 0) return
  await database
    .insertInto('memberships')
    .values(
      found.map(({ organization, role }) => ({
        person_id: person,
        organization_id: organization,
        github_role: role,
        seen_at: at,
      })),
    )
    .execute()
}

/** Ends a session. What is kept of its tokens is still to be forgotten. @returns undefined: it was over, or is not theirs */
export async function endSession(
  { database }: Pick<Unit, 'database'>,
  which: { readonly cookie: string } | { readonly id: string; readonly person: string },
  at: Date,
): Promise<{ readonly id: string; readonly person: string } | undefined> {
  return database
    .updateTable('sessions')
    .set({ ended_at: at })
    .where((where) =>
      'id' in which
        ? where.and({ id: which.id, person_id: which.person })
        : where('cookie', '=', hashOf(which.cookie)),
    )
    .where('ended_at', 'is', null)
    .returning(['id', 'person_id as person'])
    .executeTakeFirst()
}

/** Until the transaction ends nobody else uses a session's tokens up. */
export async function lockTokens({ database }: Unit, session: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`tokens ${session}`}))`.execute(database)
}

/** Keeps a session from ending until the transaction does. @returns false where it is over */
export async function holdSession({ database }: Unit, session: string): Promise<boolean> {
  const row = await database
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', session)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}
