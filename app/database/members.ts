import { sql } from 'kysely'
import type { AuditKind } from '../enforcement/audit/event.ts'
import { roleOf, type Standing } from '../enforcement/members/roles-of.ts'
import type { GatehouseRole } from '../enforcement/members/viewer.ts'
import type { ListedMember, MemberPage, MemberQuery } from '../enforcement/reading/member-list.ts'
import { appendAudit } from './audit-log.ts'
import { byProvider } from './identity/by-provider.ts'
import { forgetSealed } from './sealed-values.ts'
import { membershipMs, type SessionLimits, tokensOf } from './sessions.ts'
import type { Store, Unit } from './store.ts'
import { transactOrder } from './transact-order.ts'

type Reading = Pick<Store, 'database'>

/** @property key what it is sorted by */
type Listed = Omit<ListedMember, 'role'> & { readonly key: string; readonly isBarred: boolean }

/** Everybody who is known to be anything in an organization, by login. */
export async function listMembers(
  { database }: Reading,
  { organization, login, limit, after }: MemberQuery,
  limits: SessionLimits,
  now: Date,
): Promise<MemberPage> {
  const { rows } = await sql<Listed>`
    with everybody as (
      select person_id from memberships where organization_id = ${organization}
      union select person_id from members where organization_id = ${organization} and ended_at is null
      union select person_id from identity_roles where organization_id = ${organization})
    select everybody.person_id as person, own.login, coalesce(own.login, '') as key, mapped,
      coalesce(barred, false) as "isBarred",
      members.role as granted, granter.login as "grantedBy", members.granted_at as "grantedAt",
      memberships.github_role as "onGitHub", signed.sessions, signed.seen_at as "seenAt"
    from everybody
    left join person_names own on own.person_id = everybody.person_id
    left join members on members.person_id = everybody.person_id
      and members.organization_id = ${organization} and members.ended_at is null
    left join person_names granter on granter.person_id = members.granted_by
    left join memberships on memberships.person_id = everybody.person_id
      and memberships.organization_id = ${organization} and memberships.seen_at > ${before(now, membershipMs)}
    ${byProvider(sql`${organization}::bigint`, sql`everybody.person_id`)}
    left join lateral (
      select count(*)::int as sessions, max(seen_at) as seen_at from sessions
      where sessions.person_id = everybody.person_id and ended_at is null
        and signed_in_at > ${before(now, limits.absoluteMs)} and seen_at > ${before(now, limits.idleMs)}) signed on true
    where ${login === undefined ? sql`true` : sql`strpos(lower(own.login), lower(${login})) > 0`}
      and ${after === undefined ? sql`true` : sql`(coalesce(own.login, ''), everybody.person_id) > (${after[0]}, ${after[1]}::uuid)`}
    order by coalesce(own.login, ''), everybody.person_id
    limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(withRole),
    next: rows.length > limit && last ? [last.key, last.person] : undefined,
  }
}

/** Without what it is sorted by. */
function withRole({ key: _key, isBarred, ...row }: Listed): ListedMember {
  return { ...row, role: roleOf({ ...row, isBarred }) ?? null }
}

const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms)

export interface RoleOrder {
  /** Our id. */
  readonly organization: string
  /** Whose role it is. */
  readonly person: string
  /** undefined: what they were granted ends. */
  readonly role: GatehouseRole | undefined
  /** Who orders it. */
  readonly by: string
  readonly at: Date
}

/** `not-owner`: who orders it is no owner any more. `last-owner`: nobody would be one. `same`: it was so already. */
export type RoleOrdered = 'done' | 'same' | 'not-owner' | 'last-owner'

/**
 * Grants a role, or ends what was granted. Whoever is something else afterwards is signed out everywhere: a session goes with what its
 * person was when it was opened. One order after the other, so that two owners do not end each other.
 */
export const orderRole = (store: Store, order: RoleOrder): Promise<RoleOrdered> =>
  transactOrder(store, async (unit) => {
    const { organization, person, role, by, at } = order
    await sql`select pg_advisory_xact_lock(hashtext('gatehouse members'), hashtext(${organization}))`.execute(
      unit.database,
    )
    if (!(await ownersOf(unit, organization, at)).includes(by)) return 'not-owner'
    const had = await unit.database
      .updateTable('members')
      .set({ ended_at: at, ended_by: by })
      .where('organization_id', '=', organization)
      .where('person_id', '=', person)
      .where('ended_at', 'is', null)
      .where((where) => (role === undefined ? where.lit(true) : where('role', '!=', role)))
      .returning('role')
      .executeTakeFirst()
    const isNew = role !== undefined && (await grant(unit, order, role))
    if (!had && !isNew) return 'same'
    if ((await ownersOf(unit, organization, at)).length === 0) throw new LastOwner()
    const ended = await endSessionsOf(unit, person, at)
    const event = (kind: AuditKind, data: { readonly [name: string]: string | number }) => ({
      kind,
      actor: by,
      subject: `person:${person}`,
      data,
    })
    await appendAudit(unit, organization, at, [
      ...(had ? [event('role.ended', { role: had.role })] : []),
      ...(isNew ? [event('role.granted', { role })] : []),
      ...(ended > 0 ? [event('session.ended', { sessions: ended, why: 'their role changed' })] : []),
    ])
    return 'done'
  }).catch((error: unknown) => {
    if (error instanceof LastOwner) return 'last-owner'
    throw error
  })

/** Undoes the transaction. */
class LastOwner extends Error {}

async function grant(
  { database }: Unit,
  { organization, person, by, at }: RoleOrder,
  role: GatehouseRole,
): Promise<boolean> {
  const row = await database
    .insertInto('members')
    .values({ organization_id: organization, person_id: person, role, granted_by: by, granted_at: at })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'person_id']).where('ended_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** People who are Gatehouse owners now, as far as GitHub has said so lately. */
export async function ownersOf(
  { database }: Unit,
  organization: string,
  at: Date,
): Promise<readonly string[]> {
  const { rows } = await sql<Omit<Standing, 'organization'> & { person: string }>`
    select memberships.person_id as person, github_role as "onGitHub", members.role as granted, mapped,
      coalesce(barred, false) as "isBarred"
    from memberships left join members on members.person_id = memberships.person_id
      and members.organization_id = memberships.organization_id and members.ended_at is null
    ${byProvider(sql`memberships.organization_id`, sql`memberships.person_id`)}
    where memberships.organization_id = ${organization} and seen_at > ${before(at, membershipMs)}
      and (github_role = 'admin' or members.role = 'owner' or mapped = 'owner')`.execute(database)
  return rows.filter((one) => roleOf(one) === 'owner').map(({ person }) => person)
}

/** Signs somebody out everywhere, and forgets their tokens of GitHub. @returns of how many browsers */
export async function endSessionsOf(unit: Unit, person: string, at: Date): Promise<number> {
  const rows = await unit.database
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of rows) await forgetSealed(unit, tokensOf(id))
  return rows.length
}

/** Signs a member of an organization out everywhere. @returns of how many browsers; undefined: nobody of that id is known there */
export const signOutMember = (
  store: Store,
  { organization, person, by, at }: Omit<RoleOrder, 'role'>,
): Promise<number | undefined> =>
  transactOrder(store, async (unit) => {
    const { rows } = await sql`
      select from memberships where organization_id = ${organization} and person_id = ${person}
      union all select from members where organization_id = ${organization} and person_id = ${person} and ended_at is null
      limit 1`.execute(unit.database)
    if (rows.length === 0) return undefined
    const sessions = await endSessionsOf(unit, person, at)
    if (sessions > 0)
      await appendAudit(unit, organization, at, [
        {
          kind: 'session.ended',
          actor: by,
          subject: `person:${person}`,
          data: { sessions, why: 'an owner signed them out' },
        },
      ])
    return sessions
  })
