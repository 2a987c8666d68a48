import type { ColumnType, Generated } from 'kysely'
import type {
  ClaudeActivitiesTable,
  ClaudeConnectionsTable,
  ClaudeDomainsTable,
  ClaudePeopleTable,
  ClaudeTenantOrganizationsTable,
  ClaudeTenantsTable,
} from './claude/schema.ts'
import type { Decision } from '../../policies/decide.ts'
import type { Fact, Facts, PropertyValue } from '../../policies/facts.ts'
import type { FindingClass } from '../../policies/finding-class.ts'
import type { Mode } from '../../policies/policy-group.ts'
import type { Reason } from '../../policies/readiness.ts'
import type { FileEvidence } from '../../scanner/assistants/connection.ts'
import type { OurInstallation, PullState, RepositorySnapshot } from '../enforcement/github.ts'
import type { AttestedValue } from '../enforcement/attestations/attestation.ts'
import type { Reach } from '../enforcement/inventory/reach.ts'
import type { PolicyState } from '../enforcement/policy/governance.ts'
import type { Owners } from '../enforcement/records.ts'
import type { EffectState, Planner } from '../enforcement/effects/effect.ts'
import type { EffectAction } from '../enforcement/effects/effect-action.ts'
import type { MadeKind } from '../enforcement/leaving/made-thing.ts'
import type { KnownBefore } from './known-before.ts'
import type { SinkDeadLettersTable, SinkPositionsTable, SinksTable } from './sinks/tables.ts'
import type { TokenScope } from '../enforcement/members/permissions.ts'
import type { GatehouseRole } from '../enforcement/members/viewer.ts'
import type { EnforcedFor } from '../enforcement/identity/connection.ts'
import type { HoldReason } from '../enforcement/provisioning/role-changes.ts'
import type { NamedRepository } from '../enforcement/github-writes.ts'
import type { ItemState } from '../enforcement/recertification/recertification.ts'
import type { RequestSource } from '../enforcement/requests/access-request.ts'
import type { ActsFor } from '../enforcement/approvals/approval.ts'
import type { FindingSource, FindingState } from '../enforcement/findings/known-finding.ts'
import type { ConsoleVerdict } from '../enforcement/verdicts/verdict.ts'
import type { SecretAlert } from '../enforcement/github.ts'
import type { GoneHow } from '../enforcement/hints.ts'
import type { Ending } from '../enforcement/leaving/made-thing.ts'
import type { Notice } from '../notifications/notice.ts'
import type { ContentEvidence, NotScannedCode } from '../enforcement/scanning.ts'
import type { Rotation } from '../../policies/assessed-finding.ts'
import type { Coverage, Finding } from '../../scanner/engine/finding.ts'
import type { StoredBlob } from '../../scanner/pool/stored-blob.ts'
import type { PlacedComment } from '../../scanner/scan.ts'

