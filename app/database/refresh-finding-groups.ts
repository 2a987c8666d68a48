import { sql } from 'kysely'
import type { Unit } from './store.ts'

/** Paths of a group that are searched in: a generated file's secret may be at thousands. */
const mostPaths = 20

/**
 * Makes anew what is the same in many repositories, wherever one of these has it or had it. After their summaries, which say what is
 * reached. What is gone everywhere is in no group.
 */
export async function refreshFindingGroups(
  { database }: Pick<Unit, 'database'>,
  repositories: readonly string[],
): Promise<void> {
  await sql`
    with touched as (
      select distinct fingerprint, rule from findings where repository_id = any(${sql.val([...repositories])}::bigint[])
    ),
    made as (
      select r.organization_id, f.rule, f.fingerprint, coalesce(max(f.places -> 0 ->> 'title'), f.rule) as title,
        coalesce(bool_or(f.places -> 0 ->> 'kind' = 'secret' or (f.places -> 0 ->> 'isSecret')::boolean), false) as is_secret,
        max(case f.places -> 0 ->> 'severity' when 'critical' then 4 when 'high' then 3 when 'medium' then 2 else 1 end)::smallint as severity,
        array_agg(distinct f.state order by f.state) as states, count(distinct f.repository_id)::int as repositories,
        bool_or(coalesce(s.connected_paths <> '{}', false)) as is_reachable, min(f.first_seen_at) as first_seen_at,
        lower(f.rule || ' ' || coalesce(max(f.places -> 0 ->> 'title'), '') || ' '
          || array_to_string((array_agg(distinct left(f.path, 500) order by left(f.path, 500)))[1:${sql.lit(mostPaths)}], ' ')) as words
      from touched join findings f using (fingerprint, rule)
      join repositories r on r.id = f.repository_id and r.gone_at is null
      left join repository_summaries s on s.repository_id = f.repository_id
      where f.state <> 'gone'
      group by r.organization_id, f.rule, f.fingerprint
    ),
    gone as (
      delete from finding_groups g using touched
      where g.fingerprint = touched.fingerprint and g.rule = touched.rule
        and not exists (select from made where made.organization_id = g.organization_id
          and made.rule = g.rule and made.fingerprint = g.fingerprint)
    )
    insert into finding_groups (${sql.raw(columns.join(', '))}) select ${sql.raw(columns.join(', '))} from made
    on conflict (organization_id, rule, fingerprint) do update set ${sql.raw(replaced)}
    where (${sql.raw(listed('finding_groups'))}) is distinct from (${sql.raw(listed('excluded'))})`.execute(
    database,
  )
}

const kept = [
  'title',
  'is_secret',
  'severity',
  'states',
  'repositories',
  'is_reachable',
  'first_seen_at',
  'words',
] as const
const columns = ['organization_id', 'rule', 'fingerprint', ...kept] as const
const replaced = kept.map((column) => `${column} = excluded.${column}`).join(', ')
const listed = (table: string): string => kept.map((column) => `${table}.${column}`).join(', ')
