import { sql } from 'kysely'
import type { ListedDeadLetter, ListedSink } from '../../sinks/listed-sink.ts'
import { isSinkProblemCode, sayProblem, sinkProblems } from '../../sinks/problems.ts'
import { sinkSettings } from '../../sinks/settings.ts'
import { inScope, type Scope } from '../scope.ts'
import type { Store } from '../store.ts'

type Reading = Pick<Store, 'database'>

type Row = Omit<ListedSink, 'settings' | 'problem' | 'hasSecret'> & {
  readonly settings: unknown
  readonly problem: string | null
  readonly detail: string | null
  readonly hasSecret: boolean
}

/** Sinks with how they are and what they lag behind, by their names. @param sink only that one */
export async function listSinks(
  { database }: Reading,
  scope: Scope,
  organization: string | undefined,
  now: Date,
  sink?: string,
): Promise<readonly ListedSink[]> {
  const { rows } = await sql<Row>`
    select sinks.id, sinks.name, o.id as organization, o.login, hosts.name as host, format, logins, settings,
      is_paused as "isPaused", person_names.login as "createdBy", sinks.created_at as "createdAt", p.failures,
      p.problem, p.problem_detail as detail, p.failing_since as "failingSince", p.not_before as "nextAt",
      p.last_sent_at as "lastSentAt", p.sent::float8 as sent, p.repeated::float8 as repeated,
      (select count(*)::integer from sink_dead_letters d where d.sink_id = sinks.id) as "deadLetters",
      (select count(*)::integer from sink_dead_letters d where d.sink_id = sinks.id and replay_at is not null)
        as replaying,
      exists (select 1 from sealed_values where kind = 'sink-secret' and owner = sinks.id::text) as "hasSecret",
      greatest(0, coalesce(newest.sequence, 0) - p.cursor)::float8 as "lagEvents",
      coalesce(greatest(0, extract(epoch from ${now}::timestamptz - oldest.at)), 0)::float8 as "lagSeconds"
    from sinks join sink_positions p on p.sink_id = sinks.id
      join organizations o on o.id = sinks.organization_id join hosts on hosts.id = o.host_id
      left join person_names on person_names.person_id = sinks.created_by
      left join lateral (
        select at from audit_events
        where organization_id = sinks.organization_id and sequence > p.cursor order by sequence limit 1
      ) oldest on true
      left join lateral (
        select sequence from audit_events
        where organization_id = sinks.organization_id order by sequence desc limit 1
      ) newest on true
    where sinks.ended_at is null and ${inScope(scope, 'sinks.organization_id')}
      and (${organization ?? null}::bigint is null or sinks.organization_id = ${organization ?? null}::bigint)
      and (${sink ?? null}::bigint is null or sinks.id = ${sink ?? null}::bigint)
    order by lower(sinks.name), sinks.id`.execute(database)
  return rows.map(({ settings, problem, detail, ...row }) => ({
    ...row,
    settings: sinkSettings.safeParse(settings).data ?? null,
    problem: problemOf(problem, detail),
  }))
}

function problemOf(code: string | null, detail: string | null): ListedSink['problem'] {
  if (code === null) return null
  if (!isSinkProblemCode(code)) return { code, says: 'A newer version says what is wrong.', todo: '' }
  const says = sayProblem({ code, ...(detail !== null && { detail }) })
  return { code, says, todo: sinkProblems[code].todo }
}

type LetterRow = Omit<ListedDeadLetter, 'problem'> & {
  readonly problem: string
  readonly detail: string | null
}

/** What a receiver refused, in the order of the record. @param after the last sequence of the page before */
export async function listDeadLetters(
  { database }: Reading,
  scope: Scope,
  { organization, sink, limit, after }: DeadLetterQuery,
): Promise<{ readonly rows: readonly ListedDeadLetter[]; readonly next: number | undefined }> {
  const { rows } = await sql<LetterRow>`
    select d.sequence::float8 as sequence, e.kind, e.subject, e.at, d.problem, d.problem_detail as detail,
      d.refused_at as "refusedAt", d.replay_at is not null as "isReplaying"
    from sink_dead_letters d join sinks on sinks.id = d.sink_id
      left join audit_events e on e.organization_id = sinks.organization_id and e.sequence = d.sequence
    where d.sink_id = ${sink} and sinks.organization_id = ${organization}
      and ${inScope(scope, 'sinks.organization_id')} and d.sequence > ${after ?? 0}
    order by d.sequence limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(({ problem, detail, ...row }) => ({ ...row, problem: problemOf(problem, detail)! })),
    next: rows.length > limit ? shown.at(-1)?.sequence : undefined,
  }
}

export interface DeadLetterQuery {
  readonly organization: string
  readonly sink: string
  readonly limit: number
  readonly after?: number | undefined
}