/** The tables, as Kysely sees them; migrations make them. */
export interface Schema {
  readonly work: WorkTable
  readonly hosts: HostsTable
  readonly organizations: OrganizationsTable
  readonly people: PeopleTable
  readonly identity_connections: IdentityConnectionsTable
  readonly identity_units: IdentityUnitsTable
  readonly identities: IdentitiesTable
  readonly identity_groups: IdentityGroupsTable
  readonly identity_group_members: IdentityGroupMembersTable
  readonly role_mappings: RoleMappingsTable
  readonly identity_roles: IdentityRolesTable
  readonly provisioning: ProvisioningTable
  readonly scim_tokens: ScimTokensTable
  readonly role_losses: RoleLossesTable
  readonly role_holds: RoleHoldsTable
  readonly role_held: RoleHeldTable
  readonly pending_single_sign_ons: PendingSingleSignOnsTable
  readonly used_assertions: UsedAssertionsTable
  readonly sign_in_domains: SignInDomainsTable
  readonly recovery_codes: RecoveryCodesTable
  readonly person_names: PersonNamesTable
  readonly audit_events: ColumnTypes<AuditEventsTable>
  readonly audit_heads: AuditHeadsTable
  readonly deliveries: DeliveriesTable
  readonly repositories: RepositoriesTable
  readonly reaches: ReachesTable
  readonly policies: PoliciesTable
  readonly decisions: DecisionsTable
  readonly sweeps: SweepsTable
  readonly assistant_activity: AssistantActivityTable
  readonly answers: AnswersTable
  readonly rule_versions: RuleVersionsTable
  readonly matched_blobs: MatchedBlobsTable
  readonly scans: ScansTable
  readonly findings: FindingsTable
  readonly secret_alerts: SecretAlertsTable
  readonly reach_intervals: ReachIntervalsTable
  readonly sealed_values: SealedValuesTable
  readonly audit_keys: AuditKeysTable
  readonly attestations: AttestationsTable
  readonly claude_tenants: ClaudeTenantsTable
  readonly claude_tenant_organizations: ClaudeTenantOrganizationsTable
  readonly claude_activities: ClaudeActivitiesTable
  readonly claude_people: ClaudePeopleTable
  readonly claude_connections: ClaudeConnectionsTable
  readonly claude_domains: ClaudeDomainsTable
  readonly organization_findings: OrganizationFindingsTable
  readonly access_requests: AccessRequestsTable
  readonly approvals: ApprovalsTable
  readonly policy_proposals: PolicyProposalsTable
  readonly teams: TeamsTable
  readonly handled_comments: HandledCommentsTable
  readonly request_readings: RequestReadingsTable
  readonly request_notices: RequestNoticesTable
  readonly request_reminders: RequestRemindersTable
  readonly holds: HoldsTable
  readonly effects: EffectsTable
  readonly switches: SwitchesTable
  readonly made_things: MadeThingsTable
  readonly button_presses: ButtonPressesTable
  readonly pauses: PausesTable
  readonly acceptances: AcceptancesTable
  readonly recertifications: RecertificationsTable
  readonly recertification_reviews: RecertificationReviewsTable
  readonly recertification_items: RecertificationItemsTable
  readonly recertification_notices: RecertificationNoticesTable
  readonly exceptions: ExceptionsTable
  readonly exception_notices: ExceptionNoticesTable
  readonly emergency_reviews: EmergencyReviewsTable
  readonly sent_writes: SentWritesTable
  readonly notification_cursors: NotificationCursorsTable
  readonly notification_items: NotificationItemsTable
  readonly notification_deliveries: NotificationDeliveriesTable
  readonly notification_targets: NotificationTargetsTable
  readonly notification_tickets: NotificationTicketsTable
  readonly repository_summaries: RepositorySummariesTable
  readonly stale_summaries: StaleSummariesTable
  readonly idempotency_keys: IdempotencyKeysTable
  readonly finding_groups: FindingGroupsTable
  readonly organization_figures: OrganizationFiguresTable
  readonly rule_figures: RuleFiguresTable
  readonly daily_figures: DailyFiguresTable
  readonly verdicts: VerdictsTable
  readonly pending_sign_ins: PendingSignInsTable
  readonly sessions: SessionsTable
  readonly memberships: MembershipsTable
  readonly members: MembersTable
  readonly api_tokens: ApiTokensTable
  readonly looks: LooksTable
  readonly visible_repositories: VisibleRepositoriesTable
  readonly legal_holds: LegalHoldsTable
  readonly retention_settings: RetentionSettingsTable
  readonly sinks: SinksTable
  readonly sink_positions: SinkPositionsTable
  readonly sink_dead_letters: SinkDeadLettersTable
}

/** Columns of type bigint come as texts: JavaScript's numbers end at 2^53. */
type Id = string
/** Written as JSON text, read as a value: what is in it was written by ourselves. */
export type JsonColumn<Value> = ColumnType<Value, string, string>

