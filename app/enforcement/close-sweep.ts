import type { Mode } from '../../policies/policy-group.ts'
import { type Deployment, judgeOrganization } from './judge-organization.ts'
import { recordCredentialPlan, wantedOfCredentials } from './plan-credentials.ts'
import type { Records, Run } from './records.ts'

export interface SweepClosing {
  readonly organization: string
  readonly records: Records
  readonly deployment: Deployment
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  readonly now: () => Date
}

/**
 * Ends an organization's open sweep with its coverage, when nothing of it waits or is under way any more. What failed does not
 * hold it up: it is named. Looked at again here, because work may have come up since somebody saw that there was none.
 */
export async function closeSweep(
  { organization, records, deployment, ceiling, now }: SweepClosing,
  run: Run,
): Promise<void> {
  const sweep = await records.sweep(organization)
  const findings =
    sweep?.isWorking === false ? await judgeOrganization(records, organization, deployment, now()) : undefined
  const wanted = await wantedOfCredentials({ records, organization, ceiling }, now())
  await run.finish(async (recorder) => {
    if (!sweep || sweep.isWorking) return
    const at = now()
    const coverage = await recorder.endSweep(organization, sweep, at)
    const { repositories, read, scanned, notWanted, failedCount } = coverage
    const data = { sweep: sweep.id, repositories, read, scanned, notWanted, failed: failedCount }
    const planned = await recordCredentialPlan(recorder, organization, wanted, at)
    await recorder.audit(organization, at, [
      ...planned,
      { kind: 'sweep.finished', actor: null, subject: `organization:${organization}`, data },
    ])
    if (findings) await recorder.organizationFindings(organization, findings, at)
  })
}
