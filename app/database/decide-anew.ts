import { sql } from 'kysely'
import type { DecidedBefore, HeldKey, MadeDecision, ReconciledChange } from '../enforcement/records.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { recordDecision } from './decisions.ts'
import { forgetUnwatched } from './inventory.ts'
import { lockKeys } from './lock-keys.ts'
import type { Store, Unit } from './store.ts'

/** What was decided of a repository that is there, by which policy ever. undefined: nothing yet. */
export async function readDecidedBefore(
  { database }: Pick<Store, 'database'>,
  repository: string,
): Promise<DecidedBefore | undefined> {
  const row = await database
    .selectFrom('decisions')
    .innerJoin('repositories', 'repositories.id', 'decisions.repository_id')
    .innerJoin('work', (join) =>
      join.on('work.key', '=', sql<string>`'repository:' || decisions.repository_id`),
    )
    .select(['outcome', 'decisions.facts', 'work.done'])
    .select((select) =>
      select
        .selectFrom('reaches')
        .select(
          sql<DecidedBefore['reaches']>`
            coalesce(jsonb_agg(jsonb_build_object('assistant', assistant, 'path', path, 'state', state)), '[]')`.as(
            'all',
          ),
        )
        .where('repository_id', '=', repository)
        .as('reaches'),
    )
    .where('decisions.repository_id', '=', repository)
    .where('gone_at', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      outcome: row.outcome,
      branchProtection: row.facts.branchProtection,
      reaches: row.reaches ?? [],
      seen: row.done,
    }
  )
}

/**
 * Repositories that are there and whose decision rests on another version of the policy; and those that were never decided, and that
 * nobody is going to look at. @returns our ids
 */
export async function readToDecideAnew(
  { database }: Pick<Store, 'database'>,
  organization: string,
  policy: string | null,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('repositories')
    .leftJoin('decisions', 'decisions.repository_id', 'repositories.id')
    .select('repositories.id')
    .where('organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .where((where) =>
      where.or([
        where.and([
          where('decisions.outcome', 'is not', null),
          where('policy_id', 'is distinct from', policy),
        ]),
        sql<boolean>`decisions.outcome is null and not exists (
          select from work where key = 'repository:' || repositories.id and done < wanted)`,
      ]),
    )
    .orderBy('repositories.id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Locks repositories' keys, so that until the end of the transaction no run of theirs begins or ends.
 * @param repositories our ids
 */
export async function holdKeys(
  unit: Unit,
  repositories: readonly string[],
): Promise<ReadonlyMap<string, HeldKey>> {
  const keys = repositories.map((id) => keyOf('repository', id))
  await lockKeys(unit, keys)
  // Asked afterwards, so that it sees what ended while a lock was waited for.
  const rows = await unit.database
    .selectFrom('work')
    .select(['key', 'done'])
    .select([sql<boolean>`done < wanted`.as('is_open'), sql<boolean>`claim is not null`.as('is_claimed')])
    .where('key', '=', sql<string>`any(${sql.val(keys)}::text[])`)
    .execute()
  return new Map(
    rows.map(({ key, done, is_open: isOpen, is_claimed: isClaimed }) => [
      key.slice('repository:'.length),
      { seen: done, isComing: isOpen && !isClaimed, isUnderWay: isOpen && isClaimed },
    ]),
  )
}

/**
 * Records what was decided of what is recorded, nothing having been read.
 * @param governed ids of the assistants that are governed
 */
export async function recordDecidedAnew(
  unit: Unit,
  repository: string,
  { decision, governed }: { readonly decision: MadeDecision; readonly governed: readonly string[] },
  at: Date,
): Promise<Pick<ReconciledChange, 'unwatched' | 'before'>> {
  const unwatched = await forgetUnwatched(unit, repository, governed)
  return { unwatched, before: await recordDecision(unit, repository, decision, at) }
}