/** What is to be done again whenever somebody asks: one row for each repository and each organization. */
export interface WorkTable {
  /** `repository:17`, `organization:3` */
  key: string
  /** How often somebody asked. */
  wanted: Generated<string>
  /** The value of `wanted` that the last finished run had seen when it began. */
  done: Generated<string>
  /** Who works on it: a new value for each run, so that one that lost its lock cannot finish. */
  claim: string | null
  /** Failed runs since the last good one. */
  attempts: Generated<number>
  /** Not to be tried before, after a failure. */
  not_before: Generated<Date>
  last_error: string | null
  /** Whose it is; kept by the database, from the key. null: nobody's alone. */
  readonly organization_id: ColumnType<Id | null, never, never>
}

export interface HostsTable {
  id: Generated<Id>
  name: string
}

export interface OrganizationsTable {
  id: Generated<Id>
  host_id: Id
  github_id: Id | null
  login: string
  installation_id: Id | null
  installation: JsonColumn<OurInstallation> | null
  removed_at: Date | null
  facts: JsonColumn<unknown> | null
  facts_at: Date | null
  leaving_since: Generated<Date | null>
  leaving_how: Generated<Ending | null>
}

/** Without a host: somebody who has come by an identity provider alone. */
export interface PeopleTable {
  id: Generated<string>
  host_id: Id | null
  github_id: Id | null
  erased_at: Generated<Date | null>
}

export interface PersonNamesTable {
  person_id: string
  login: string
  name: string | null
}

export interface AuditEventsTable {
  organization_id: Id
  sequence: string
  at: Date
  kind: string
  actor: string | null
  subject: string
  data: unknown
  previous: Buffer
  hash: Buffer
}

/** Written as JSON text, read as a value. */
type ColumnTypes<Table extends { data: unknown }> = Omit<Table, 'data'> & {
  data: ColumnType<unknown, string, never>
}

export interface AuditHeadsTable {
  organization_id: Id
  sequence: string
  at: Date
  hash: Buffer
  key_id: string
  signature: Buffer
}

export interface DeliveriesTable {
  host: string
  guid: string
  event: string
  payload: Buffer
  received_at: Generated<Date>
  handled_at: Date | null
  problem: string | null
  /** By the host's clock; null: it came in by itself. */
  delivered_at: Date | null
}

export interface RepositoriesTable {
  id: Generated<Id>
  organization_id: Id
  github_id: Id
  name: string
  visibility: string
  is_archived: boolean
  is_fork: boolean
  default_branch: string | null
  first_seen_at: Date
  last_seen_at: Date
  gone_at: Date | null
  gone_how: Generated<GoneHow | null>
  snapshot: JsonColumn<RepositorySnapshot> | null
  properties: JsonColumn<Fact<Readonly<Record<string, PropertyValue>>>> | null
  hints: Generated<string>
  snapshot_hints: Generated<string>
  workflow_evidence: JsonColumn<Readonly<Record<string, readonly FileEvidence[]>>> | null
  reconciled_at: Date | null
}

export interface ReachesTable {
  repository_id: Id
  assistant: string
  path: Reach['path']
  state: Reach['state']
  control: Reach['control']
  /** Written as JSON text. */
  evidence: ColumnType<readonly string[], string, string>
  why: string | null
  since: Date
  read_at: Date
}

export interface PoliciesTable {
  id: Generated<Id>
  organization_id: Id
  found_at: Date
  state: PolicyState['state']
  source: JsonColumn<unknown>
  problems: JsonColumn<readonly string[]>
}

export interface PolicyProposalsTable {
  id: Generated<Id>
  organization_id: Id
  repository_id: Id
  title: string
  note: string
  text: string
  base: string | null
  proposed_by: string
  proposed_at: Date
  pull: number | null
  pull_state: PullState | null
}

export interface DecisionsTable {
  repository_id: Id
  outcome: Decision['outcome']
  group_name: string | null
  mode: Mode
  reasons: JsonColumn<readonly Reason[]>
  facts: JsonColumn<Facts>
  owners: JsonColumn<Owners>
  policy_id: Id | null
  changes_at: Date | null
  since: Date
  decided_at: Date
  awaits_reading: Generated<boolean>
  reach_changes: Generated<Id>
  reach_seen: Generated<Id>
}

