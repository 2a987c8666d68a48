import type { Mode } from '../../../policies/policy-group.ts'
import { type Deployment, judgeOrganization } from '../judge-organization.ts'
import { recordCredentialPlan, wantedOfCredentials } from '../plan-credentials.ts'
import type { Run } from '../records.ts'
import { type PolicyRefresh, refreshPolicy } from './refresh-policy.ts'

/** After a push to a policy: reads it; where another one is in force now, what follows from that is asked for with it. */
export async function followPolicy(
  refresh: PolicyRefresh & {
    readonly deployment: Deployment
    /** What may be done on GitHub at most. */
    readonly ceiling: Mode
  },
  run: Run,
): Promise<void> {
  const { organization, records, deployment, ceiling, now } = refresh
  await refreshPolicy(refresh)
  const findings = await judgeOrganization(records, organization.id, deployment, now())
  const wanted = await wantedOfCredentials({ records, organization: organization.id, ceiling }, now())
  await run.finish(async (recorder) => {
    const planned = await recordCredentialPlan(recorder, organization.id, wanted, now())
    if (planned.length > 0) await recorder.audit(organization.id, now(), planned)
    if (findings) await recorder.organizationFindings(organization.id, findings, now())
  })
}
