import type { RecordedApproval } from './approvals/approval.ts'
import type { SeenTeam } from './approvals/team-names.ts'
import { applyAttestations } from './attestations/apply-attestations.ts'
import { claudeSwitchFacts } from './claude/claude-tenant.ts'
import { withClaudePosture } from './claude/with-claude-posture.ts'
import type { RecordedException } from './exceptions/exception.ts'
import type { KnownFinding } from './findings/known-finding.ts'
import { type Review, reviewFindings } from './findings/review-findings.ts'
import type { OrganizationFacts } from './github.ts'
import type { Governance } from './policy/governance.ts'
import type { KnownContent, Records } from './records.ts'
import { withVerdicts } from './verdicts/with-verdicts.ts'
import type { RepositoryPlanning } from './plan-repository.ts'

type SharedFacts = Pick<OrganizationFacts, 'reach' | 'basePermission' | 'claudeSettings'>

/** Everything that is recorded of a repository and that its decision and its plan rest on, besides what GitHub says of it alone. */
export interface KnownOfRepository extends Pick<
  RepositoryPlanning,
  'openRequest' | 'inheritedSince' | 'switching' | 'takenUntilFixed' | 'lostByRestore' | 'takenSecrets'
> {
  readonly governance: Governance
  /** With what people attested applied. */
  readonly facts: SharedFacts
  readonly content: KnownContent
  /** Every finding that is recorded, also what is gone. */
  readonly findings: readonly KnownFinding[]
  /** What people, GitHub and the day say of them now; what that changes is recorded by a scan. */
  readonly review: Review
  readonly approvals: readonly RecordedApproval[]
  readonly exceptions: readonly RecordedException[]
  readonly teams: readonly SeenTeam[]
}

/** @param facts of the organization, as they were read last; ids are our own */
export async function readKnown(
  records: Records,
  { organization, repository }: { readonly organization: string; readonly repository: string },
  facts: SharedFacts,
  now: Date,
): Promise<KnownOfRepository> {
  const [
    attestations,
    content,
    governance,
    findings,
    approvals,
    teams,
    inheritedSince,
    takenUntilFixed,
    lostByRestore,
    takenSecrets,
    openRequest,
    switches,
    exceptions,
    claude,
  ] = await Promise.all([
    records.attestations(organization),
    records.content(repository),
    records.governance(organization),
    records.findings(repository),
    records.approvals(repository),
    records.teams(organization),
    records.inheritedSince(repository),
    records.takenUntilFixed(repository),
    records.lostByRestore(repository),
    records.takenSecrets(repository),
    records.requests.openOf(repository),
    records.openSwitches(organization),
    records.exceptions.of(repository),
    records.claudePosture(organization),
  ])
  const { policy, allowlist } = governance.inForce
  const { alerts, comments, verdicts } = content
  return {
    governance,
    facts: {
      ...facts,
      reach: applyAttestations(withClaudePosture(facts.reach, claude), attestations, now).facts,
      claudeSettings: claudeSwitchFacts(claude, attestations, now),
    },
    content,
    findings,
    review: reviewFindings({
      repository,
      before: findings,
      comments,
      outcome: undefined,
      alerts,
      policy,
      allowlist: withVerdicts(allowlist, verdicts),
      now,
    }),
    approvals,
    exceptions,
    teams,
    inheritedSince,
    takenUntilFixed,
    lostByRestore,
    takenSecrets,
    openRequest,
    switching: new Set(switches.map(({ installation }) => installation)),
  }
}