export interface SweepsTable {
  id: Generated<Id>
  organization_id: Id
  started_at: Date
  finished_at: Date | null
  coverage: JsonColumn<unknown> | null
}

export interface AssistantActivityTable {
  repository_id: Id
  assistant: string
  kind: 'event' | 'commit'
  last_at: Date
}

export interface AnswersTable {
  organization_id: Id
  subject: string
  request: string
  installation_id: Id
  etag: string
  is_computable: boolean
  body: string
  link: string | null
  used_on: Generated<Date>
}

/** The versions of rules under which an organization's blobs were matched. */
export interface RuleVersionsTable {
  id: Generated<number>
  organization_id: Id
  version: string
  used_at: Date
}

export interface MatchedBlobsTable {
  rule_version_id: number
  blob: Buffer
  bytes: string
  /** null: nothing was found in it. */
  found: JsonColumn<Omit<StoredBlob, 'bytes'>> | null
}

/** The last good scan of a repository, and the last failure since; null in all of its columns where there was none. */
export interface ScansTable {
  repository_id: Id
  good_at: Date | null
  basis: string | null
  head_commit: string | null
  history: 'none' | 'head' | 'whole' | null
  pushed_at: string | null
  version: string | null
  coverage: JsonColumn<Coverage> | null
  comments: JsonColumn<readonly PlacedComment[]> | null
  evidence: JsonColumn<ContentEvidence> | null
  failed_at: Date | null
  failed_code: NotScannedCode | null
  failed_why: string | null
}

export interface FindingsTable {
  id: Generated<Id>
  repository_id: Id
  rule: string
  fingerprint: string
  path: string
  source: FindingSource
  state: FindingState
  why: string | null
  rotated: JsonColumn<Rotation> | null
  first_seen_at: Date
  changed_at: Date
  last_seen_at: Date
  places: JsonColumn<readonly Finding[]>
}

export interface SecretAlertsTable {
  repository_id: Id
  number: number
  type: string
  state: SecretAlert['state']
  resolution: string | null
  validity: SecretAlert['validity']
  places: JsonColumn<SecretAlert['places']>
  resolved_at: Date | null
  read_at: Date
}

export interface ReachIntervalsTable {
  id: Generated<Id>
  repository_id: Id
  assistant: string
  path: Reach['path']
  state: 'connected' | 'possible'
  from_at: Date
  begin_is_known: boolean
  until_at: Date | null
}

export interface SealedValuesTable {
  kind: string
  owner: string
  key_id: string
  value: Buffer
  sealed_at: Generated<Date>
  /** 1: by the key itself; 2: by a data key. */
  form: ColumnType<number, number | undefined, number>
  /** Wrapped by the key; null in form 1. */
  data_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
}

export interface AuditKeysTable {
  key_id: string
  public_key: string
  made_at: Date
}

export interface AttestationsTable {
  id: Generated<Id>
  organization_id: Id
  setting: string
  subject: string
  /** Written as JSON text. */
  value: ColumnType<AttestedValue, string, never>
  stated_by: string
  at: Date
  until: Date
  evidence: string
  /** Why nobody knows whether they are an owner; null: GitHub said that they are. */
  unverified: string | null
}

export interface OrganizationFindingsTable {
  id: Generated<Id>
  organization_id: Id
  check_id: string
  subject: string
  severity: 'low' | 'medium' | 'high' | 'critical'
  title: string
  found: string
  todo: string
  opened_at: Date
  changed_at: Date
  closed_at: Date | null
}

export interface AccessRequestsTable {
  id: Generated<Id>
  organization_id: Id
  repository_id: Id
  requested_by: string
  reason: string
  days: number | null
  state: 'open' | 'approved' | 'denied' | 'withdrawn' | 'gone'
  source: RequestSource
  issue: number | null
  opened_at: Date
  closed_at: Date | null
  closed_by: string | null
  close_reason: string | null
}

