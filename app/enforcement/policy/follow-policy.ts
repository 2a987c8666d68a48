import type { Mode } from '../../../policies/policy-group.ts'
import { type Deployment, judgeOrganization } from '../judge-organization.ts'
import { recordCredentialPlan, wantedOfCredentials } from '../plan-credentials.ts'
import type { Run } from '../records.ts'
import { keyOf } from '../work-keys.ts'
import { type PolicyRefresh, refreshPolicy } from './refresh-policy.ts'

/** After a push to a policy: reads it, and where another one is in force now, asks for a decision of every repository. */
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
  const { inForce } = await records.governance(organization.id)
  // By what they rest on, and not by whether the policy was new just now: a run that died here has asked for nothing.
  const repositories = await records.decidedByAnother(organization.id, inForce.id)
  const findings = await judgeOrganization(records, organization.id, deployment, now())
  const wanted = await wantedOfCredentials({ records, organization: organization.id, ceiling }, now())
  await run.finish(async (recorder) => {
    const planned = await recordCredentialPlan(recorder, organization.id, wanted, now())
    await recorder.want(repositories.map((id) => keyOf('repository', id)))
    if (planned.length > 0) await recorder.audit(organization.id, now(), planned)
    if (findings) await recorder.organizationFindings(organization.id, findings, now())
  })
}
