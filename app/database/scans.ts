import type { Selectable } from 'kysely'
import type { ScanRecord } from '../enforcement/findings/scan-record.ts'
import type { ScansTable } from './schema.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Records what `nextScanRecord` made. */
export async function recordScan(
  { database }: Unit,
  repository: string,
  { good, failed }: ScanRecord,
): Promise<void> {
  const row = {
    repository_id: repository,
    good_at: good?.at ?? null,
    basis: good?.basis ?? null,
    head_commit: good?.headCommit ?? null,
    history: good?.history ?? null,
    coverage: good && JSON.stringify(good.coverage),
    comments: good && JSON.stringify(good.comments),
    evidence: good && JSON.stringify(good.evidence),
    pushed_at: good?.pushedAt ?? null,
    version: good?.version ?? null,
    failed_at: failed?.at ?? null,
    failed_code: failed?.code ?? null,
    failed_why: failed?.why ?? null,
  }
  await database
    .insertInto('scans')
    .values(row)
    .onConflict((conflict) => conflict.column('repository_id').doUpdateSet(row))
    .execute()
}

/** @returns undefined where it was never tried */
export async function readScan(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  repository: string,
): Promise<ScanRecord | undefined> {
  const row = await database
    .selectFrom('scans')
    .innerJoin('repositories', 'repositories.id', 'scans.repository_id')
    .selectAll('scans')
    .where('repository_id', '=', repository)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))
    .executeTakeFirst()
  return row && toScanRecord(row)
}

/** A row of `scans`, or of a join in which there may be none. undefined: there is none */
export function toScanRecord(row: ScanRow): ScanRecord | undefined {
  return row.repository_id === null ? undefined : { good: goodOf(row), failed: failedOf(row) }
}

type ScanRow = Nullable<Selectable<ScansTable>>
type Nullable<Row> = { readonly [Name in keyof Row]: Row[Name] | null }

function goodOf(row: ScanRow): ScanRecord['good'] {
  const { good_at: at, basis, version, history, coverage, comments, evidence } = row
  if (at === null || basis === null || version === null || history === null) return null
  if (coverage === null || comments === null || evidence === null) return null
  const { head_commit: headCommit, pushed_at: pushedAt } = row
  return { at, basis, version, headCommit, pushedAt, history, coverage, comments, evidence }
}

function failedOf({ failed_at: at, failed_code: code, failed_why: why }: ScanRow): ScanRecord['failed'] {
  return at === null || code === null ? null : { at, code, why: why ?? '' }
}
