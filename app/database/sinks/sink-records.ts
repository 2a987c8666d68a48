import { type RawBuilder, sql } from 'kysely'
import type { EventLine } from '../../enforcement/audit/record-line.ts'
import type { SinkRecords, SinkRow } from '../../sinks/records.ts'
import { sinkSettings, type SinkFormat } from '../../sinks/settings.ts'
import { eventOf } from '../audit-log.ts'
import type { AuditEventsTable } from '../schema.ts'
import type { Store } from '../store.ts'

/** So many waiting events fill a batch of whatever kind that collects: then nothing more is waited for. */
const fullBatch = 5000

/** What sinks need of the database. Each statement is one transaction: none of them holds a lock that writers of the record want. */
export function sinkRecords({ database }: Pick<Store, 'database'>): SinkRecords {
  /** @throws where another process has gone on from there meanwhile */
  const change = async ({ id, cursor }: SinkRow, set: RawBuilder<unknown>): Promise<void> => {
    const { numAffectedRows } = await sql`
      update sink_positions set ${set} where sink_id = ${id} and cursor = ${cursor}`.execute(database)
    if (numAffectedRows !== 1n) throw new Error(`the sink ${id} was taken over by another process`)
  }
  return {
    due: async (now) => {
      const { rows } = await sql<{ id: string }>`
        select sinks.id from sinks join sink_positions p on p.sink_id = sinks.id
          left join lateral (
            select at from audit_events
            where organization_id = sinks.organization_id and sequence > p.cursor order by sequence limit 1
          ) oldest on true
          left join lateral (
            select sequence from audit_events
            where organization_id = sinks.organization_id order by sequence desc limit 1
          ) newest on true
        where ended_at is null and not is_paused and (p.not_before is null or p.not_before <= ${now})
          and (
            p.pending_last is not null
            or oldest.at <= ${now}::timestamptz
              - coalesce((settings ->> 'collectSeconds')::integer, 0) * interval '1 second'
            or newest.sequence - p.cursor >= ${fullBatch}
            or exists (select 1 from sink_dead_letters d where d.sink_id = sinks.id and d.replay_at is not null)
          )
        order by p.last_sent_at nulls first, sinks.id`.execute(database)
      return rows.map(({ id }) => id)
    },
    read: (id) => readRow(database, id),
    events: async (organization, { after, last, limit }) => {
      const { rows } = await sql<AuditEventsTable & { readonly login: string | null }>`
        select e.*, person_names.login from audit_events e
          left join person_names on person_names.person_id = e.actor
        where e.organization_id = ${organization} and e.sequence > ${after}
          and (${last ?? null}::bigint is null or e.sequence <= ${last ?? null}::bigint)
        order by e.sequence limit ${limit}`.execute(database)
      return rows.map(lineOf)
    },
    begin: (sink, last) => change(sink, sql`pending_last = ${last}, pending_tries = pending_tries + 1`),
    delivered: (sink, { last, events, isRepeated }, at) =>
      change(
        sink,
        sql`cursor = ${last}, pending_last = null, pending_tries = 0, failures = 0, refused_in_row = 0,
          not_before = null, problem = null, problem_detail = null, failing_since = null, last_sent_at = ${at},
          sent = sent + ${events}, repeated = repeated + ${isRepeated ? events : 0}`,
      ),
    refused: async (sink, sequence, { code, detail }, at) => {
      // The event first: where the second statement does not come about, it is refused again.
      await sql`
        insert into sink_dead_letters (sink_id, sequence, problem, problem_detail, refused_at)
        values (${sink.id}, ${sequence}, ${code}, ${detail ?? null}, ${at})
        on conflict (sink_id, sequence) do update set problem = excluded.problem,
          problem_detail = excluded.problem_detail, refused_at = excluded.refused_at, replay_at = null`.execute(
        database,
      )
      await change(
        sink,
        sql`cursor = ${sequence}, pending_last = null, pending_tries = 0, refused_in_row = refused_in_row + 1,
          last_failed_at = ${at}`,
      )
    },
    failed: (sink, { problem, notBefore, mayHaveArrived }, at) =>
      change(
        sink,
        sql`failures = failures + 1, not_before = ${notBefore}, problem = ${problem.code},
          problem_detail = ${problem.detail ?? null}, last_failed_at = ${at},
          failing_since = coalesce(failing_since, ${at}),
          pending_tries = pending_tries - ${mayHaveArrived ? 0 : 1}`,
      ),
    replays: async (id, most) => {
      const { rows } = await sql<{ sequence: string }>`
        select sequence from sink_dead_letters where sink_id = ${id} and replay_at is not null
        order by sequence limit ${most}`.execute(database)
      return rows.map(({ sequence }) => Number(sequence))
    },
    replayed: async (id, sequence, problem, at) => {
      await (
        problem
          ? sql`update sink_dead_letters set replay_at = null, problem = ${problem.code},
              problem_detail = ${problem.detail ?? null}, refused_at = ${at}
              where sink_id = ${id} and sequence = ${sequence}`
          : sql`with gone as (delete from sink_dead_letters where sink_id = ${id} and sequence = ${sequence} returning 1)
              update sink_positions set sent = sent + (select count(*) from gone) where sink_id = ${id}`
      ).execute(database)
    },
  }
}

const lineOf = ({ login, ...row }: AuditEventsTable & { readonly login: string | null }): EventLine => ({
  type: 'event',
  ...eventOf(row),
  ...(login !== null && { actorLogin: login }),
})

interface Read {
  readonly id: string
  readonly name: string
  readonly format: SinkFormat
  readonly logins: boolean
  readonly settings: unknown
  readonly changedAt: Date
  readonly cursor: string
  readonly pendingLast: string | null
  readonly pendingTries: number
  readonly failures: number
  readonly refusedInRow: number
  readonly organization: string
  readonly login: string
  readonly host: string
}

async function readRow(database: Store['database'], id: string): Promise<SinkRow | undefined> {
  const { rows } = await sql<Read>`
    select sinks.id, sinks.name, format, logins, settings, changed_at as "changedAt", cursor,
      pending_last as "pendingLast", pending_tries as "pendingTries", failures, refused_in_row as "refusedInRow",
      o.id as organization, o.login, hosts.name as host
    from sinks join sink_positions p on p.sink_id = sinks.id
      join organizations o on o.id = sinks.organization_id join hosts on hosts.id = o.host_id
    where sinks.id = ${id} and ended_at is null and not is_paused`.execute(database)
  const [row] = rows
  if (!row) return undefined
  const { organization, login, host, cursor, pendingLast, settings, ...rest } = row
  return {
    ...rest,
    organization: { id: organization, login, host },
    settings: sinkSettings.safeParse(settings).data,
    cursor: Number(cursor),
    pendingLast: pendingLast === null ? undefined : Number(pendingLast),
  }
}
