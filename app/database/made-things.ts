import type { MadeKind, MadeThing } from '../enforcement/leaving/made-thing.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

export interface NewThing {
  readonly organization: string
  /** Our id; null: it is the organization's. */
  readonly repository: string | null
  readonly kind: MadeKind
  /** By which it is known on GitHub: a number, a name. */
  readonly reference: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Keeps in mind what Gatehouse has made on GitHub, so that it can be taken away again. What is known already stays. */
export async function recordMade(
  { database }: Unit,
  { organization, repository, kind, reference, details = {} }: NewThing,
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
    // Of the one index that there is: what is there is there once.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
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
      'login',
      'repositories.name',
      'repositories.github_id',
    ])
    .where('made_things.organization_id', '=', organization)
    .where(inScope(scope, 'made_things.organization_id'))
    .where('made_things.removed_at', 'is', null)
    .orderBy('made_things.id')
    .execute()
  return rows.map(({ id, kind, reference, made_at: madeAt, login, name, github_id: githubId }) => ({
    id,
    kind,
    reference,
    repository: name === null ? null : `${login}/${name}`,
    githubId: githubId === null ? null : Number(githubId),
    madeAt,
  }))
}
