import { sql, type RawBuilder } from 'kysely'
import type { ViewerScope } from '../enforcement/members/viewer.ts'

/**
 * Which rows the asker may see. Every query function takes one, so that forgetting it does not compile. `everything` is for Gatehouse
 * itself, never for somebody's request.
 */
export type Scope = 'everything' | ViewerScope

/**
 * The condition on a row of an organization that is seen by those alone who see all of it. A row about a repository takes
 * `inScopeOfRepository`, one that is the organization itself `inScopeOfAny`; where they are forgotten, people see less and never more.
 * @param column has the organization's id
 */
export const inScope = (scope: Scope, column: string): RawBuilder<boolean> =>
  scope === 'everything' ? sql<boolean>`true` : among(column, scope.organizations)

/** The condition on a row about one repository: also seen by those who can read that repository on GitHub. */
export function inScopeOfRepository(
  scope: Scope,
  organization: string,
  repository: string,
): RawBuilder<boolean> {
  const whole = inScope(scope, organization)
  if (scope === 'everything' || !scope.visibleTo) return whole
  const { person, organizations, lookedAfter } = scope.visibleTo
  // The row's columns stand outside of the inner question: in it a name without its table would be one of the inner tables'.
  return sql<boolean>`(${whole} or (${among(organization, organizations)}
    and (${sql.ref(organization)}, ${sql.ref(repository)}) in (
      select visible.organization_id, visible.repository_id from visible_repositories visible
      join looks on looks.person_id = visible.person_id and looks.organization_id = visible.organization_id
      where visible.person_id = ${person}::uuid and looks.looked_at > ${lookedAfter}::timestamptz)))`
}

/** The condition on a row about one repository of an organization that is not seen wholly: what `inScopeOfRepository` adds to `inScope`. */
export const inScopeInPart = (scope: Scope, organization: string, repository: string): RawBuilder<boolean> =>
  scope === 'everything' || !scope.visibleTo
    ? sql<boolean>`false`
    : sql<boolean>`${inScopeOfRepository({ ...scope, organizations: [] }, organization, repository)} and not ${inScope(scope, organization)}`

/** The condition on what everybody in an organization sees of it, however little else they see. */
export const inScopeOfAny = (scope: Scope, column: string): RawBuilder<boolean> =>
  scope === 'everything' ? sql<boolean>`true` : among(column, allOf(scope))

/** The ids of organizations of which anything may be seen, as a table of one column. */
export const organizationsIn = (scope: Scope): RawBuilder<unknown> =>
  scope === 'everything'
    ? sql`(select id from organizations where removed_at is null)`
    : sql`unnest(${sql.val(allOf(scope))}::bigint[])`

const allOf = ({ organizations, visibleTo }: ViewerScope): string[] => [
  ...new Set([...organizations, ...(visibleTo?.organizations ?? [])]),
]

const among = (column: string, organizations: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} = any(${sql.val([...organizations])}::bigint[])`
