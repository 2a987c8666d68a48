import { type Deployment, judgeOrganization } from '../judge-organization.ts'
import type { Run } from '../records.ts'
import { type PolicyRefresh, refreshPolicy } from './refresh-policy.ts'

/** After a push to a policy: reads it; where another one is in force now, what follows from that is asked for with it. */
export async function followPolicy(
  refresh: PolicyRefresh & { readonly deployment: Deployment },
  run: Run,
): Promise<void> {
  const { organization, records, deployment, now } = refresh
  await refreshPolicy(refresh)
  const findings = await judgeOrganization(records, organization.id, deployment, now())
  await run.finish(async (recorder) => {
    if (findings) await recorder.organizationFindings(organization.id, findings, now())
  })
}
