import { sql } from 'kysely'
import type { EnforcedFor } from '../../enforcement/identity/connection.ts'
import { AppError } from '../../../scanner/errors.ts'
import { appendAudit } from '../audit-log.ts'
import { endSessionsOf } from '../members.ts'
import type { Store, Unit } from '../store.ts'
import { transactOrder } from '../transact-order.ts'
import { listBreakGlassOwners } from './recovery-codes.ts'

type Reading = Pick<Store, 'database'>

/** A sign-in through the very connection counts for so long before it may be enforced. */
export const provenMs = 60 * 60_000
/** Owners who can come in otherwise, before anybody has to come by it. */
export const breakGlassOwners = 2

/** A connection by which somebody has to come. */
export interface Binding {
  readonly connection: string
  readonly name: string
  /** Our id. */
  readonly organization: string
}

const isBound = (person: string, organizations: readonly string[]) => sql<boolean>`
  case enforced_for
    when 'everybody' then exists (
      select from identity_units where connection_id = identity_connections.id
        and organization_id = any(${sql.val([...organizations])}::bigint[]))
      or exists (select from identities where connection_id = identity_connections.id and person_id = ${person})
    when 'people' then enforced_of @> to_jsonb(${person}::text)
    when 'groups' then exists (
      select from identity_group_members
      join identities on identities.id = identity_id and person_id = ${person}
      where identities.connection_id = identity_connections.id and enforced_of @> to_jsonb(group_id::text))
    else false end`

/**
 * The connections by one of which a person has to come.
 * @param organizations our ids of those in which they are anything
 */
export const bindingsOf = (
  { database }: Reading,
  person: string,
  organizations: readonly string[],
): Promise<readonly Binding[]> =>
  database
    .selectFrom('identity_connections')
    .select(['id as connection', 'name', 'organization_id as organization'])
    .where('ended_at', 'is', null)
    .where('kind', 'in', ['oidc', 'saml'])
    .where(isBound(person, organizations))
    .orderBy('id')
    .execute()

export interface EnforcementOrder {
  readonly organization: string
  readonly connection: string
  readonly enforcedFor: EnforcedFor
  /** Opaque ids of people, or ids of groups. */
  readonly of: readonly string[]
  readonly by: string
  readonly at: Date
}

const steps = ['nobody', 'people', 'groups', 'everybody'] as const

/**
 * Says who has to come by a connection. To narrow it is always possible; to widen it needs that who orders it has come through it
 * lately, since it was last changed, and that two owners can come in otherwise; it goes step by step.
 * @returns how many sessions ended, of people who came otherwise. @throws AppError `conflict`, `not-there`
 */
export const enforceConnection = (store: Store, order: EnforcementOrder): Promise<number> =>
  transactOrder(store, async (unit) => {
    const { organization, connection, enforcedFor, of, by, at } = order
    const row = await unit.database
      .selectFrom('identity_connections')
      .select(['enforced_for', 'changed_at', 'kind', 'enforced_of'])
      .where('id', '=', connection)
      .where('organization_id', '=', organization)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!row || row.kind === 'scim')
      throw new AppError('not-there', 'There is no such connection by which people sign in.')
    const isListed = enforcedFor === 'people' || enforcedFor === 'groups'
    if (isListed && of.length === 0)
      throw new AppError('conflict', `It was not said for which ${enforcedFor}.`)
    const isNarrower = steps.indexOf(enforcedFor) < steps.indexOf(row.enforced_for)
    if (enforcedFor !== 'nobody' && !isNarrower) await demandSafe(unit, order, row)
    await unit.database
      .updateTable('identity_connections')
      .set({ enforced_for: enforcedFor, enforced_of: JSON.stringify(isListed ? of : []) })
      .where('id', '=', connection)
      .execute()
    const ended = enforcedFor === 'nobody' ? 0 : await endOtherSessions(unit, order)
    await appendAudit(unit, organization, at, [
      {
        kind: 'identity-connection.enforced',
        actor: by,
        subject: `identity-connection:${connection}`,
        data: { for: enforcedFor, of: isListed ? [...of] : [], sessions: ended },
      },
    ])
    return ended
  })

async function demandSafe(
  unit: Unit,
  { organization, connection, enforcedFor, by, at }: EnforcementOrder,
  before: { readonly enforced_for: EnforcedFor; readonly changed_at: Date },
): Promise<void> {
  const since = new Date(Math.max(at.getTime() - provenMs, before.changed_at.getTime()))
  const proof = await unit.database
    .selectFrom('identities')
    .select('id')
    .where('connection_id', '=', connection)
    .where('person_id', '=', by)
    .where('is_active', '=', true)
    .where('signed_in_at', '>=', since)
    .executeTakeFirst()
  if (!proof)
    throw new AppError(
      'conflict',
      'You have not come through this connection within the last hour, or since it was last changed.',
      {
        todo: 'Sign in by it, go on through GitHub so that your account is linked, and order it again: then it is known to work.',
      },
    )
  const owners = await listBreakGlassOwners(unit, organization)
  if (owners.length < breakGlassOwners)
    throw new AppError(
      'conflict',
      `${owners.length} of the ${breakGlassOwners} owners whom it needs can come in by a recovery code.`,
      { todo: 'Have two Gatehouse owners make recovery codes in Settings, and keep them offline.' },
    )
  if (steps.indexOf(enforcedFor) <= steps.indexOf(before.enforced_for) + 1) return
  const groups = await unit.database
    .selectFrom('identity_groups')
    .select('id')
    .where('connection_id', '=', connection)
    .limit(1)
    .execute()
  if (before.enforced_for === 'people' && enforcedFor === 'everybody' && groups.length === 0) return
  throw new AppError(
    'conflict',
    `It is enforced for ${before.enforced_for} now, and is widened step by step: people, groups, everybody.`,
    { todo: `Enforce it for ${steps[steps.indexOf(before.enforced_for) + 1] ?? 'everybody'} first.` },
  )
}

/** Whoever has to come by it and did not, comes anew; who orders it just has. */
async function endOtherSessions(unit: Unit, { connection, by, at }: EnforcementOrder): Promise<number> {
  const { rows } = await sql<{ person: string }>`
    select distinct sessions.person_id as person from sessions
    join identity_connections on identity_connections.id = ${connection}
    left join identities opened on opened.id = sessions.identity_id
    where sessions.ended_at is null and opened.connection_id is distinct from ${connection}::bigint
      and sessions.person_id <> ${by}
      and (case enforced_for
        when 'everybody' then exists (
          select from identity_units units
          left join memberships on memberships.organization_id = units.organization_id and memberships.person_id = sessions.person_id
          left join members on members.organization_id = units.organization_id and members.person_id = sessions.person_id and members.ended_at is null
          where units.connection_id = identity_connections.id and (memberships.person_id is not null or members.person_id is not null))
        when 'people' then enforced_of @> to_jsonb(sessions.person_id::text)
        when 'groups' then exists (
          select from identity_group_members
          join identities on identities.id = identity_id and identities.person_id = sessions.person_id
          where identities.connection_id = identity_connections.id and enforced_of @> to_jsonb(group_id::text))
        else false end)`.execute(unit.database)
  let ended = 0
  for (const { person } of rows) ended += await endSessionsOf(unit, person, at)
  return ended
}
