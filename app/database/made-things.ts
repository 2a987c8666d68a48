import { sql } from 'kysely'
import type { MadeThing, NewMadeThing } from '../enforcement/effects/made-thing.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Records that something of ours is on GitHub; of one that is recorded already the details are replaced. */
export async function recordMade(
  { database }: Unit,
  { organization, repository, kind, reference, details }: NewMadeThing,
  at: Date,
): Promise<void> {
  const values = {
    organization_id: organization,
    repository_id: repository,
    kind,
    reference,
    details: JSON.stringify(details),
    made_at: at,
    removed_at: null,
  }
  await database
    .insertInto('made_things')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .expression(sql`organization_id, coalesce(repository_id, 0), kind, reference`)
        .where('removed_at', 'is', null)
        .doUpdateSet({ details: values.details }),
    )
    .execute()
}

/** Records that it is not there any more, or not ours to look after. @returns false where that is recorded already */
export async function recordUnmade(
  { database }: Unit,
  { organization, repository, kind, reference, details }: NewMadeThing,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('made_things')
    .set({ details: JSON.stringify(details), removed_at: at })
    .where('organization_id', '=', organization)
    .where('repository_id', repository === null ? 'is' : '=', repository)
    .where('kind', '=', kind)
    .where('reference', '=', reference)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What was ever made in a repository of one kind, the newest first. */
export async function readMade(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  repository: string,
  kind: string,
): Promise<readonly MadeThing[]> {
  const rows = await database
    .selectFrom('made_things')
    .selectAll()
    .where('repository_id', '=', repository)
    .where(inScope(scope, 'organization_id'))
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    organization: row.organization_id,
    repository: row.repository_id,
    kind: row.kind,
    reference: row.reference,
    details: row.details,
    madeAt: row.made_at,
    removedAt: row.removed_at,
  }))
}
