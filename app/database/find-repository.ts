import { sql } from 'kysely'
import type { RepositorySnapshot } from '../enforcement/github.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
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
  store: Pick<Store, 'database'>,
  scope: Scope,
  { owner, name, host }: { readonly owner: string; readonly name: string; readonly host?: string },
): Promise<readonly NamedRepository[]> {
  const rows = await present(store, scope)
    .where(sql<boolean>`lower(organizations.login) = ${owner.toLowerCase()}`)
    .where(sql<boolean>`lower(repositories.name) = ${name.toLowerCase()}`)
    .$if(host !== undefined, (query) => query.where('hosts.name', '=', host!))
    .orderBy('hosts.name')
    .execute()
  return rows.map(toNamed)
}

/** A repository by our id. */
export async function findRepositoryById(
  store: Pick<Store, 'database'>,
  scope: Scope,
  id: string,
): Promise<NamedRepository | undefined> {
  const row = await present(store, scope).where('repositories.id', '=', id).executeTakeFirst()
  return row && toNamed(row)
}

const present = ({ database }: Pick<Store, 'database'>, scope: Scope) =>
  database
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
    .where('repositories.gone_at', 'is', null)
    .where('organizations.removed_at', 'is', null)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))

type Row = Awaited<ReturnType<ReturnType<typeof present>['execute']>>[number]

const toNamed = ({ id, organization, host, login, name, snapshot, ...row }: Row): NamedRepository => ({
  id,
  organization,
  host,
  name: `${login}/${name}`,
  snapshot,
  isStale: row.is_stale,
  reconciledAt: row.reconciled_at,
})
