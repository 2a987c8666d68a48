import { sql } from 'kysely'
import { scanFact } from '../enforcement/findings/scan-record.ts'
import { known, unknown } from '../../policies/facts.ts'
import type { KnownContent } from '../enforcement/records.ts'
import { readPresentFindings } from './findings.ts'
import { toScanRecord } from './scans.ts'
import { readSecretAlerts } from './secret-alerts.ts'
import { readGivenVerdicts } from './verdicts.ts'
import type { Store } from './store.ts'

/** What is known of a repository's content, for Gatehouse itself. */
export async function readContent(store: Pick<Store, 'database'>, repository: string): Promise<KnownContent> {
  const row = await store.database
    .selectFrom('repositories')
    .leftJoin('scans', 'scans.repository_id', 'repositories.id')
    .selectAll('scans')
    .select([
      sql<string | null>`snapshot ->> 'headCommit'`.as('head'),
      sql<boolean>`exists (select from findings where repository_id = repositories.id)`.as('has_findings'),
      sql<boolean>`exists (select from secret_alerts where repository_id = repositories.id)`.as('has_alerts'),
    ])
    .where('repositories.id', '=', repository)
    .executeTakeFirst()
  // Most repositories have neither, and every sweep asks of all.
  const [findings, alerts, verdicts] = await Promise.all([
    row?.has_findings === true ? readPresentFindings(store, 'everything', repository) : [],
    row?.has_alerts === true ? readSecretAlerts(store, 'everything', repository) : [],
    row?.has_findings === true ? readGivenVerdicts(store, repository) : [],
  ])
  const record = row && toScanRecord(row)
  const good = record?.good ?? null
  return {
    scan: scanFact(record, row?.head ?? null),
    findings,
    comments: good?.comments ?? [],
    alerts,
    verdicts,
    scanned:
      good === null ? undefined : { commit: good.headCommit, pushedAt: good.pushedAt, version: good.version },
    failedAt: record?.failed?.at,
    otherWorkflows:
      good === null
        ? unknown(record?.failed?.why ?? 'it was not scanned yet')
        : known(good.evidence.otherWorkflows),
  }
}
