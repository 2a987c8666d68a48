import type { Brakes, Hold } from '../enforcement/effects/brakes.ts'
import { noHeads, type VouchedHeads } from '../enforcement/audit/vouched-heads.ts'
import { whyNotAccepted } from './acceptances.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Who ordered something: a person's opaque id, or what is known of whoever it was. */
export interface OrderedBy {
  readonly person: string | null
  /** The operating system's account, or a name that nobody here has; null: not known. */
  readonly account: string | null
}

/** A pause that lasts. */
export interface Pause {
  readonly reason: string
  readonly pausedAt: Date
  /** A login, or an account; null: not known. */
  readonly by: string | null
}

/** Whether changes of an organization are paused, alone or with the whole deployment, and why. */
export async function readPause(store: Reading, organization: string): Promise<Pause | undefined> {
  const row = await openPauses(store)
    .where((where) =>
      where.or([
        where('pauses.organization_id', 'is', null),
        where('pauses.organization_id', '=', organization),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row && toPause(row)
}

/** @param organization null: the whole deployment. @returns our id of it; undefined: it is paused already */
export async function recordPause(
  { database }: Unit,
  organization: string | null,
  reason: string,
  at: Date,
  by: OrderedBy = nobody,
): Promise<string | undefined> {
  const open = await database
    .selectFrom('pauses')
    .select('id')
    .where('organization_id', organization === null ? 'is' : '=', organization)
    .where('resumed_at', 'is', null)
    .executeTakeFirst()
  if (open) return undefined
  const { id } = await database
    .insertInto('pauses')
    .values({
      organization_id: organization,
      reason,
      paused_at: at,
      paused_by: by.person,
      paused_account: by.account,
      resumed_at: null,
      resumed_by: null,
      resumed_account: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const nobody: OrderedBy = { person: null, account: null }

/** @returns our id of the pause; undefined: it was not paused */
export async function recordResume(
  { database }: Unit,
  organization: string | null,
  at: Date,
  by: OrderedBy = nobody,
): Promise<string | undefined> {
  const row = await database
    .updateTable('pauses')
    .set({ resumed_at: at, resumed_by: by.person, resumed_account: by.account })
    .where('organization_id', organization === null ? 'is' : '=', organization)
    .where('resumed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Every pause that lasts. `login` is null for that of the whole deployment. */
export async function readPauses(
  store: Reading,
): Promise<readonly (Pause & { readonly login: string | null })[]> {
  const rows = await openPauses(store).execute()
  return rows.map((row) => ({ login: row.login, ...toPause(row) }))
}

const openPauses = ({ database }: Reading) =>
  database
    .selectFrom('pauses')
    .leftJoin('organizations', 'organizations.id', 'pauses.organization_id')
    .leftJoin('person_names', 'person_names.person_id', 'pauses.paused_by')
    .select(['organizations.login', 'reason', 'paused_at', 'paused_account', 'person_names.login as person'])
    .where('resumed_at', 'is', null)
    .orderBy('pauses.id')

const toPause = (row: {
  readonly reason: string
  readonly paused_at: Date
  readonly paused_account: string | null
  readonly person: string | null
}): Pause => ({ reason: row.reason, pausedAt: row.paused_at, by: row.person ?? row.paused_account })

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
  const pause = await readPause(store, organization)
  return {
    pause: pause?.reason,
    ...(pause && { paused: { at: pause.pausedAt, by: pause.by } }),
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
  if (outcome === 'withdrawn') return true
  // In the order in which a planner locks them.
  const held = await database
    .selectFrom('effects')
    .select('id')
    .where('hold_id', '=', hold)
    .where('finished_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (held.length > 0)
    await database
      .updateTable('effects')
      .set({ state: 'planned', not_before: at })
      .where(
        'id',
        'in',
        held.map(({ id }) => id),
      )
      .execute()
  return true
}
