import type { ButtonPress, NewButtonPress } from '../enforcement/decision-check/button-press.ts'
import { isButton } from '../enforcement/decision-check/buttons.ts'
import type { Store, Unit } from './store.ts'

/** Keeps that somebody pressed a button. Told again, it changes nothing. */
export async function recordPress(
  { database }: Pick<Store, 'database'>,
  { organization, repository, checkRun, button, by }: NewButtonPress,
  at: Date,
): Promise<void> {
  await database
    .insertInto('button_presses')
    .values({
      organization_id: organization,
      repository_id: repository,
      check_run: String(checkRun),
      button,
      pressed_by: by,
      received_at: at,
      handled_at: null,
      outcome: null,
    })
    .onConflict((conflict) => conflict.constraint('button_presses_once').doNothing())
    .execute()
}

/** What was pressed in an organization and is not dealt with, oldest first. */
export async function readOpenPresses(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<readonly ButtonPress[]> {
  const rows = await database
    .selectFrom('button_presses')
    .innerJoin('people', 'people.id', 'pressed_by')
    .leftJoin('person_names', 'person_names.person_id', 'people.id')
    .select(['button_presses.id', 'repository_id', 'check_run', 'button', 'pressed_by', 'received_at'])
    .select(['people.github_id', 'login'])
    .where('organization_id', '=', organization)
    .where('handled_at', 'is', null)
    .orderBy('button_presses.id')
    .execute()
  return rows.flatMap(({ button, ...row }) =>
    isButton(button)
      ? [
          {
            id: row.id,
            repository: row.repository_id,
            checkRun: Number(row.check_run),
            button,
            by: row.pressed_by,
            personId: Number(row.github_id),
            login: row.login ?? undefined,
            receivedAt: row.received_at,
          },
        ]
      : [],
  )
}

/** @returns false where it is dealt with already */
export async function settlePress(
  { database }: Unit,
  press: string,
  outcome: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('button_presses')
    .set({ outcome, handled_at: at })
    .where('id', '=', press)
    .where('handled_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
