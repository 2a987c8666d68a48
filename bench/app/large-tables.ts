import { sql } from 'kysely'
import type { Store } from '../../app/database/store.ts'

/** Organizations between which the repositories are shared out: one has half of them. */
const organizations = 11

/**
 * Fills tables as sweeps of a large deployment leave them: of eleven organizations one has half of the repositories, and all of
 * them are being swept. Every third repository still waits; each has twelve paths, every tenth was scanned, every hundredth failed.
 */
export async function fillTables({ database }: Store, repositories: number): Promise<void> {
  await sql`insert into hosts (name) values ('github.com')`.execute(database)
  await sql`
    insert into organizations (host_id, github_id, login, installation_id, installation)
    select 1, n, 'organization-' || n, n, '{}' from generate_series(1, ${organizations}) n`.execute(database)
  await sql`
    insert into repositories (organization_id, github_id, name, visibility, is_archived, is_fork, default_branch,
      first_seen_at, last_seen_at, snapshot, properties, workflow_evidence, reconciled_at)
    select case when n % 2 = 0 then 1 else 2 + n / 2 % ${organizations - 1} end, n, 'repository-' || n, 'private', false, false,
      'main', now(), now(),
      jsonb_build_object('githubId', n, 'name', 'repository-' || n, 'headCommit', md5(n::text), 'topics', '[]'::jsonb,
        'workflows', (select jsonb_agg(jsonb_build_object('path', '.github/workflows/' || f, 'oid', md5(f::text)))
          from generate_series(1, 5) f)),
      '{"known": true, "value": {}}', '{}', now()
    from generate_series(1, ${repositories}) n`.execute(database)
  await sql`
    insert into reaches (repository_id, assistant, path, state, control, evidence, why, since, read_at)
    select id, case when p <= 7 then 'claude' else 'copilot' end,
      (array['app-installation', 'workflow', 'secret', 'fine-grained-token', 'deploy-key', 'native-agent', 'cloud-session'])[1 + (p - 1) % 7],
      case when p = 1 and id % 10 = 0 then 'connected' when p < 5 then 'unknown' else 'not-seen' end,
      'detectable', '[]', case when p < 5 then 'a permission is missing: ' || p end, now(), now()
    from repositories, generate_series(1, 12) p`.execute(database)
  await sql`
    insert into decisions (repository_id, outcome, mode, reasons, facts, owners, since, decided_at)
    select id, 'allowed', 'observe', '[]', jsonb_build_object('repository', name), '{}', now(), now()
    from repositories`.execute(database)
  await sql`
    insert into scans (repository_id, good_at, head_commit, failed_at, failed_code, failed_why)
    select id, now(), md5(github_id::text), case when id % 100 = 0 then now() end, 'refused', 'it is too large'
    from repositories where id % 10 = 0`.execute(database)
  await sql`
    insert into work (key, wanted, done, attempts, last_error)
    select 'repository:' || id, 2, case when id % 3 = 0 then 1 else 2 end, 0, null from repositories
    union all
    select 'scan:' || id, 2, case when id % 100 = 0 then 1 else 2 end, case when id % 200 = 0 then 1 else 0 end, 'no'
    from repositories where id % 10 = 0`.execute(database)
  await sql`
    insert into sweeps (organization_id, started_at) select id, now() - interval '1 hour' from organizations`.execute(
    database,
  )
  await sql`vacuum analyze`.execute(database)
}