export interface ApprovalsTable {
  id: Generated<Id>
  organization_id: Id
  repository_id: Id
  request_id: Id | null
  kind: 'approval' | 'emergency'
  given_by: string
  requested_by: string
  acts_for: JsonColumn<readonly ActsFor[]>
  granted_at: Date
  expires_at: Date
  ticket: string | null
  reason: string | null
  condition: string | null
  ended_at: Date | null
  ended_by: string | null
  end_reason: string | null
}

export interface TeamsTable {
  organization_id: Id
  github_id: Id
  slug: string
  seen_at: Date
}

export interface HandledCommentsTable {
  organization_id: Id
  kind: 'issue' | 'comment'
  comment: string
  handled_at: Date
  outcome: string
}

export interface RequestReadingsTable {
  organization_id: Id
  read_to: Date
}

export interface RequestNoticesTable {
  request_id: Id
  days: number
  given_at: Date
}

/** Reminders of a request that nobody has answered, each given once. */
export interface RequestRemindersTable {
  request_id: Id
  /** From 1. */
  step: number
  given_at: Date
}

export interface HoldsTable {
  id: Generated<Id>
  organization_id: Id
  why: string
  opened_at: Date
  closed_at: Date | null
  closed_by: string | null
  outcome: 'accepted' | 'withdrawn' | null
}

export interface EffectsTable {
  id: Generated<Id>
  organization_id: Id
  repository_id: Id | null
  planner: Planner
  identity: string
  kind: EffectAction['kind']
  action: JsonColumn<EffectAction>
  mode: Mode
  reason: string
  policy_id: Id | null
  state: EffectState
  hold_id: Id | null
  attempts: Generated<number>
  not_before: Date
  planned_at: Date
  finished_at: Date | null
  problem: string | null
}

/** Switches of assistants' Apps from all repositories to selected ones, each written before GitHub is asked. */
export interface SwitchesTable {
  effect_id: Id
  organization_id: Id
  installation: Id
  /** GitHub's numeric ids. */
  kept: JsonColumn<readonly number[]>
  first: JsonColumn<readonly NamedRepository[]>
  /** Our ids of effects. */
  taken: JsonColumn<readonly string[]>
  /** Names that were sent after the call that switches. */
  sent: JsonColumn<readonly string[]>
  intended_at: Date
  ended_at: Date | null
}

export interface MadeThingsTable {
  id: Generated<Id>
  organization_id: Id
  repository_id: Id | null
  kind: MadeKind
  reference: string
  details: JsonColumn<unknown>
  made_at: Date
  removed_at: Date | null
}

export interface ButtonPressesTable {
  id: Generated<Id>
  organization_id: Id
  repository_id: Id
  check_run: string
  button: string
  pressed_by: string
  received_at: Date
  handled_at: Date | null
  outcome: string | null
}

export interface PausesTable {
  id: Generated<Id>
  organization_id: Id | null
  reason: string
  paused_at: Date
  paused_by: string | null
  paused_account: string | null
  resumed_at: Date | null
  resumed_by: string | null
  resumed_account: string | null
}

export interface AcceptancesTable {
  organization_id: Id
  accepted_at: Date
  sequence: string
  void_since: Date | null
  known_before: JsonColumn<KnownBefore> | null
}

export interface RecertificationsTable {
  id: Generated<Id>
  organization_id: Id
  opened_at: Date
  opened_by: string | null
  due_days: number
  closed_at: Date | null
}

export interface RecertificationReviewsTable {
  id: Generated<Id>
  organization_id: Id
  recertification_id: Id
  reviewers: JsonColumn<readonly string[]>
  issue: number | null
  asked_at: Date | null
  overdue_at: Date | null
}

export interface RecertificationItemsTable {
  review_id: Id
  number: number
  repository_id: Id
  state: ItemState
  answered_by: string | null
  answered_at: Date | null
}

export interface RecertificationNoticesTable {
  review_id: Id
  days: number
  given_at: Date
}

