import { sql } from 'kysely'
import {
  areMany,
  type HoldReason,
  lossWindowMs,
  type ProvidedRole,
  type RoleChange,
  roleChanges,
} from '../../enforcement/provisioning/role-changes.ts'
import { endAccess, type EndedAccess } from './end-access.ts'
import { ownersOf } from '../members.ts'
import type { Unit } from '../store.ts'
import { AppError } from '../../../scanner/errors.ts'

export interface HowApplied {
  readonly at: Date
  /** An owner wants it so, however many it concerns. */
  readonly isOrdered: boolean
  /** The connection gives nothing any more: what it gave goes, whatever is left. */
  readonly isEnded: boolean
}

/** @property people opaque ids whom it is about; undefined: everybody of the connection @property roles what follows for them now */
interface Wanted {
  readonly connection: string
  readonly people: readonly string[] | undefined
  readonly roles: readonly ProvidedRole[]
}

/** What became of a change. */
export interface AppliedRoles {
  readonly changes: readonly RoleChange[]
  /** Whose sessions and tokens ended, since the provider deactivated them. */
  readonly ended: readonly EndedAccess[]
  /** How many people's losses are held back now by this. */
  readonly held: number
  /** Why it began to be held back; undefined: it did not begin with this. */
  readonly opened: { readonly why: HoldReason; readonly people: number; readonly of: number } | undefined
  /** Nothing is held back any more, since the provider took it back. */
  readonly isClosed: boolean
}

/** An owner ordered what would leave an organization without one. Undoes the transaction. */
export class NoOwnerLeft extends Error {}

/** @throws AppError `last-owner` in the place of `NoOwnerLeft`; anything else again */
export function refuseWithoutOwner(error: unknown): never {
  if (!(error instanceof NoOwnerLeft)) throw error
  throw new AppError('last-owner', 'An organization would be left without a Gatehouse owner.')
}

/** Writes what follows for people, but for what has to wait for an owner: those keep what they have. */
export async function applyRoles(unit: Unit, wanted: Wanted, how: HowApplied): Promise<AppliedRoles> {
  const { database } = unit
  const { connection, people, roles } = wanted
  const among = people === undefined ? sql`true` : sql`person_id = any(${sql.val(people)}::uuid[])`
  const { rows: before } = await sql<ProvidedRole>`
    select person_id as person, organization_id as organization, role, is_barred as "isBarred"
    from identity_roles where connection_id = ${connection} and ${among}`.execute(database)
  const changes = roleChanges(before, roles)
  const hold = await openHold(unit, connection)
  const losers = await losersOf(unit, changes)
  if (changes.length === 0 && !hold) return none
  const guarded =
    how.isOrdered || how.isEnded
      ? undefined
      : await guard(unit, wanted, { changes, losers, hold, at: how.at })
  const held = guarded?.held ?? new Set<string>()
  const applied = changes.filter(({ person }) => !held.has(person))
  const owned = how.isEnded ? nobody : await ownersBefore(unit, applied, losers, how.at)
  await write(unit, connection, applied)
  const orphaned = await withoutOwners(unit, owned, how.at)
  if (orphaned.size > 0 && how.isOrdered) throw new NoOwnerLeft()
  // Whoever owned it before keeps everything that this would have taken from them.
  const kept = applied.filter(({ person }) => orphaned.has(person))
  await write(unit, connection, kept.map(undone))
  const done = applied.filter(({ person }) => !orphaned.has(person))
  await countLosses(unit, connection, done, losers, how.at)
  const ended = await endAccess(unit, barredBy(done), how.at)
  const opened =
    guarded?.opened ??
    (orphaned.size > 0 && !hold
      ? { why: 'last-owner' as const, people: orphaned.size, of: orphaned.size }
      : undefined)
  const waiting = [...held, ...orphaned]
  const isClosed = await keepHold(unit, wanted, { hold, opened, waiting, at: how.at })
  return { changes: done, ended, held: waiting.length, opened, isClosed }
}

