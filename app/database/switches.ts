import { sql } from 'kysely'
import type { NewSwitch, OpenSwitch } from '../enforcement/effects/open-switch.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Writes what a switch is to leave on an installation; what was written before of the same one is replaced: it was not sent, or undone. */
export async function recordSwitch(
  { database }: Unit,
  { effect, organization, installation, kept, first, taken }: NewSwitch,
  at: Date,
): Promise<void> {
  const values = {
    kept: JSON.stringify(kept),
    first: JSON.stringify(first),
    taken: JSON.stringify(taken),
    sent: '[]',
    intended_at: at,
    ended_at: null,
  }
  await database
    .insertInto('switches')
    .values({
      effect_id: effect,
      organization_id: organization,
      installation: String(installation),
      ...values,
    })
    .onConflict((conflict) => conflict.column('effect_id').doUpdateSet(values))
    .execute()
}

/** Written before they are sent: who looks at the installation next must know by which names something may have come in. */
export async function recordSwitchSent(
  { database }: Unit,
  effect: string,
  names: readonly string[],
): Promise<void> {
  await database
    .updateTable('switches')
    .set({ sent: sql<string>`sent || ${JSON.stringify(names)}::jsonb` })
    .where('effect_id', '=', effect)
    .execute()
}

/** All that stays is on the installation again. @returns false where that is recorded already */
export async function recordSwitchEnded({ database }: Unit, effect: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('switches')
    .set({ ended_at: at })
    .where('effect_id', '=', effect)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Nothing of it was made. @param effect our id of the effect that switches */
export async function dropSwitch({ database }: Unit, effect: string): Promise<void> {
  await database.deleteFrom('switches').where('effect_id', '=', effect).execute()
}

/** Switches of an organization that were written down and whose effect is not over. */
export async function readOpenSwitches(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<readonly OpenSwitch[]> {
  const rows = await database
    .selectFrom('switches')
    .innerJoin('effects', 'effects.id', 'effect_id')
    .select(['effect_id', 'installation', 'kept', 'first', 'taken', 'sent', 'intended_at', 'ended_at'])
    .select(
      sql<readonly number[]>`coalesce((select json_agg(taking.action -> 'githubId') from effects as taking
        where taking.state = 'withdrawn' and taking.id in
          (select value::bigint from jsonb_array_elements_text(switches.taken))), '[]'::json)`.as(
        'given_back',
      ),
    )
    .where('switches.organization_id', '=', organization)
    .where(inScope(scope, 'switches.organization_id'))
    .where('finished_at', 'is', null)
    .orderBy('effect_id')
    .execute()
  return rows.map((row) => ({
    effect: row.effect_id,
    installation: Number(row.installation),
    kept: row.kept,
    first: row.first,
    taken: row.taken,
    sent: row.sent,
    givenBack: row.given_back,
    intendedAt: row.intended_at,
    endedAt: row.ended_at,
  }))
}
