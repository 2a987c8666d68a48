import { type Deployment, judgeOrganization } from '../judge-organization.ts'
import type { Run } from '../records.ts'
import { keyOf } from '../work-keys.ts'
import { type PolicyRefresh, refreshPolicy } from './refresh-policy.ts'

/** After a push to a policy: reads it, and where another one is in force now, asks for a decision of every repository. */
export async function followPolicy(
  refresh: PolicyRefresh & { readonly deployment: Deployment },
  run: Run,
): Promise<void> {
  const { organization, records, deployment, now } = refresh
  await refreshPolicy(refresh)
  const { inForce } = await records.governance(organization.id)
  // By what they rest on, and not by whether the policy was new just now: a run that died here has asked for nothing.
  const repositories = await records.decidedByAnother(organization.id, inForce.id)
  const findings = await judgeOrganization(records, organization.id, deployment, now())
  await run.finish(async (recorder) => {
    await recorder.want([
      ...repositories.map((id) => keyOf('repository', id)),
      keyOf('organization-plan', organization.id),
    ])
    if (findings) await recorder.organizationFindings(organization.id, findings, now())
  })
}
