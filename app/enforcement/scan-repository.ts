import { findingEvents, type RecordedChange } from './findings/finding-events.ts'
import { reviewFindings } from './findings/review-findings.ts'
import { nextScanRecord } from './findings/scan-record.ts'
import type { GitHubOrganization, RepositorySnapshot } from './github.ts'
import type { Activity, KnownOrganization, KnownRepository, Records, Run } from './records.ts'
import { mayPass, type RepositoryScanner, type ScanOutcome } from './scanning.ts'
import { withVerdicts } from './verdicts/with-verdicts.ts'
import { isScannedAsItIs } from './wants-scan.ts'
import { keyOf } from './work-keys.ts'

export interface RepositoryScan {
  readonly organization: KnownOrganization
  readonly repository: KnownRepository
  readonly github: GitHubOrganization
  readonly records: Records
  readonly scanner: RepositoryScanner
  readonly now: () => Date
}

/**
 * Looks into a repository's content, and records what became of its findings. Where it is as it was when it was last scanned, only
 * what people and GitHub say of the findings is looked at again.
 */
export async function scanRepository(scan: RepositoryScan, run: Run): Promise<void> {
  const { repository, organization, github, records, now } = scan
  const { id, snapshot } = repository
  if (!snapshot || repository.isGone) return run.finish(async () => {})
  const [governance, content, record] = await Promise.all([
    records.governance(organization.id),
    records.content(id),
    records.scan(id),
  ])
  const { policy, allowlist } = governance.inForce
  const outcome = isScannedAsItIs(snapshot, content, governance)
    ? undefined
    : await look(scan, snapshot, policy.scanning, record?.good?.basis, run.signal)
  if (outcome?.status === 'not-scanned' && mayPass(outcome.code)) {
    await records.note((recorder) => recorder.scan(id, nextScanRecord(record, outcome, now())))
    throw new Error(outcome.why)
  }
  const found = await github.readSecretAlerts(snapshot)
  const at = now()
  // In its own transaction and before: the review below is of what is recorded.
  if (found.known) await records.note((recorder) => recorder.secretAlerts(id, found.value, at))
  const [before, alerts] = await Promise.all([records.findings(id), records.alerts(id)])
  const review = reviewFindings({
    repository: id,
    before,
    record,
    outcome,
    alerts,
    policy,
    // Read again: what was looked at above may have taken minutes.
    allowlist: withVerdicts(allowlist, (await records.content(id)).verdicts),
    now: at,
  })
  await run.finish(async (recorder) => {
    if (review.record) await recorder.scan(id, review.record)
    const changes: RecordedChange[] = []
    for (const one of review.changes) changes.push(...(await recorder.findings(id, one)))
    await recorder.activity(id, activityIn(outcome))
    await recorder.want([keyOf('repository', id)])
    await recorder.audit(organization.id, at, findingEvents(id, changes))
  })
}

const look = (
  { scanner, organization, repository, github }: RepositoryScan,
  snapshot: RepositorySnapshot,
  settings: Parameters<RepositoryScanner['scan']>[0]['settings'],
  lastBasis: string | undefined,
  signal: AbortSignal,
): Promise<ScanOutcome> =>
  scanner.scan({
    organization: organization.id,
    repository: repository.id,
    defaultBranch: snapshot.defaultBranch,
    pushedAt: snapshot.pushedAt,
    settings,
    lastBasis,
    openClone: () => github.openClone(snapshot),
    signal,
  })

function activityIn(outcome: ScanOutcome | undefined): readonly Activity[] {
  if (outcome?.status !== 'scanned') return []
  return outcome.evidence.activity.map(({ assistant, at }) => ({
    assistant,
    kind: 'commit',
    at: new Date(at),
  }))
}
