import { sql } from 'kysely'
import type { RepositorySnapshot } from '../enforcement/github.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store } from './store.ts'

/** A repository that somebody named. */
export interface NamedRepository {
  readonly id: string
  readonly organization: string
  readonly host: string
  /** `acme/web`, as GitHub writes it. */
  readonly name: string
  readonly snapshot: RepositorySnapshot | null
  readonly isStale: boolean
  readonly reconciledAt: Date | null
}

/**
 * Repositories of a name, in any letter case, as GitHub compares it: one on each host, at most.
 * @param owner the organization's login
 */
export async function findRepositories(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  { owner, name, host }: { readonly owner: string; readonly name: string; readonly host?: string },
): Promise<readonly NamedRepository[]> {
  const rows = await database
    .selectFrom('repositories')
    .innerJoin('organizations', 'organizations.id', 'repositories.organization_id')
    .innerJoin('hosts', 'hosts.id', 'organizations.host_id')
    .select([
      'repositories.id',
      'repositories.name',
      'organizations.id as organization',
      'organizations.login',
      'hosts.name as host',
      'snapshot',
      'reconciled_at',
      sql<boolean>`hints > snapshot_hints`.as('is_stale'),
    ])
    .where(sql<boolean>`lower(organizations.login) = ${owner.toLowerCase()}`)
    .where(sql<boolean>`lower(repositories.name) = ${name.toLowerCase()}`)
    .$if(host !== undefined, (query) => query.where('hosts.name', '=', host!))
    .where('repositories.gone_at', 'is', null)
    .where('organizations.removed_at', 'is', null)
    .where(inScope(scope, 'repositories.organization_id'))
    .orderBy('hosts.name')
    .execute()
  return rows.map(({ id, organization, host: on, login, name: called, snapshot, ...row }) => ({
    id,
    organization,
    host: on,
    name: `${login}/${called}`,
    snapshot,
    isStale: row.is_stale,
    reconciledAt: row.reconciled_at,
  }))
}