export interface ExceptionsTable {
  id: Generated<Id>
  organization_id: Id
  repository_id: Id
  check_id: string | null
  findings: JsonColumn<FindingClass> | null
  control: string | null
  owner: string
  given_by: string
  acts_for: JsonColumn<readonly ActsFor[]>
  issue: number
  granted_at: Date
  expires_at: Date
  ended_at: Date | null
  ended_by: string | null
}

export interface ExceptionNoticesTable {
  exception_id: Id
  days: number
  given_at: Date
}

export interface EmergencyReviewsTable {
  approval_id: Id
  organization_id: Id
  repository_id: Id
  used_by: string
  due_at: Date
  issue: number | null
  reminded_at: Date | null
  reviewed_at: Date | null
  reviewed_by: string | null
  words: string | null
}

/** What was written on GitHub within the last hour, by whom: an installation, an App of an enterprise, a person. */
export interface SentWritesTable {
  id: Generated<Id>
  identity: string
  at: Date
  makes_content: boolean
}

/** How far an organization's audit log was read for those who are told of it. */
export interface NotificationCursorsTable {
  organization_id: Id
  sequence: string
}

/** Something that a target is told of. */
export interface NotificationItemsTable {
  id: Generated<Id>
  target: string
  organization_id: Id
  recipient: string
  event: string
  key: string
  notice: JsonColumn<Notice>
  due_at: Date
  kept_at: Date
  /** null: it waits for its time. */
  delivery_id: string | null
}

/** One message. */
export interface NotificationDeliveriesTable {
  id: string
  target: string
  organization_id: Id
  recipient: string
  state: 'waiting' | 'sent' | 'dead'
  attempts: Generated<number>
  next_at: Date
  last_error: string | null
  created_at: Date
  ended_at: Date | null
  readonly turn: Generated<Id>
}

/** How a target fares, and which process sends to it now. */
export interface NotificationTargetsTable {
  name: string
  claim: string | null
  claimed_until: Date | null
  not_before: Date | null
  failures: Generated<number>
  last_error: string | null
  last_failed_at: Date | null
  last_sent_at: Date | null
}

/** A ticket of ours that is open. */
export interface NotificationTicketsTable {
  target: string
  mark: string
  reference: string
}

/** What lists of repositories show, filter and sort by: a moment behind the tables that it is made of. */
export interface RepositorySummariesTable {
  repository_id: Id
  organization_id: Id
  /** In lower case. */
  name_key: string
  visibility: string
  is_archived: boolean
  /** `undecided`: nothing was decided yet. */
  outcome: Decision['outcome'] | 'undecided'
  group_name: string | null
  mode: Mode | null
  /** Of the decision; where there is none, of the repository itself. */
  since: Date
  changes_at: Date | null
  connected_paths: readonly Reach['path'][]
  possible_paths: readonly Reach['path'][]
  unknown_paths: readonly Reach['path'][]
  /** Whether Gatehouse can change all that is connected. */
  can_change: boolean
  open_secrets: number
  open_files: number
  /** Of what is open: 0 nothing, 1 low, 2 medium, 3 high, 4 critical. */
  worst: number
  owners: readonly string[]
  request_id: Id | null
  /** When the last approval in force ends. */
  approved_until: Date | null
  scanned_at: Date | null
  scan_failed_at: Date | null
  /** How many findings of each rule are in which state. */
  rules: JsonColumn<Readonly<Record<string, Readonly<Partial<Record<FindingState, number>>>>>>
}

/** Repositories whose summaries are to be made anew; one may be there many times. */
export interface StaleSummariesTable {
  id: Generated<Id>
  repository_id: Id
}

export interface IdempotencyKeysTable {
  caller: string
  key: string
  request: string
  begun_at: Generated<Date>
  status: number | null
  type: string | null
  body: string | null
}

export interface FindingGroupsTable {
  id: Generated<Id>
  organization_id: Id
  rule: string
  fingerprint: string
  title: string
  is_secret: boolean
  /** 1 low or less, 2 medium, 3 high, 4 critical. */
  severity: number
  states: readonly FindingState[]
  repositories: number
  is_reachable: boolean
  first_seen_at: Date
  words: string
}

