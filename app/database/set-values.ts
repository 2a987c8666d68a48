import { sql } from 'kysely'
import type { Store } from './store.ts'

/** What our custom property was last set to by ourselves, and not taken back since. */
export interface SetValue {
  /** Our id of the repository. */
  readonly repository: string
  readonly githubId: number
  readonly value: string
}

/** @param repository our id; undefined: every repository of the organization */
export async function readSetValues(
  { database }: Pick<Store, 'database'>,
  { organization, repository }: { readonly organization: string; readonly repository?: string },
): Promise<readonly SetValue[]> {
  const { rows } = await sql<{ repository: string; githubId: number; value: string }>`
    select repository, "githubId", value from (
      select distinct on (repository_id) repository_id as repository, kind,
        (action->>'githubId')::float8 as "githubId", action->>'value' as value
      from effects
      where organization_id = ${organization} ${repository === undefined ? sql`` : sql`and repository_id = ${repository}`}
        and kind in ('set-property', 'clear-property') and state = 'applied'
      order by repository_id, finished_at desc, id desc
    ) as last where kind = 'set-property'`.execute(database)
  return rows
}
