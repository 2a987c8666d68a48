import type { Brakes, Hold } from '../enforcement/effects/brakes.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Whether changes of an organization are paused, alone or with the whole deployment, and why. */
export async function readPause({ database }: Reading, organization: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('pauses')
    .select('reason')
    .where('resumed_at', 'is', null)
    .where((where) =>
      where.or([where('organization_id', 'is', null), where('organization_id', '=', organization)]),
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.reason
}

/** @param organization null: the whole deployment. @returns false where it is paused already */
export async function recordPause(
  { database }: Unit,
  organization: string | null,
  reason: string,
  at: Date,
): Promise<boolean> {
  const open = await openPauses({ database }, organization)
  if (open.length > 0) return false
  await database
    .insertInto('pauses')
    .values({ organization_id: organization, reason, paused_at: at, resumed_at: null })
    .execute()
  return true
}

/** @returns false where it was not paused */
export async function recordResume(
  { database }: Unit,
  organization: string | null,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('pauses')
    .set({ resumed_at: at })
    .where('organization_id', organization === null ? 'is' : '=', organization)
    .where('resumed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const openPauses = ({ database }: Reading, organization: string | null) =>
  database
    .selectFrom('pauses')
    .select('id')
    .where('organization_id', organization === null ? 'is' : '=', organization)
    .where('resumed_at', 'is', null)
    .execute()

/** Everything that may keep an organization from being changed. */
export async function readBrakes(store: Reading, organization: string): Promise<Brakes> {
  const acceptance = await store.database
    .selectFrom('acceptances')
    .select('accepted_at')
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  return {
    pause: await readPause(store, organization),
    isAccepted: acceptance !== undefined,
    hold: await readOpenHold(store, 'everything', organization),
  }
}

export async function readOpenHold(
  { database }: Reading,
  scope: Scope,
  organization: string,
): Promise<Hold | undefined> {
  const row = await database
    .selectFrom('holds')
    .select(['id', 'why', 'opened_at'])
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, why: row.why, openedAt: row.opened_at }
}

/** @returns our id of it */
export async function recordHold(
  { database }: Unit,
  organization: string,
  why: string,
  at: Date,
): Promise<string> {
  const { id } = await database
    .insertInto('holds')
    .values({
      organization_id: organization,
      why,
      opened_at: at,
      closed_at: null,
      closed_by: null,
      outcome: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Closes a hold; where it was accepted, what waited is planned again. @returns false where it is closed already */
export async function closeHold(
  { database }: Unit,
  hold: string,
  outcome: 'accepted' | 'withdrawn',
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('holds')
    .set({ closed_at: at, outcome })
    .where('id', '=', hold)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  if (outcome === 'accepted')
    await database
      .updateTable('effects')
      .set({ state: 'planned', not_before: at })
      .where('hold_id', '=', hold)
      .where('finished_at', 'is', null)
      .execute()
  return true
}

/** A Gatehouse owner has seen what would change. */
export async function recordAcceptance(
  { database }: Unit,
  organization: string,
  sequence: number,
  at: Date,
): Promise<void> {
  const values = { accepted_at: at, sequence: String(sequence) }
  await database
    .insertInto('acceptances')
    .values({ organization_id: organization, ...values })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(values))
    .execute()
}