export interface VerdictsTable {
  id: Generated<Id>
  organization_id: Id
  repository_id: Id
  rule: string
  fingerprint: string
  verdict: ConsoleVerdict
  reason: string
  evidence: string | null
  rotated_on: string | null
  expires_on: string
  asked_by: string
  asked_at: Date
  given_by: string | null
  given_at: Date | null
  ended_by: string | null
  ended_at: Date | null
}

/** Sums over the summaries of one organization; what each counts is said in `organization-figures.ts`. */
export interface OrganizationFiguresTable {
  organization_id: Id
  repositories: number
  exposed_secrets: number
  exposed_files: number
  exposed: number
  secrets: number
  files: number
  with_findings: number
  reached: number
  allowed: number
  can_change: number
  cannot_see: number
  waiting: number
  unowned: number
  undecided: number
  not_scanned: number
}

/** Sums over the summaries' `rules` of one organization. */
export interface RuleFiguresTable {
  organization_id: Id
  rule: string
  state: FindingState
  findings: number
}

export interface DailyFiguresTable {
  organization_id: Id
  /** `2026-11-27` */
  day: string
  reached: number
  allowed: number
  exposed_secrets: number
}

export interface PendingSignInsTable {
  state: Buffer
  browser: Buffer
  host_id: Id
  verifier: string
  goes_to: string
  begun_at: Date
  links_identity: ColumnType<string | null, string | null | undefined, string | null>
  recovery: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
}

export interface SessionsTable {
  id: Generated<string>
  cookie: Buffer
  person_id: string
  csrf_token: string
  avatar_url: string | null
  agent: string | null
  signed_in_at: Date
  seen_at: Date
  ended_at: Date | null
  /** By which identity of a company's provider it was opened; null: by GitHub alone. */
  identity_id: ColumnType<string | null, string | null | undefined, string | null>
  /** When its token was last used to look at GitHub, whatever came of it. */
  tried_at: ColumnType<Date | null, Date | null | undefined, Date>
}

/** When GitHub last told a person all that they can read of an organization. */
export interface LooksTable {
  person_id: string
  organization_id: Id
  looked_at: Date
}

/** What it told. */
export interface VisibleRepositoriesTable {
  person_id: string
  organization_id: Id
  repository_id: Id
}

/** What GitHub says that people are in organizations. */
export interface MembershipsTable {
  person_id: string
  organization_id: Id
  github_role: 'admin' | 'member'
  seen_at: Date
}

/** Roles that were granted. */
export interface MembersTable {
  id: Generated<Id>
  organization_id: Id
  person_id: string
  role: GatehouseRole
  granted_by: string | null
  granted_at: Date
  ended_at: Date | null
  ended_by: string | null
}

/** Tokens by which programs read an organization. */
export interface ApiTokensTable {
  id: Generated<Id>
  organization_id: Id
  name: string
  /** SHA-256 of the token. */
  hash: Buffer
  /** Its last characters, by which people know it again. */
  ending: string
  scopes: readonly TokenScope[]
  created_by: string
  created_at: Date
  expires_at: Date
  used_at: ColumnType<Date | null, Date | null | undefined, Date>
  ended_at: ColumnType<Date | null, Date | null | undefined, Date>
  ended_by: ColumnType<string | null, string | null | undefined, string | null>
}