const none: AppliedRoles = { changes: [], ended: [], held: 0, opened: undefined, isClosed: false }

const undone = ({ from, to, ...rest }: RoleChange): RoleChange => ({ ...rest, from: to, to: from })

/** Who is deactivated by it, and in which organizations. */
function barredBy(changes: readonly RoleChange[]): ReadonlyMap<string, readonly string[]> {
  const barred = new Map<string, readonly string[]>()
  for (const { person, organization, from, to } of changes)
    if (to.isBarred && !from.isBarred) barred.set(person, [...(barred.get(person) ?? []), organization])
  return barred
}

/** Of those who have less, whoever has something to lose: who is barred and was nobody loses nothing. */
async function losersOf({ database }: Unit, changes: readonly RoleChange[]): Promise<ReadonlySet<string>> {
  const losses = changes.filter(({ isLoss }) => isLoss)
  const sure = new Set(losses.filter(({ from }) => from.role !== null).map(({ person }) => person))
  const asked = losses.map(({ person }) => person).filter((person) => !sure.has(person))
  if (asked.length === 0) return sure
  const { rows } = await sql<{ person: string }>`
    select person_id as person from memberships where person_id = any(${sql.val(asked)}::uuid[])
    union select person_id from members where person_id = any(${sql.val(asked)}::uuid[]) and ended_at is null`.execute(
    database,
  )
  return new Set([...sure, ...rows.map(({ person }) => person)])
}

interface OpenHold {
  readonly id: string
}

async function openHold({ database }: Unit, connection: string): Promise<OpenHold | undefined> {
  return database
    .selectFrom('role_holds')
    .select('id')
    .where('connection_id', '=', connection)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
}

interface Guarding {
  readonly changes: readonly RoleChange[]
  readonly losers: ReadonlySet<string>
  readonly hold: OpenHold | undefined
  readonly at: Date
}

/**
 * Whose changes wait: those of all who would lose something, where a hold is open or they are too many. Only where people are provisioned:
 * who signs in comes alone and is what the provider says then, and a hold would stand where no owner sees or answers it.
 */
async function guard(
  { database }: Unit,
  { connection }: Wanted,
  { losers, hold, at }: Guarding,
): Promise<{ readonly held: ReadonlySet<string>; readonly opened: AppliedRoles['opened'] }> {
  if (losers.size === 0) return { held: losers, opened: undefined }
  if (hold) return { held: losers, opened: undefined }
  const since = new Date(at.getTime() - lossWindowMs)
  const { rows } = await sql<{ lost: number; of: number; percent: number | null }>`
    with lost as (
      select person_id from role_losses where connection_id = ${connection} and at > ${since}
      union select unnest(${sql.val([...losers])}::uuid[]))
    select (select count(*)::int from lost) as lost, (
        select count(*)::int from (
          select person_id from identity_roles where connection_id = ${connection} and role is not null and not is_barred
          union select person_id from lost) everybody) as of,
      (select loss_percent from provisioning where connection_id = ${connection}) as percent`.execute(
    database,
  )
  const { lost, of, percent } = rows[0]!
  if (percent === null || !areMany(lost, of, percent)) return { held: new Set(), opened: undefined }
  return { held: losers, opened: { why: 'many', people: lost, of } }
}

type Owners = ReadonlyMap<string, readonly string[]>
const nobody: Owners = new Map()

/** The owners of organizations in which one of them may cease to be one. */
async function ownersBefore(
  unit: Unit,
  changes: readonly RoleChange[],
  losers: ReadonlySet<string>,
  at: Date,
): Promise<Owners> {
  const concerned = changes.filter(
    ({ person, from, to, isLoss }) => isLoss && losers.has(person) && (from.role === 'owner' || to.isBarred),
  )
  const owned = new Map<string, readonly string[]>()
  for (const organization of new Set(concerned.map((one) => one.organization))) {
    const owners = await ownersOf(unit, organization, at)
    if (concerned.some((one) => one.organization === organization && owners.includes(one.person)))
      owned.set(organization, owners)
  }
  return owned
}

