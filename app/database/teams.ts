import { sql } from 'kysely'
import type { SeenTeam } from '../enforcement/approvals/team-names.ts'
import type { ListedTeam } from '../enforcement/github.ts'
import type { Store, Unit } from './store.ts'

/** Records the teams that an organization has now. What they were called before stays. */
export async function recordTeams(
  { database }: Unit | Pick<Unit, 'database'>,
  organization: string,
  teams: readonly ListedTeam[],
  at: Date,
): Promise<void> {
  // A statement takes 65,535 values.
  for (let from = 0; from < teams.length; from += 1000)
    await database
      .insertInto('teams')
      .values(
        teams.slice(from, from + 1000).map(({ githubId, slug }) => ({
          organization_id: organization,
          github_id: String(githubId),
          slug,
          seen_at: at,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'github_id', 'slug'])
          .doUpdateSet({ seen_at: sql<Date>`excluded.seen_at` }),
      )
      .execute()
}

/** Every name that a team was seen under. */
export async function readTeams(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<readonly SeenTeam[]> {
  const rows = await database
    .selectFrom('teams')
    .select(['github_id', 'slug', 'seen_at'])
    .where('organization_id', '=', organization)
    .execute()
  return rows.map((row) => ({ githubId: Number(row.github_id), slug: row.slug, seenAt: row.seen_at }))
}
