import { sql } from 'kysely'
import type { DecidedBefore, HeldKey, ReconciledChange, Recorder } from '../enforcement/records.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { recordDecision } from './decisions.ts'
import { forgetUnwatched, recordReach } from './inventory.ts'
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
    .select(['outcome', 'decisions.facts', 'policy_id', 'reach_changes', 'reach_seen', 'work.done'])
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
      policy: row.policy_id,
      reachChanges: row.reach_changes,
      isReachChanged: row.reach_seen !== row.reach_changes,
      seen: row.done,
    }
  )
}

/**
 * Repositories that are there and whose decision rests on another version of the policy, or on other installations; and those that were
 * never decided, and that nobody is going to look at. @returns our ids
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
          where.or([
            where('policy_id', 'is distinct from', policy),
            where('reach_seen', '<', where.ref('reach_changes')),
          ]),
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

/** What was read longer ago is read again before anything rests on it; webhooks tell of what changes meanwhile. */
const freshMs = 24 * 60 * 60 * 1000

/**
 * Notes that installations reach repositories that they did not, or the other way round. Of those whose record is fresh a decision is made
 * of it; in the order of their ids, as all who write of several do.
 * @param repositories our ids
 * @returns those of them; the others are to be read
 */
export async function noteReachChanges(
  { database }: Unit,
  repositories: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    with fresh as (
      select repository_id from decisions join repositories on repositories.id = repository_id
      where repository_id = any(${sql.val([...repositories])}::bigint[]) and not awaits_reading
        and snapshot is not null and snapshot_hints >= hints and reconciled_at > ${new Date(at.getTime() - freshMs)}
      order by repository_id for no key update of decisions
    )
    update decisions set reach_changes = reach_changes + 1 from fresh
    where decisions.repository_id = fresh.repository_id returning decisions.repository_id as id`.execute(
    database,
  )
  return new Set(rows.map(({ id }) => id))
}

/**
 * Records what was decided of what is recorded, nothing having been read.
 * @param decided `governed`: ids of the assistants that are governed
 */
export async function recordDecidedAnew(
  unit: Unit,
  repository: string,
  { decision, governed, reaches, reachChanges }: Parameters<Recorder['decidedAnew']>[1],
  at: Date,
): Promise<ReconciledChange> {
  const unwatched = await forgetUnwatched(unit, repository, governed)
  const changes = await recordReach(unit, repository, reaches, at)
  const before = await recordDecision(unit, repository, decision, at)
  await unit.database
    .updateTable('decisions')
    .set({ reach_seen: reachChanges })
    .where('repository_id', '=', repository)
    .where('reach_seen', '<', reachChanges)
    .execute()
  return { reaches: changes, unwatched, before }
}
