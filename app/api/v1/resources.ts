import { addAuditExport, type AuditExportApi } from './resources/audit-export.ts'
import { addAuditEvents, type AuditEventsApi } from './resources/audit-events.ts'
import { addAuditRecord, type AuditRecordApi } from './resources/audit-record.ts'
import { addApprovals, type ApprovalsApi } from './resources/approvals.ts'
import { addChanges, type ChangesApi } from './resources/changes.ts'
import { addClaude, type ClaudeApi } from './resources/claude.ts'
import { addConnections, type ConnectionsApi } from './resources/connections.ts'
import { addEmergencyReviews, type EmergencyReviewsApi } from './resources/emergency-reviews.ts'
import { addEvidence, type EvidenceApi } from './resources/evidence.ts'
import { addExceptions, type ExceptionsApi } from './resources/exceptions.ts'
import { addFindings, type FindingsApi } from './resources/findings.ts'
import { addMe } from './resources/me.ts'
import { addIdentityConnections, type IdentityConnectionsApi } from './resources/identity-connections.ts'
import { addMembers, type MembersApi } from './resources/members.ts'
import { addOrganizations, type OrganizationsApi } from './resources/organizations.ts'
import { addOverview, type OverviewApi } from './resources/overview.ts'
import { addParents } from './resources/parents.ts'
import { addPolicy, type PolicyApi } from './resources/policy.ts'
import { addPolicyPreview, type PolicyPreviewApi } from './resources/policy-preview.ts'
import { addPolicyProposals, type PolicyProposalsApi } from './resources/policy-proposals.ts'
import { addPersonalData, type PersonalDataApi } from './resources/personal-data.ts'
import { addProgress, type ProgressApi } from './resources/progress.ts'
import { addProvisioning, type ProvisioningApi } from './resources/provisioning.ts'
import { addRecertifications, type RecertificationsApi } from './resources/recertifications.ts'
import { addRepositories, type RepositoriesApi } from './resources/repositories.ts'
import { addRepositoryHistory, type RepositoryHistoryApi } from './resources/repository-history.ts'
import { addRequests, type RequestsApi } from './resources/requests.ts'
import { addRetention, type RetentionApi } from './resources/retention.ts'
import { addRevocations, type RevocationsApi } from './resources/revocations.ts'
import { addSettings, type SettingsApi } from './resources/settings.ts'
import { addSinks, type SinksApi } from './resources/sinks.ts'
import { addSweepProgress, type SweepProgressApi } from './resources/sweep-progress.ts'
import { addSweeps, type SweepsApi } from './resources/sweeps.ts'
import { addTokens, type TokensApi } from './resources/tokens.ts'
import { addVerdicts, type VerdictsApi } from './resources/verdicts.ts'
import type { ApiServer } from './route.ts'

/** What the routes ask, each of its own part. */
export interface ResourceParts {
  readonly overview: OverviewApi
  readonly organizations: OrganizationsApi
  readonly repositories: RepositoriesApi
  readonly repositoryHistory: RepositoryHistoryApi
  readonly connections: ConnectionsApi
  readonly requests: RequestsApi
  readonly approvals: ApprovalsApi
  readonly revocations: RevocationsApi
  readonly emergencyReviews: EmergencyReviewsApi
  readonly exceptions: ExceptionsApi
  readonly recertifications: RecertificationsApi
  readonly changes: ChangesApi
  readonly progress: ProgressApi
  readonly findings: FindingsApi
  readonly verdicts: VerdictsApi
  readonly sweeps: SweepsApi
  readonly sweepProgress: SweepProgressApi
  readonly policy: PolicyApi
  readonly auditEvents: AuditEventsApi
  readonly auditRecord: AuditRecordApi
  readonly policyPreview: PolicyPreviewApi
  readonly policyProposals: PolicyProposalsApi
  readonly members: MembersApi
  readonly personalData: PersonalDataApi
  readonly identityConnections: IdentityConnectionsApi
  readonly tokens: TokensApi
  readonly retention: RetentionApi
  readonly claude: ClaudeApi
  readonly settings: SettingsApi
  readonly sinks: SinksApi
  readonly provisioning: ProvisioningApi
  readonly auditExport: AuditExportApi
  readonly evidence: EvidenceApi
}

/** Everything that is under `/api/v1`, in the order in which it is read about. */
export const resources: readonly ((api: ApiServer, parts: ResourceParts) => void)[] = [
  addMe,
  (api, { overview }) => addOverview(api, overview),
  (api, { organizations }) => addOrganizations(api, organizations),
  (api, { organizations }) => addParents(api, organizations),
  (api, { repositories }) => addRepositories(api, repositories),
  (api, { repositoryHistory }) => addRepositoryHistory(api, repositoryHistory),
  (api, { connections }) => addConnections(api, connections),
  (api, { requests }) => addRequests(api, requests),
  (api, { approvals }) => addApprovals(api, approvals),
  (api, { revocations }) => addRevocations(api, revocations),
  (api, { emergencyReviews }) => addEmergencyReviews(api, emergencyReviews),
  (api, { exceptions }) => addExceptions(api, exceptions),
  (api, { recertifications }) => addRecertifications(api, recertifications),
  (api, { changes }) => addChanges(api, changes),
  (api, { progress }) => addProgress(api, progress),
  (api, { findings }) => addFindings(api, findings),
  (api, { verdicts }) => addVerdicts(api, verdicts),
  (api, { sweeps }) => addSweeps(api, sweeps),
  (api, { sweepProgress }) => addSweepProgress(api, sweepProgress),
  (api, { policy }) => addPolicy(api, policy),
  (api, { policyPreview }) => addPolicyPreview(api, policyPreview),
  (api, { policyProposals }) => addPolicyProposals(api, policyProposals),
  (api, { auditEvents }) => addAuditEvents(api, auditEvents),
  (api, { auditEvents, auditRecord }) => addAuditRecord(api, { ...auditEvents, ...auditRecord }),
  (api, { auditExport }) => addAuditExport(api, auditExport),
  (api, { evidence }) => addEvidence(api, evidence),
  (api, { members }) => addMembers(api, members),
  (api, { personalData }) => addPersonalData(api, personalData),
  (api, { identityConnections }) => addIdentityConnections(api, identityConnections),
  (api, { tokens }) => addTokens(api, tokens),
  (api, { retention }) => addRetention(api, retention),
  (api, { claude }) => addClaude(api, claude),
  (api, { settings }) => addSettings(api, settings),
  (api, { sinks }) => addSinks(api, sinks),
  (api, { provisioning }) => addProvisioning(api, provisioning),
]
