import type { ScanRecord } from '../enforcement/findings/scan-record.ts'
import type { Coverage } from '../../scanner/engine/finding.ts'
import { inScope, type Scope } from './scope.ts'
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
    .where(inScope(scope, 'repositories.organization_id'))
    .executeTakeFirst()
  if (row === undefined) return undefined
  const {
    good_at: goodAt,
    basis,
    history,
    coverage,
    comments,
    failed_at: failedAt,
    failed_code: code,
    failed_why: why,
  } = row
  return {
    good:
      goodAt === null || basis === null || history === null
        ? null
        : {
            at: goodAt,
            basis,
            headCommit: row.head_commit,
            history,
            // oxlint-disable-next-line no-unsafe-type-assertion -- as we wrote it
            coverage: coverage as Coverage,
            // oxlint-disable-next-line no-unsafe-type-assertion -- as we wrote it
            comments: comments as NonNullable<ScanRecord['good']>['comments'],
          },
    failed: failedAt === null || code === null ? null : { at: failedAt, code, why: why ?? '' },
  }
}
