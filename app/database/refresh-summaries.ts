import { sql } from 'kysely'
import { changeFigures } from './organization-figures.ts'
import { refreshFindingGroups } from './refresh-finding-groups.ts'
import { changeRuleFigures, countedRules } from './rule-figures.ts'
import type { Store } from './store.ts'

/** Repositories whose summaries one statement makes anew. */
const batch = 1000

/**
 * Brings the summaries of changed repositories up to date, and with them the figures of their organizations, one process at a time: nobody
 * else writes either. What is marked while this runs is left for the next
 * run. @returns how many summaries were made anew
 */
export async function refreshSummaries(store: Pick<Store, 'transact'>, now: Date): Promise<number> {
  let all = 0
  for (;;) {
    const done = await store.transact(async ({ database }) => {
      // Before the statement that reads: of two, one with an older view must not write last.
      const { rows } = await sql<{ mine: boolean }>`
        select pg_try_advisory_xact_lock(hashtext('gatehouse summaries'), 0) as mine`.execute(database)
      if (rows[0]?.mine !== true) return 0
      const taken = await sql<{ stale: readonly string[] }>`
        with stale as (
          select distinct repository_id as id from (select repository_id from stale_summaries order by id limit ${batch}) one
        ),
        marks as (delete from stale_summaries where repository_id in (select id from stale)),
        gone as (
          delete from repository_summaries using stale, repositories
          where repository_summaries.repository_id = stale.id and repositories.id = stale.id and repositories.gone_at is not null
        ),
        before as (select * from repository_summaries where repository_id in (select id from stale)),
        written as (
          insert into repository_summaries ${summaryOf(now)}
          on conflict (repository_id) do update set ${sql.raw(replaced)} returning *
        ),
        figures as (${changeFigures(sql`before`, sql`written`)}),
        of_rules as (${changeRuleFigures(sql`before`, sql`written`)})
        select coalesce(array_agg(id::text), '{}') as stale from stale`.execute(database)
      const stale = taken.rows[0]?.stale ?? []
      if (stale.length > 0) await refreshFindingGroups({ database }, stale)
      return stale.length
    })
    all += done
    if (done === 0) return all
  }
}

const columns = [
  'organization_id',
  'name_key',
  'visibility',
  'is_archived',
  'outcome',
  'group_name',
  'mode',
  'since',
  'changes_at',
  'connected_paths',
  'possible_paths',
  'unknown_paths',
  'can_change',
  'open_secrets',
  'open_files',
  'worst',
  'owners',
  'request_id',
  'approved_until',
  'scanned_at',
  'scan_failed_at',
  'rules',
] as const
const replaced = columns.map((column) => `${column} = excluded.${column}`).join(', ')

/** In the order of the table's columns. */
const summaryOf = (now: Date) => sql`
  select r.id, r.organization_id, lower(r.name), r.visibility, r.is_archived,
    coalesce(d.outcome, 'undecided'), d.group_name, d.mode, coalesce(d.since, r.first_seen_at), d.changes_at,
    coalesce(p.connected, '{}'), coalesce(p.possible, '{}'), coalesce(p.unknown, '{}'), coalesce(p.can_change, false),
    f.secrets, f.files, f.worst,
    coalesce(array(select jsonb_array_elements_text(d.owners -> 'owners')), '{}'),
    q.id, a.until, s.good_at, s.failed_at, ${countedRules}
  from stale join repositories r on r.id = stale.id
  left join decisions d on d.repository_id = r.id
  left join scans s on s.repository_id = r.id
  left join lateral (
    select array_agg(path order by path) filter (where state = 'connected') as connected,
      array_agg(path order by path) filter (where state = 'possible') as possible,
      array_agg(path order by path) filter (where state = 'unknown') as unknown,
      bool_and(control = 'enforceable') filter (where state = 'connected') as can_change
    from reaches where repository_id = r.id
  ) p on true
  left join lateral (
    select count(*) filter (where is_secret)::int as secrets, count(*) filter (where not is_secret)::int as files,
      coalesce(max(case severity when 'critical' then 4 when 'high' then 3 when 'medium' then 2 else 1 end), 0)::smallint as worst
    from (
      select places -> 0 ->> 'severity' as severity,
        places -> 0 ->> 'kind' = 'secret' or coalesce((places -> 0 ->> 'isSecret')::boolean, false) as is_secret
      from findings where repository_id = r.id and state in ('open', 'fixed-at-tip')
    ) one
  ) f on true
  left join lateral (
    select id from access_requests where repository_id = r.id and state = 'open' order by id desc limit 1
  ) q on true
  left join lateral (
    select max(expires_at) as until from approvals
    where repository_id = r.id and ended_at is null and expires_at > ${now}
  ) a on true
  where r.gone_at is null`