/** Who owned organizations that nobody owns now. */
async function withoutOwners(unit: Unit, owned: Owners, at: Date): Promise<ReadonlySet<string>> {
  const people = new Set<string>()
  for (const [organization, owners] of owned)
    if ((await ownersOf(unit, organization, at)).length === 0) for (const one of owners) people.add(one)
  return people
}

/** Rows of one statement: five values each, of at most 65,535. */
const batch = 5000

async function write({ database }: Unit, connection: string, changes: readonly RoleChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += batch) {
    const some = changes.slice(at, at + batch)
    await sql`
      delete from identity_roles using unnest(
        ${sql.val(some.map(({ person }) => person))}::uuid[],
        ${sql.val(some.map(({ organization }) => organization))}::bigint[]) changed (person_id, organization_id)
      where identity_roles.connection_id = ${connection} and identity_roles.person_id = changed.person_id
        and identity_roles.organization_id = changed.organization_id`.execute(database)
    const rows = some.filter(({ to }) => to.role !== null || to.isBarred)
    if (rows.length > 0)
      await database
        .insertInto('identity_roles')
        .values(
          rows.map(({ person, organization, to }) => ({
            person_id: person,
            organization_id: organization,
            connection_id: connection,
            role: to.role,
            is_barred: to.isBarred,
          })),
        )
        .execute()
  }
}

/** Whoever has lost something counts for a day, unless they have it again. */
async function countLosses(
  { database }: Unit,
  connection: string,
  changes: readonly RoleChange[],
  losers: ReadonlySet<string>,
  at: Date,
): Promise<void> {
  const lost = [...new Set(changes.map(({ person }) => person))].filter((person) => losers.has(person))
  const again = changes.filter(({ isLoss, to }) => !isLoss && !to.isBarred).map(({ person }) => person)
  if (again.length > 0)
    await sql`delete from role_losses where connection_id = ${connection}
      and person_id = any(${sql.val(again)}::uuid[])`.execute(database)
  if (lost.length > 0)
    await sql`
      insert into role_losses (connection_id, person_id, at)
      select ${connection}, person_id, ${at} from unnest(${sql.val(lost)}::uuid[]) person_id
      on conflict (connection_id, person_id) do update set at = excluded.at`.execute(database)
}

interface Keeping {
  readonly hold: OpenHold | undefined
  readonly opened: AppliedRoles['opened']
  /** Opaque ids of people. */
  readonly waiting: readonly string[]
  readonly at: Date
}

/** Keeps in mind who waits. @returns whether nobody does any more */
async function keepHold(
  { database }: Unit,
  { connection, people }: Wanted,
  { hold, opened, waiting, at }: Keeping,
): Promise<boolean> {
  const id =
    hold?.id ??
    (opened &&
      (
        await database
          .insertInto('role_holds')
          .values({
            connection_id: connection,
            why: opened.why,
            people: opened.people,
            of_people: opened.of,
            opened_at: at,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id)
  if (id === undefined) return false
  await database
    .deleteFrom('role_held')
    .where('hold_id', '=', id)
    .$if(people !== undefined, (query) =>
      query.where(sql<boolean>`person_id = any(${sql.val(people)}::uuid[])`),
    )
    .execute()
  if (waiting.length > 0) {
    await sql`insert into role_held (hold_id, person_id)
      select ${id}, person_id from unnest(${sql.val(waiting)}::uuid[]) person_id
      on conflict do nothing`.execute(database)
    return false
  }
  const { rows } = await sql`
    update role_holds set closed_at = ${at}
    where id = ${id} and not exists (select from role_held where hold_id = ${id}) returning id`.execute(
    database,
  )
  return rows.length > 0
}
