import type { Brakes, Hold } from '../enforcement/effects/brakes.ts'
import { noHeads, type VouchedHeads } from '../enforcement/audit/vouched-heads.ts'
import { whyNotAccepted } from './acceptances.ts'
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

/** Every pause that lasts. `login` is null for that of the whole deployment. */
export const readPauses = ({
  database,
}: Reading): Promise<readonly { readonly login: string | null; readonly reason: string }[]> =>
  database
    .selectFrom('pauses')
    .leftJoin('organizations', 'organizations.id', 'pauses.organization_id')
    .select(['login', 'reason'])
    .where('resumed_at', 'is', null)
    .orderBy('pauses.id')
    .execute()

const openPauses = ({ database }: Reading, organization: string | null) =>
  database
    .selectFrom('pauses')
    .select('id')
    .where('organization_id', organization === null ? 'is' : '=', organization)
    .where('resumed_at', 'is', null)
    .execute()

/**
 * Everything that may keep an organization from being changed.
 * @param heads that were kept beside the database
 */
export async function readBrakes(
  store: Reading,
  organization: string,
  heads: VouchedHeads = noHeads,
): Promise<Brakes> {
  const notAccepted = await whyNotAccepted(store, organization, heads)
  return {
    pause: await readPause(store, organization),
    isAccepted: notAccepted === undefined,
    notAccepted,
    hold: await readOpenHold(store, 'everything', organization),
  }
}

export async function readOpenHold(
  { database }: Reading,
  scope: Scope,
  organization: string,
  { isLocking = false }: { readonly isLocking?: boolean } = {},
): Promise<Hold | undefined> {
  const row = await database
    .selectFrom('holds')
    .select(['id', 'why', 'opened_at'])
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .where('closed_at', 'is', null)
    // Whoever adds to a hold must see whether somebody closes it just now.
    .$if(isLocking, (query) => query.forUpdate())
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
  by: string | null = null,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('holds')
    .set({ closed_at: at, closed_by: by, outcome })
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