/** A company's identity provider. `settings` and `enforced_of` are written as JSON text, read as values. */
export interface IdentityConnectionsTable {
  id: Generated<Id>
  organization_id: Id
  kind: 'oidc' | 'saml' | 'scim'
  name: string
  settings: ColumnType<unknown, string, string>
  enforced_for: ColumnType<EnforcedFor, EnforcedFor | undefined, EnforcedFor>
  enforced_of: ColumnType<readonly string[], string | undefined, string>
  created_by: string
  created_at: Date
  changed_at: Date
  ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface IdentityUnitsTable {
  connection_id: Id
  organization_id: Id
}

/** Somebody as an identity provider knows them. `attributes` and `claims` are written as JSON text, read as values. */
export interface IdentitiesTable {
  id: Generated<string>
  connection_id: Id
  subject: string | null
  person_id: string
  user_name: string | null
  external_id: string | null
  email: string | null
  is_email_verified: Generated<boolean>
  display_name: string | null
  attributes: ColumnType<Readonly<Record<string, unknown>>, string | undefined, string>
  claims: ColumnType<Readonly<Record<string, readonly string[]>>, string | undefined, string>
  is_active: Generated<boolean>
  is_provisioned: Generated<boolean>
  created_at: Date
  changed_at: Date
  signed_in_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  linked_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  version: Generated<Id>
  /** The provider deleted them, and nobody may be them any more. */
  deleted_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface IdentityGroupsTable {
  id: Generated<string>
  connection_id: Id
  name: string
  external_id: string | null
  is_provisioned: boolean
  created_at: Date
  changed_at: Date
  version: Generated<Id>
}

export interface IdentityGroupMembersTable {
  group_id: string
  identity_id: string
}

export interface RoleMappingsTable {
  id: Generated<Id>
  connection_id: Id
  position: number
  source: 'group' | 'claim'
  name: string
  value: string | null
  organization_id: Id | null
  role: GatehouseRole
}

/** What somebody is by an identity provider, as it follows of their groups and claims. */
export interface IdentityRolesTable {
  person_id: string
  organization_id: Id
  connection_id: Id
  role: GatehouseRole | null
  is_barred: boolean
}

/** What must not be deleted meanwhile; neither a repository nor a person: all of the organization. */
export interface LegalHoldsTable {
  id: Generated<Id>
  organization_id: Id
  repository_id: Id | null
  person_id: string | null
  reason: string
  placed_by: string | null
  placed_at: Date
  lifted_by: ColumnType<string | null, string | null | undefined, string | null>
  lifted_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

/** For how many days an organization keeps a class of data, where that is not what is usual. */
export interface RetentionSettingsTable {
  organization_id: Id
  class: string
  days: number
  changed_by: string | null
  changed_at: Date
}

/** A connection by which people and groups are provisioned. */
export interface ProvisioningTable {
  connection_id: Id
  started_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  started_by: ColumnType<string | null, string | null | undefined, string | null>
  loss_percent: Generated<number>
  made_by: string
  made_at: Date
}

export interface ScimTokensTable {
  id: Generated<Id>
  connection_id: Id
  /** SHA-256 of the token. */
  hash: Buffer
  ending: string
  created_by: string
  created_at: Date
  expires_at: Date
  used_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface RoleLossesTable {
  connection_id: Id
  person_id: string
  at: Date
}

export interface RoleHoldsTable {
  id: Generated<Id>
  connection_id: Id
  why: HoldReason
  people: number
  of_people: number
  opened_at: Date
  closed_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  closed_by: ColumnType<string | null, string | null | undefined, string | null>
}

export interface RoleHeldTable {
  hold_id: Id
  person_id: string
}

/** A sign-in by an identity provider that is under way. `arrived` is written as JSON text. */
export interface PendingSingleSignOnsTable {
  state: Buffer
  browser: Buffer
  connection_id: Id
  verifier: string
  nonce: string
  request_id: string | null
  ticket: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
  arrived: ColumnType<unknown, string | undefined, string>
  goes_to: string
  begun_at: Date
}

export interface UsedAssertionsTable {
  connection_id: Id
  assertion_id: string
  used_at: Date
}

/** `standing` is written as JSON text. */
export interface SignInDomainsTable {
  id: Generated<Id>
  organization_id: Id
  domain: string
  record: string
  created_by: string
  created_at: Date
  verified_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  standing: ColumnType<unknown, string | undefined, string>
}

export interface RecoveryCodesTable {
  organization_id: Id
  person_id: string
  hash: Buffer
  created_at: Date
  used_at: ColumnType<Date | null, Date | null | undefined, Date>
}
