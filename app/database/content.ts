import { scanFact } from '../enforcement/findings/scan-record.ts'
import { known, unknown } from '../../policies/facts.ts'
import type { KnownContent } from '../enforcement/records.ts'
import { readPresentFindings } from './findings.ts'
import { readScan } from './scans.ts'
import { readSecretAlerts } from './secret-alerts.ts'
import type { Store } from './store.ts'

/** What is known of a repository's content, for Gatehouse itself. */
export async function readContent(store: Pick<Store, 'database'>, repository: string): Promise<KnownContent> {
  const [record, findings, alerts, row] = await Promise.all([
    readScan(store, 'everything', repository),
    readPresentFindings(store, 'everything', repository),
    readSecretAlerts(store, 'everything', repository),
    store.database
      .selectFrom('repositories')
      .select('snapshot')
      .where('id', '=', repository)
      .executeTakeFirst(),
  ])
  const good = record?.good ?? null
  return {
    scan: scanFact(record, row?.snapshot?.headCommit ?? null),
    findings,
    comments: good?.comments ?? [],
    alerts,
    scanned:
      good === null ? undefined : { commit: good.headCommit, pushedAt: good.pushedAt, version: good.version },
    failedAt: record?.failed?.at,
    otherWorkflows:
      good === null
        ? unknown(record?.failed?.why ?? 'it was not scanned yet')
        : known(good.evidence.otherWorkflows),
  }
}
