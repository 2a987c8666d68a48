import { sql } from 'kysely'
import { refreshSummaries } from '../../app/database/refresh-summaries.ts'
import type { Store } from '../../app/database/store.ts'
import { fillTables } from '../app/large-tables.ts'

export interface Sizes {
  readonly repositories: number
  readonly findings: number
  readonly events: number
}

/** One of six is critical. Half of all findings lie in every fiftieth repository. */
const severities = "array['critical', 'high', 'high', 'medium', 'medium', 'low']"

/**
 * Fills the tables that lists read: besides what sweeps leave, findings of which few repositories have most, people, requests, and a
 * record of which one organization has half. The chain's hashes are no true ones: nothing here verifies it.
 */
export async function fillConsole(store: Store, { repositories, findings, events }: Sizes): Promise<void> {
  const { database } = store
  // By hand at the end: marks of millions of rows are no part of what is measured.
  await sql`set session_replication_role = replica`.execute(database)
  await fillTables(store, repositories)
  await sql`update decisions set
    outcome = (array['allowed', 'denied', 'needs-approval', 'unknown'])[1 + repository_id % 4], group_name = 'group-' || repository_id % 9,
    owners = case when repository_id % 7 = 0
      then '{"kind": "unowned", "owners": [], "why": "nobody is named", "codeowners": null}'
      else jsonb_build_object('kind', 'codeowners', 'owners', jsonb_build_array('@acme/team-' || repository_id % 40),
        'why', 'CODEOWNERS names them', 'codeowners', 'CODEOWNERS') end,
    since = now() - repository_id * interval '3 minutes'`.execute(database)
  await sql`insert into people (host_id, github_id) select 1, n from generate_series(1, 500) n`.execute(
    database,
  )
  await sql`insert into person_names (person_id, login, name) select id, 'person-' || github_id, null from people`.execute(
    database,
  )
  await sql`
    insert into findings (repository_id, rule, fingerprint, path, source, state, first_seen_at, changed_at, last_seen_at, places)
    select 1 + (case when n % 2 = 0 then n * 50 else n end) % ${repositories}, 'rule-' || n % 120, 'g1:' || md5((n / 3)::text),
      'src/file-' || n || '.ts', 'scan', (array['open', 'open', 'fixed-at-tip', 'false-positive', 'gone'])[1 + n % 5],
      now() - n % 400 * interval '1 day', now(), now(),
      json_build_array(json_build_object('kind', (array['secret', 'file'])[1 + n % 2],
        'severity', (${sql.raw(severities)})[1 + n % 6], 'line', n % 900, 'excerpt', 'token = ********', 'title', 'A token',
        'path', 'src/file-' || n || '.ts', 'commit', null))
    from generate_series(1, ${findings}) n`.execute(database)
  await sql`
    insert into access_requests (organization_id, repository_id, requested_by, reason, days, state, source, opened_at)
    select organization_id, repositories.id, (select id from people where github_id = 1 + repositories.id % 500), 'for work', 90,
      case when repositories.id % 200 = 0 then 'open' else 'approved' end, 'issue', now()
    from repositories where repositories.id % 20 = 0`.execute(database)
  await sql`
    insert into audit_events (organization_id, sequence, at, kind, actor, subject, data, previous, hash)
    select case when n % 2 = 0 then 1 else 2 + n / 2 % 10 end, n, now() - (${events} - n) * interval '30 seconds',
      (array['decision.made', 'decision.made', 'decision.made', 'connection.found', 'connection.gone', 'finding.opened',
        'finding.changed', 'effect.planned', 'effect.applied', 'approval.given'])[1 + n % 10],
      case when n % 10 = 9 then (select id from people where github_id = 1 + n % 500) end,
      'repository:' || 1 + n % ${repositories},
      jsonb_build_object('repository', n % ${repositories}, 'outcome', 'denied', 'why', 'it holds open secrets', 'ticket', 'INC-' || n % 5000),
      sha256(n::text::bytea), sha256((n + 1)::text::bytea)
    from generate_series(1, ${events}) n`.execute(database)
  await sql`set session_replication_role = default`.execute(database)
  await sql`insert into stale_summaries (repository_id) select id from repositories`.execute(database)
  await sql`vacuum analyze`.execute(database)
  await refreshSummaries(store, new Date())
  await sql`vacuum analyze`.execute(database)
}
