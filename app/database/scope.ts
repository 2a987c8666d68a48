import { sql, type RawBuilder } from 'kysely'

/**
 * Which organizations' rows the asker may see. Every query function takes one, so that forgetting it does not compile.
 * `everything` is for Gatehouse itself, never for somebody's request.
 */
export type Scope = 'everything' | { readonly organizations: readonly string[] }

/** The condition on a column with an organization's id. */
export const inScope = (scope: Scope, column: string): RawBuilder<boolean> =>
  scope === 'everything'
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(column)} = any(${sql.val([...scope.organizations])}::bigint[])`
