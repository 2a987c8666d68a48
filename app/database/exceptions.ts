import { type Selectable, sql } from 'kysely'
import type { Waived } from '../../policies/exception.ts'
import type {
  ExceptionRecorder,
  ExceptionRecords,
  RecordedException,
} from '../enforcement/exceptions/exception.ts'
import type { ExceptionsTable } from './schema.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/** What is read of exceptions, by Gatehouse itself. */
export const exceptionRecords = (store: Reading): ExceptionRecords => ({
  of: (repository) => readExceptions(store, 'everything', repository),
  byId: async (organization, id, now) => {
    const row = await inForce(store, organization, now).where('id', '=', id).executeTakeFirst()
    return row && exceptionOf(row)
  },
  running: async (organization, now) => {
    const rows = await inForce(store, organization, now).orderBy('id').execute()
    const told = await store.database
      .selectFrom('exception_notices')
      .select(['exception_id', 'days'])
      .where(sql<boolean>`exception_id = any(${sql.val(rows.map(({ id }) => id))}::bigint[])`)
      .execute()
    return rows.map((row) => ({
      ...exceptionOf(row),
      told: told.filter((one) => one.exception_id === row.id).map(({ days }) => days),
    }))
  },
})

/** Exceptions of a repository that nobody has ended, also those whose term is over. */
export async function readExceptions(
  { database }: Reading,
  scope: Scope,
  repository: string,
): Promise<readonly RecordedException[]> {
  const rows = await database
    .selectFrom('exceptions')
    .selectAll()
    .where('repository_id', '=', repository)
    .where(inScope(scope, 'organization_id'))
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(exceptionOf)
}

const inForce = ({ database }: Reading, organization: string, now: Date) =>
  database
    .selectFrom('exceptions')
    .selectAll()
    .where('organization_id', '=', organization)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)

const exceptionOf = (row: Selectable<ExceptionsTable>): RecordedException => ({
  id: row.id,
  repository: row.repository_id,
  waived: waivedOf(row),
  owner: row.owner,
  issue: row.issue,
  grantedAt: row.granted_at,
  expiresAt: row.expires_at,
})

/** By the table's own condition it is one of the two. */
export function waivedOf({ check_id: check, findings }: Selectable<ExceptionsTable>): Waived {
  if (check !== null) return { check }
  if (findings !== null) return { findings }
  throw new Error('an exception waives nothing')
}

/** What one transaction writes of them. */
export const exceptionRecorder = ({ database }: Unit): ExceptionRecorder => ({
  give: async (exception, at) => {
    const { id } = await database
      .insertInto('exceptions')
      .values({
        organization_id: exception.organization,
        repository_id: exception.repository,
        check_id: 'check' in exception.waived ? exception.waived.check : null,
        findings: 'check' in exception.waived ? null : JSON.stringify(exception.waived.findings),
        control: exception.control,
        owner: exception.owner,
        given_by: exception.by,
        acts_for: JSON.stringify(exception.actsFor),
        issue: exception.issue,
        granted_at: at,
        expires_at: exception.expiresAt,
        ended_at: null,
        ended_by: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  },
  end: async (id, by, at) => {
    const { numUpdatedRows } = await database
      .updateTable('exceptions')
      .set({ ended_at: at, ended_by: by })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },
  notice: async (id, days, at) => {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('exception_notices')
      .values({ exception_id: id, days, given_at: at })
      .onConflict((conflict) => conflict.columns(['exception_id', 'days']).doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  },
})

/** An exception as the register shows it. */
export interface ListedException extends RecordedException {
  /** Without the owner. */
  readonly repositoryName: string
  /** null: it was rebuilt from a record, which does not hold it. */
  readonly control: string | null
  /** Login of who granted it; null: erased. */
  readonly by: string | null
}

/** Exceptions in force, the first to end first. */
export async function listExceptions(
  { database }: Reading,
  scope: Scope,
  organization: string,
  now: Date,
): Promise<readonly ListedException[]> {
  const rows = await database
    .selectFrom('exceptions')
    .innerJoin('repositories', 'repositories.id', 'repository_id')
    .leftJoin('person_names', 'person_names.person_id', 'given_by')
    .selectAll('exceptions')
    .select(['repositories.name', 'person_names.login'])
    .where('exceptions.organization_id', '=', organization)
    .where(inScope(scope, 'exceptions.organization_id'))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .execute()
  return rows.map((row) => ({
    ...exceptionOf(row),
    repositoryName: row.name,
    control: row.control,
    by: row.login,
  }))
}
