import { sql } from 'kysely'
import type { Reach } from '../enforcement/inventory/reach.ts'
import type { ConnectionPage, ConnectionQuery } from '../enforcement/reading/connection-list.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

interface Row extends Pick<Reach, 'assistant' | 'path' | 'state' | 'control' | 'evidence'> {
  readonly organization_id: string
  readonly organization: string
  readonly host: string
  readonly repository_id: string
  readonly repository: string
  readonly why: string | null
  readonly since: Date
  readonly read_at: Date
}

/** Paths of assistants into repositories that are there, by repository. */
export async function listConnections(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  { organization, repository, assistant, paths, states, controls, limit, after }: ConnectionQuery,
): Promise<ConnectionPage> {
  const conditions = [
    inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'),
    sql`reaches.state = any(${sql.val([...states])}::text[])`,
    organization !== undefined && sql`repositories.organization_id = ${organization}`,
    repository !== undefined && sql`reaches.repository_id = ${repository}`,
    assistant !== undefined && sql`reaches.assistant = ${assistant}`,
    paths && sql`reaches.path = any(${sql.val([...paths])}::text[])`,
    controls && sql`reaches.control = any(${sql.val([...controls])}::text[])`,
    after &&
      sql`(reaches.repository_id, reaches.assistant, reaches.path) > (${after[0]}::bigint, ${after[1]}, ${after[2]})`,
  ].filter((one) => one !== false && one !== undefined)
  const { rows } = await sql<Row>`
    select repositories.organization_id, organizations.login as organization, hosts.name as host,
      reaches.repository_id, repositories.name as repository, reaches.assistant, reaches.path, reaches.state,
      reaches.control, reaches.evidence, reaches.why, reaches.since, reaches.read_at
    from reaches
    join repositories on repositories.id = reaches.repository_id
    join organizations on organizations.id = repositories.organization_id
    join hosts on hosts.id = organizations.host_id
    where organizations.removed_at is null and repositories.gone_at is null and ${sql.join(conditions, sql` and `)}
    order by reaches.repository_id, reaches.assistant, reaches.path limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(({ assistant: name, path, state, control, evidence, why, since, ...row }) => ({
      organization: { id: row.organization_id, login: row.organization, host: row.host },
      repository: { id: row.repository_id, name: row.repository },
      assistant: name,
      path,
      state,
      control,
      evidence,
      why,
      since,
      readAt: row.read_at,
    })),
    next: last && [last.repository_id, last.assistant, last.path],
  }
}
