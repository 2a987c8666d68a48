import { known } from '../../policies/facts.ts'
import { assistants } from '../../scanner/assistants/assistants.ts'
import { applyAttestations } from './attestations/apply-attestations.ts'
import { requiredAtClaude } from './claude/required-at-claude.ts'
import { withClaudePosture } from './claude/with-claude-posture.ts'
import { findingsOfOrganization, type OrganizationFinding } from './findings-of-organization.ts'
import { reachBounds } from './inventory/reach-bounds.ts'
import type { Records } from './records.ts'

/** What of the deployment itself is judged with an organization, by the name of its host. */
export type Deployment = (host: string) => DeployedApp

/** Our App on one host. */
export interface DeployedApp {
  /** What our App needs, as GitHub names it: `{ contents: 'read' }`. */
  readonly neededPermissions: Readonly<Record<string, string>>
  readonly usesClassicToken: boolean
}

/** So long it is told that somebody has imitated our check. */
const imitatedMs = 30 * 24 * 60 * 60 * 1000

/** Judges an organization as a whole from what is recorded. undefined: nothing was read of it yet. */
export async function judgeOrganization(
  records: Records,
  id: string,
  deployment: Deployment,
  now: Date,
): Promise<readonly OrganizationFinding[] | undefined> {
  const organization = await records.organization(id)
  const facts = await records.organizationFacts(id)
  if (!organization || !facts) return undefined
  const host = await records.host(organization.hostId)
  const imitatedSince = new Date(now.getTime() - imitatedMs)
  const [governance, attestations, reached, ownCheck, claude] = await Promise.all([
    records.governance(id),
    records.attestations(id),
    records.reachCounts(id),
    records.ownCheck(id, imitatedSince),
    records.claudeTenant(id),
  ])
  const { tokenRequests } = facts.reach
  const { neededPermissions, usesClassicToken } = deployment(host?.name ?? '')
  return findingsOfOrganization({
    host: host?.name ?? '',
    login: organization.login,
    assistants,
    applied: applyAttestations(withClaudePosture(facts.reach, claude?.posture), attestations, now),
    attestations,
    policy: governance.inForce.policy,
    policyFound: governance.found,
    ourInstallation: organization.installation,
    neededPermissions,
    pendingTokenRequests:
      tokenRequests === undefined || !tokenRequests.known
        ? (tokenRequests ?? known(0))
        : known(tokenRequests.value.length),
    usesClassicToken,
    bounds: reachBounds(reached),
    ownCheck,
    claude,
    claudeRequired: requiredAtClaude(governance.inForce.policy),
    now,
  })
}
