import { type Selectable, sql } from 'kysely'
import { type MadeRecord, type NewMadeThing, wasThere } from '../enforcement/leaving/made-thing.ts'
import type { MadeKind, MadeThing } from '../enforcement/leaving/made-thing.ts'
import type { MadeThingsTable } from './schema.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Keeps in mind what Gatehouse has made on GitHub, so that it can be taken away again. */
export async function recordMade(
  { database }: Unit,
  { organization, repository, kind, reference, details = {} }: NewMadeThing,
  at: Date,
): Promise<void> {
  await database
    .insertInto('made_things')
    .values({
      organization_id: organization,
      repository_id: repository,
      kind,
      reference,
      details: JSON.stringify(details),
      made_at: at,
      removed_at: null,
    })
    // Of what is there once, the details are those of now.
    .onConflict((conflict) =>
      conflict
        .expression(sql`organization_id, coalesce(repository_id, 0), kind, reference`)
        .where('removed_at', 'is', null)
        .doUpdateSet({ details: JSON.stringify(details) }),
    )
    .execute()
}

/**
 * What was made in repositories while they were another organization's of the same host: they bring it along when they are transferred, and
 * whoever has them now looks after it and takes it away.
 * @param githubIds repositories that are the organization's now
 */
export async function carryMade(
  { database }: Unit,
  organization: string,
  githubIds: readonly string[],
  at: Date,
): Promise<void> {
  await sql`
    with carried as (
      update made_things made set removed_at = ${at}
      from organizations own
      join organizations other on other.host_id = own.host_id and other.id <> own.id
      join repositories earlier on earlier.organization_id = other.id and earlier.github_id = any(${sql.val([...githubIds])}::bigint[])
      join repositories now on now.organization_id = own.id and now.github_id = earlier.github_id
      where own.id = ${organization} and made.organization_id = earlier.organization_id
        and coalesce(made.repository_id, 0) = earlier.id and made.removed_at is null
      returning now.id as repository, made.kind, made.reference, made.details, made.made_at
    )
    insert into made_things (organization_id, repository_id, kind, reference, details, made_at)
    select ${organization}, repository, kind, reference, details, made_at from carried order by repository, kind, reference
    on conflict (organization_id, coalesce(repository_id, 0), kind, reference) where removed_at is null do nothing`.execute(
    database,
  )
}

/** It is not there any more, or was handed over. @param thing our id */
export async function recordRemoved({ database }: Unit, thing: string, at: Date): Promise<void> {
  await database
    .updateTable('made_things')
    .set({ removed_at: at })
    .where('id', '=', thing)
    .where('removed_at', 'is', null)
    .execute()
}

/** Everything of an organization that Gatehouse has made and that is there, oldest first. */
export async function readMade(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<readonly MadeThing[]> {
  const rows = await database
    .selectFrom('made_things')
    .innerJoin('organizations', 'organizations.id', 'made_things.organization_id')
    .leftJoin('repositories', 'repositories.id', 'made_things.repository_id')
    .select([
      'made_things.id',
      'kind',
      'reference',
      'made_at',
      'details',
      'login',
      'repositories.name',
      'repositories.github_id',
    ])
    .where('made_things.organization_id', '=', organization)
    .where(inScope(scope, 'made_things.organization_id'))
    .where('made_things.removed_at', 'is', null)
    .orderBy('made_things.id')
    .execute()
  return rows.map(({ id, kind, reference, made_at: madeAt, login, name, github_id: githubId, details }) => ({
    id,
    kind,
    reference,
    repository: name === null ? null : `${login}/${name}`,
    githubId: githubId === null ? null : Number(githubId),
    madeAt,
    wasThere: wasThere(details),
  }))
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
export async function readMadeIn(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  repository: string,
  kind: MadeKind,
): Promise<readonly MadeRecord[]> {
  const rows = await database
    .selectFrom('made_things')
    .selectAll()
    .where('repository_id', '=', repository)
    .where(inScope(scope, 'organization_id'))
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(recordOf)
}

/** What is there of an organization as a whole, by its kind and reference. */
export const readMadeFor = async (
  reading: Pick<Store, 'database'>,
  organization: string,
  kind: MadeKind,
  reference: string,
): Promise<MadeRecord | undefined> =>
  (await readMadeOf(reading, organization, kind)).find((one) => one.reference === reference)

/** All that is there of an organization as a whole, of one kind, with our ids. */
export async function readMadeOf(
  { database }: Pick<Store, 'database'>,
  organization: string,
  kind: MadeKind,
): Promise<readonly (MadeRecord & { readonly id: string })[]> {
  const rows = await database
    .selectFrom('made_things')
    .selectAll()
    .where('organization_id', '=', organization)
    .where('repository_id', 'is', null)
    .where('kind', '=', kind)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, ...recordOf(row) }))
}

const recordOf = (row: Selectable<MadeThingsTable>): MadeRecord => ({
  organization: row.organization_id,
  repository: row.repository_id,
  kind: row.kind,
  reference: row.reference,
  details: row.details,
  madeAt: row.made_at,
  removedAt: row.removed_at,
})
