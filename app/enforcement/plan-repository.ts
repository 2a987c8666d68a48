import { accessPropertyName } from '../../policies/access-property.ts'
import { planAccessValue } from './access-property/plan-access-value.ts'
import { wantedChecks } from './decision-check/wanted-checks.ts'
import type { FileEvidence } from '../../scanner/assistants/connection.ts'
import type { Mode } from '../../policies/policy-group.ts'
import type { RecordedApproval } from './approvals/approval.ts'
import { graceUntil } from './approvals/grace-until.ts'
import { inheritedUntil } from './approvals/inherited-until.ts'
import type { WantedEffect } from './effects/effect.ts'
import { planConnections } from './effects/plan-connections.ts'
import { disconnectAt, isForFindingsAlone } from './effects/until-fixed.ts'
import { stillWanted } from './effects/under-way.ts'
import { wantedAccess } from './effects/wanted-access.ts'
import type { KnownFinding } from './findings/known-finding.ts'
import type { GitHubOrganization, OrganizationFacts, RepositorySnapshot } from './github.ts'
import { governedAssistants } from './governed-assistants.ts'
import { maySetProperties } from './organization-plan/wanted-property.ts'
import { readOwnedPlaces } from './owners/owned-places.ts'
import { planClaudeByHand } from './claude/plan-claude-by-hand.ts'
import { wantedNotice } from './notices/wanted-notice.ts'
import type { Reach } from './inventory/reach.ts'
import type { Governance } from './policy/governance.ts'
import type { KnownOrganization, KnownRepository, MadeDecision, Records } from './records.ts'
import { planSecrets, type SecretPlanning } from './secrets/plan-secrets.ts'
import { handedSecretNames, provenSecretNames } from './secrets/secret-names.ts'
import { wantedRemediation } from './remediation/wanted-remediation.ts'
import { wantedWorkflows } from './workflows/wanted-workflows.ts'

export interface RepositoryPlanning {
  readonly organization: KnownOrganization
  readonly records: Pick<
    Records,
    'made' | 'lastAction' | 'madeFor' | 'shownOn' | 'openActions' | 'openOf' | 'setValue'
  >
  /** `unasked`: GitHub is asked nothing now. */
  readonly pulls: 'asked' | 'unasked'
  readonly github: GitHubOrganization
  /** Our id. */
  readonly repository: string
  readonly snapshot: RepositorySnapshot
  /** Its custom properties, as they were read last. */
  readonly properties: KnownRepository['properties']
  /** With what people attested applied. */
  readonly reach: OrganizationFacts['reach']
  readonly governance: Governance
  /** By all paths of all assistants. */
  readonly reaches: readonly Pick<Reach, 'path' | 'state'>[]
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  /** Its mode is no more than that. */
  readonly decision: MadeDecision
  /** That was looked at last, in hex; null: none. */
  readonly scannedCommit: string | null
  readonly findings: readonly KnownFinding[]
  readonly approvals: readonly RecordedApproval[]
  readonly openRequest: Parameters<typeof graceUntil>[1]
  readonly inheritedSince: Date | undefined
  /** Installations that are being switched from all repositories to selected ones. */
  readonly switching: ReadonlySet<number>
  /** Installations from which it was taken until it is fixed, and to which it was not given back. */
  readonly takenUntilFixed: ReadonlySet<number>
  /** Installations on which it was by what a restored database knew, and to which it was not given since. */
  readonly lostByRestore: ReadonlySet<number>
  readonly takenSecrets: SecretPlanning['taken']
  /** The repository's own. */
  readonly secrets: SecretPlanning['own']
  /** What is open at Claude about it. */
  readonly atClaude: KnownRepository['atClaude']
  /** What its workflows on the default branch say of assistants. */
  readonly evidence: readonly FileEvidence[]
}

export interface RepositoryPlan {
  readonly wanted: readonly WantedEffect[]
  /** Instants at which another plan may follow by itself. */
  readonly changesAt: readonly (Date | undefined)[]
}

/** What is to be changed on GitHub so that one repository is as was decided. Each kind of change says whether it is switched on. */
export async function planRepository(planning: RepositoryPlanning, now: Date): Promise<RepositoryPlan> {
  const { records, github, snapshot, reach, decision, findings, approvals, openRequest } = planning
  const { policy } = planning.governance.inForce
  const times = {
    stayUntil: latest(
      inheritedUntil(planning.inheritedSince, policy.requests),
      graceUntil(approvals, openRequest, policy.requests),
    ),
    disconnectAt: disconnectAt(
      findings,
      policy.disconnectUntilFixed,
      await readOwnedPlaces(github, snapshot, policy, findings),
    ),
  }
  const assistants = governedAssistants(policy)
  const { githubId } = snapshot
  const connections = planConnections({
    assistants,
    reach,
    githubId,
    decision,
    policy,
    ...times,
    switching: planning.switching,
    takenUntilFixed: planning.takenUntilFixed,
    lostByRestore: planning.lostByRestore,
    now,
  })
  const access = wantedAccess({ decision, policy, ...times, now })
  const secrets = planSecrets({
    access,
    decision,
    policy,
    githubId,
    shared: reach.secrets,
    own: planning.secrets,
    proven: provenSecretNames(assistants),
    handed: handedSecretNames(planning.evidence),
    taken: planning.takenSecrets,
  })
  const workflows = await wantedWorkflows({ ...planning, policy, access })
  const remediation = await wantedRemediation({ ...planning, policy })
  const property = await planAccessValue({
    githubId: snapshot.githubId,
    decision,
    policy,
    properties: planning.properties,
    isKept: () => keepsProperty(planning),
    ceiling: planning.ceiling,
    setByUs: () => records.setValue(planning.organization.id, planning.repository),
  })
  const atClaude = planClaudeByHand({ ...planning, access, policy, githubId })
  const others = [...secrets, ...workflows, ...property, ...atClaude]
  const open = await records.openOf(planning.repository)
  const isRead = planning.secrets !== undefined
  const underWay = stillWanted({ access, decision, policy, open, isRead }, others)
  const checks = await wantedChecks({
    ...planning,
    policy,
    stayUntil: stayUntil(planning, times, now),
    isAskedFor: openRequest !== undefined,
    now,
  })
  const notice = await wantedNotice({ ...planning, ...times, policy }, now)
  return {
    wanted: [...connections, ...others, ...underWay, ...remediation, ...notice, ...checks],
    changesAt: [times.stayUntil, times.disconnectAt],
  }
}

/** Until when a connection that is not allowed may stay all the same. */
function stayUntil(
  { decision }: RepositoryPlanning,
  times: { readonly stayUntil: Date | undefined; readonly disconnectAt: Date | undefined },
  now: Date,
): Date | undefined {
  if (decision.outcome === 'needs-approval') return times.stayUntil
  const isForFindings = decision.outcome === 'denied' && isForFindingsAlone(decision.reasons)
  return isForFindings && times.disconnectAt !== undefined && now < times.disconnectAt
    ? times.disconnectAt
    : undefined
}

const keepsProperty = async ({ organization, records }: RepositoryPlanning): Promise<boolean> =>
  maySetProperties(organization) &&
  (await records.madeFor(organization.id, 'property', accessPropertyName)) !== undefined

const latest = (one: Date | undefined, other: Date | undefined): Date | undefined =>
  one && other ? (one > other ? one : other) : (one ?? other)
