import type { Decision } from '../../policies/decide.ts'
import type { Fact, Facts, PropertyValue, ScanFact } from '../../policies/facts.ts'
import type { Mode } from '../../policies/policy-group.ts'
import type { FileEvidence } from '../../scanner/assistants/connection.ts'
import type { Finding } from '../../scanner/engine/finding.ts'
import type { PlacedComment } from '../../scanner/scan.ts'
import type { FindingChanges } from './findings/finding-changes.ts'
import type { RecordedChange } from './findings/finding-events.ts'
import type { KnownFinding } from './findings/known-finding.ts'
import type { ScanRecord } from './findings/scan-record.ts'
import type { KnownAlert } from './findings/secret-alerts.ts'
import type { ClaudeConnectionFact, ClaudeTenantState } from './claude/claude-tenant.ts'
import type { Posture } from './claude/posture.ts'
import type { Attestation } from './attestations/attestation.ts'
import type { NewAuditEvent } from './audit/event.ts'
import type { OrganizationFinding } from './findings-of-organization.ts'
import type { ReachCount } from './inventory/reach-bounds.ts'
import type { Ownership } from './owners/owner-of.ts'
import type { ExceptionRecorder, ExceptionRecords } from './exceptions/exception.ts'
import type { RecertificationRecorder, RecertificationRecords } from './recertification/recertification.ts'
import type { RequestRecorder, RequestRecords } from './requests/request-records.ts'
import type { ReviewRecorder, ReviewRecords } from './reviews/emergency-review.ts'
import type { RecordedApproval } from './approvals/approval.ts'
import type { SeenTeam } from './approvals/team-names.ts'
import type { SweepCoverage } from './coverage.ts'
import type { Brakes, Removed } from './effects/brakes.ts'
import type { OwnCheckState } from './organization-findings/check.ts'
import type { Effect, EffectState, Planner, WantedEffect } from './effects/effect.ts'
import type { EffectAction, EffectKind } from './effects/effect-action.ts'
import type { ButtonPress } from './decision-check/button-press.ts'
import type { NewSwitch, OpenSwitch } from './effects/open-switch.ts'
import type { MadeKind } from './leaving/made-thing.ts'
import type { MadeRecord, NewMadeThing } from './leaving/made-thing.ts'
import type { GivenSecret } from './effects/credential-actions.ts'
import type { InstallationFact, SecretFact, SharedSecretFact } from './inventory/facts.ts'
import type { KeptOut } from './secrets/plan-shared-secrets.ts'
import type { OrganizationFacts, OurInstallation, RepositorySnapshot, SecretAlert } from './github.ts'
import type { ReachChange, UnwatchedReach } from './inventory/reach-changes.ts'
import type { Reach } from './inventory/reach.ts'
import type { PolicyPreview } from '../../policies/preview-policy.ts'
import type { CandidateFile } from './policy/candidate.ts'
import type { GivenVerdict } from './verdicts/verdict.ts'
import type { Governance, PolicyState } from './policy/governance.ts'
import type { ProposalRecorder, ProposalRecords } from './policy-proposals/proposal.ts'

/** One run of a key, as the use cases see it. */
export interface Run {
  /** Aborted when somebody else may be at the same key. */
  readonly signal: AbortSignal
  /** The one transaction that ends the run: what it writes and that it is done, or nothing of both. */
  readonly finish: (write: (recorder: Recorder) => Promise<void>) => Promise<void>
}

/** An organization that we look at. Ids are our own unless they say otherwise. */
export interface KnownOrganization {
  readonly id: string
  readonly hostId: string
  readonly login: string
  readonly installation: OurInstallation
}

export interface KnownRepository {
  readonly id: string
  readonly organization: string
  readonly githubId: number
  readonly name: string
  readonly isGone: boolean
  /** undefined: never read. */
  readonly snapshot: RepositorySnapshot | undefined
  readonly properties: Fact<Readonly<Record<string, PropertyValue>>>
  /** How many hints of change came, and whether the snapshot has not seen them all. */
  readonly hints: string
  readonly isStale: boolean
  /** Something is to be changed because of what is recorded: it is read again before. */
  readonly awaitsReading: boolean
  /** As they were found last; undefined: never. */
  readonly owners: Owners | undefined
  /** By `workflowKey`. */
  readonly workflowEvidence: Readonly<Record<string, readonly FileEvidence[]>>
  /** Signs that an assistant worked in it. */
  readonly activity: readonly Activity[]
  /** What is open at Claude about it. */
  readonly atClaude?: readonly ClaudeConnectionFact[]
}

/** What a policy would change. */
export type PolicyTrial =
  | {
      readonly ok: true
      /** What is in force: `acme/gatehouse@1a2b3c4`, or the name of a shipped one. */
      readonly current: string
      readonly preview: PolicyPreview
      readonly remarks: readonly string[]
    }
  | { readonly ok: false; readonly problems: readonly string[] }

/** What a preview has said of a pull request. */
export interface SaidOnCommit {
  readonly kind: EffectKind
  /** At the pull request's head, in hex. */
  readonly commit: string
  /** Our id of the version that was in force, and that it was compared with; null: the shipped one. */
  readonly policy: string | null
}

/** An effect that is not over. */
export interface OpenEffect extends Effect {
  /** It is not to be tried before. */
  readonly notBefore: Date
  /** Somebody ordered it, whatever the policy lets be made. */
  readonly isOrdered?: boolean
}

export interface Activity {
  readonly assistant: string
  /** `event`: its account acted on GitHub. `commit`: a commit says that it helped. */
  readonly kind: 'event' | 'commit'
  readonly at: Date
}

/** What is known of a repository's content. */
export interface KnownContent {
  readonly scan: Fact<ScanFact>
  readonly findings: readonly Finding[]
  /** Comments in files that ask for a finding to be let pass. */
  readonly comments: readonly PlacedComment[]
  /** GitHub's own alerts, as they were last read. */
  readonly alerts: readonly KnownAlert[]
  /** What was said of its findings in the console. */
  readonly verdicts: readonly GivenVerdict[]
  /** The last scan that came to its end; undefined: there was none. */
  readonly scanned: ScannedState | undefined
  /** When the last scan failed; undefined: it did not. */
  readonly failedAt: Date | undefined
  readonly otherWorkflows: Fact<readonly FileEvidence[]>
}

/** What a scan has looked at: where one of it is another one now, it is to be looked at again. */
export interface ScannedState {
  /** Of the default branch, in hex; null where there is none. */
  readonly commit: string | null
  /** As GitHub said before the scan began. */
  readonly pushedAt: string | null
  /** Of the scanner and of everything in the policy that it depends on. */
  readonly version: string
}

/** What is read of the records. Failures are thrown. */
export interface Records {
  readonly host: (id: string) => Promise<{ readonly name: string } | undefined>
  /** undefined: not there any more, or not given to us. */
  readonly organization: (id: string) => Promise<KnownOrganization | undefined>
  /** An organization of the same host, by its login. */
  readonly organizationNamed: (hostId: string, login: string) => Promise<KnownOrganization | undefined>
  /** Without the properties, which lie with their repositories; undefined: never read. */
  readonly organizationFacts: (
    id: string,
  ) => Promise<Pick<OrganizationFacts, 'reach' | 'basePermission'> | undefined>
  readonly repository: (id: string) => Promise<KnownRepository | undefined>
  /**
   * Repositories that are there and whose decision rests on another version of the policy, or on other installations; and those that were
   * never decided, and that nobody is going to look at.
   */
  readonly toDecideAnew: (organization: string, policy: string | null) => Promise<readonly string[]>
  /** What was decided of a repository last, by whichever policy; undefined: nothing yet. */
  readonly decidedBefore: (repository: string) => Promise<DecidedBefore | undefined>
  readonly content: (repository: string) => Promise<KnownContent>
  /** Every finding that is recorded, also what is gone. */
  readonly findings: (repository: string) => Promise<readonly KnownFinding[]>
  readonly scan: (repository: string) => Promise<ScanRecord | undefined>
  readonly alerts: (repository: string) => Promise<readonly KnownAlert[]>
  /** The policy that is in force, and what was found last, which may be none. */
  readonly governance: (organization: string) => Promise<Governance>
  readonly attestations: (organization: string) => Promise<readonly Attestation[]>
  /** How Claude's switches were read; undefined: no tenant of Claude's is connected. */
  readonly claudePosture: (organization: string) => Promise<Posture | undefined>
  /** What judging an organization takes of its tenant at Claude; undefined: none is connected. */
  readonly claudeTenant: (organization: string) => Promise<ClaudeTenantState | undefined>
  /** How many repositories of an organization each assistant reaches, and how surely. */
  readonly reachCounts: (organization: string) => Promise<readonly ReachCount[]>
  /** How sure it is that our check is ours. @param since from when imitations are counted */
  readonly ownCheck: (organization: string, since: Date) => Promise<OwnCheckState>
  readonly sweep: (organization: string) => Promise<OpenSweep | undefined>
  /** Approvals of a repository that nobody has ended, also those whose term is over. */
  readonly approvals: (repository: string) => Promise<readonly RecordedApproval[]>
  /** Every name that a team was seen under. */
  readonly teams: (organization: string) => Promise<readonly SeenTeam[]>
  /** When a connection was first seen that was there before anybody looked; undefined: there is none. */
  readonly inheritedSince: (repository: string) => Promise<Date | undefined>
  /** Tries a policy on everything that is recorded of an organization. */
  readonly tryPolicy: (organization: string, candidate: CandidateFile) => Promise<PolicyTrial>
  /** What previews have said. */
  readonly saidOnCommits: (organization: string) => Promise<readonly SaidOnCommit[]>
  /** Installations from which a repository was taken until it is fixed, and to which it was not given back since. */
  readonly takenUntilFixed: (repository: string) => Promise<ReadonlySet<number>>
  /**
   * Installations on which a repository was by what a restored database knew, and to which it was not given since. Until somebody
   * accepts what is enforced from that database, also those on which it still is.
   */
  readonly lostByRestore: (repository: string) => Promise<ReadonlySet<number>>
  /** Secrets of the organization that Gatehouse took from a repository and did not give back. */
  readonly takenSecrets: (repository: string) => Promise<readonly Pick<GivenSecret, 'store' | 'name'>[]>
  /** What is open because of the decision about a repository. */
  readonly openOf: (repository: string) => Promise<readonly (WantedEffect & Pick<Effect, 'attempts'>)[]>
  /** How many repositories are kept from assistants by decisions that are enforced. */
  readonly keptOut: (organization: string) => Promise<KeptOut>
  /** What the last effect of a kind that came to its end in a repository did; undefined: there was none. */
  readonly lastAction: (repository: string, kind: EffectKind) => Promise<EffectAction | undefined>
  /** What effects of a kind do that are planned in a repository and not over. */
  readonly openActions: (repository: string, kind: EffectKind) => Promise<readonly EffectAction[]>
  /** What was ever made in a repository of one kind, the newest first. */
  readonly made: (repository: string, kind: MadeKind) => Promise<readonly MadeRecord[]>
  /** What the last check said that was shown at each of these commits of a repository: its digest. */
  readonly shownOn: (repository: string, commits: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** What our property of a repository was last set to by ourselves, and not taken back since; undefined: nothing. */
  readonly setValue: (organization: string, repository: string) => Promise<string | undefined>
  /** What is there of an organization as a whole that Gatehouse made, by its kind and reference; undefined: it is not. */
  readonly madeFor: (
    organization: string,
    kind: MadeKind,
    reference: string,
  ) => Promise<MadeRecord | undefined>
  /** All that is there of an organization as a whole, of one kind; `id` is our own. */
  readonly madeOf: (
    organization: string,
    kind: MadeKind,
  ) => Promise<readonly (MadeRecord & { readonly id: string })[]>
  /** What was pressed on checks of an organization and is not dealt with, oldest first. */
  readonly openPresses: (organization: string) => Promise<readonly ButtonPress[]>
  /** Effects that are not over, in the order in which they were planned. */
  readonly openEffects: (organization: string) => Promise<readonly OpenEffect[]>
  /** Switches from all repositories to selected ones that are not over. */
  readonly openSwitches: (organization: string) => Promise<readonly OpenSwitch[]>
  readonly brakes: (organization: string) => Promise<Brakes>
  readonly removals: (organization: string, since: Date, plan: readonly string[]) => Promise<Removed>
  /** Whether a repository is still to be decided by the policy in force, and nothing keeps it from being. */
  readonly isDeciding: (organization: string, policy: string | null) => Promise<boolean>
  /** Of these repositories, those that are to be looked at again, and soon. */
  readonly beingDecided: (repositories: readonly string[]) => Promise<ReadonlySet<string>>
  /** Whether Gatehouse leaves an organization. */
  readonly isLeaving: (organization: string) => Promise<boolean>
  /** Whether none of these effects is over. */
  readonly areOpen: (effects: readonly string[]) => Promise<boolean>
  readonly requests: RequestRecords
  readonly recertification: RecertificationRecords
  readonly exceptions: ExceptionRecords
  readonly reviews: ReviewRecords
  readonly proposals: ProposalRecords
  /** An opaque id for a person whom GitHub names. */
  readonly person: (hostId: string, githubId: number, login: string) => Promise<string>
  /** A transaction by itself. */
  readonly note: <Result>(write: (recorder: Recorder) => Promise<Result>) => Promise<Result>
}

export interface OpenSweep {
  readonly id: string
  readonly startedAt: Date
  /** Whether work on one of its repositories is under way or waits. */
  readonly isWorking: boolean
}

/** What a transaction writes. All of it happens or nothing. */
export interface Recorder {
  readonly organizations: (
    host: string,
    found: readonly OurInstallation[],
    at: Date,
  ) => Promise<OrganizationChanges>
  readonly organizationFacts: (organization: string, facts: OrganizationFacts, at: Date) => Promise<void>
  /** @returns our ids, in the order of the snapshots */
  readonly snapshots: (
    organization: string,
    found: readonly RecordedSnapshot[],
    at: Date,
  ) => Promise<readonly string[]>
  /** A repository is not there any more, or not for us. */
  readonly gone: (organization: string, repository: string, at: Date) => Promise<GoneRepositories>
  /** Something in them may have changed: what is known of them is old. @param repositories our ids */
  readonly hinted: (repositories: readonly string[]) => Promise<void>
  /** Those that were last seen before an instant are gone. */
  readonly goneSince: (organization: string, at: Date) => Promise<GoneRepositories>
  readonly reconciled: (repository: string, reconciled: Reconciled, at: Date) => Promise<ReconciledChange>
  /** Until the end of the transaction no run of these repositories begins or ends. */
  readonly holdKeys: (repositories: readonly string[]) => Promise<ReadonlyMap<string, HeldKey>>
  /** Records what was decided of what is recorded, nothing having been read. */
  readonly decidedAnew: (
    repository: string,
    decided: {
      readonly decision: MadeDecision
      readonly governed: readonly string[]
      /** By assistants' installations. */
      readonly reaches: readonly Reach[]
      /** As `DecidedBefore` has them. */
      readonly reachChanges: string
    },
    at: Date,
  ) => Promise<ReconciledChange>
  /** @returns our id of the version, and whether it is a new one */
  readonly policy: (
    organization: string,
    found: PolicyState,
    at: Date,
  ) => Promise<{ readonly id: string; readonly isNew: boolean }>
  readonly scan: (repository: string, record: ScanRecord) => Promise<void>
  readonly findings: (repository: string, changes: FindingChanges) => Promise<readonly RecordedChange[]>
  readonly secretAlerts: (repository: string, alerts: readonly SecretAlert[], at: Date) => Promise<void>
  readonly activity: (repository: string, seen: readonly Activity[]) => Promise<void>
  /** @returns false where one is open already: it goes on */
  /** Records what is found of an organization as a whole, with its events; last in a transaction, as `audit` is. */
  readonly organizationFindings: (
    organization: string,
    found: readonly OrganizationFinding[],
    at: Date,
  ) => Promise<void>
  readonly beginSweep: (organization: string, at: Date) => Promise<boolean>
  /** @returns what it looked at */
  readonly endSweep: (organization: string, sweep: OpenSweep, at: Date) => Promise<SweepCoverage>
  /** Makes the open effects of a subject those that are wanted. @returns what that changed */
  readonly plan: (
    subject: {
      readonly planner: Planner
      readonly organization: string
      readonly repository: string | null
    },
    wanted: readonly WantedEffect[],
    at: Date,
  ) => Promise<{ readonly planned: readonly Effect[]; readonly withdrawn: readonly Effect[] }>
  /**
   * What is to be done where Gatehouse leaves, about what was under way when that was ordered.
   * @param madeSince takes back what was made from then on; undefined: everything
   * @returns what that changed
   */
  readonly leftOver: (
    organization: string,
    at: Date,
    madeSince?: Date,
  ) => Promise<{ readonly planned: readonly Effect[]; readonly withdrawn: readonly Effect[] }>
  /**
   * Withdraws what is not wanted any more of each of some repositories, and plans nothing.
   * @param wanted by our ids. @returns what that withdrew, and of which repositories what is wanted that is not open
   */
  readonly keepWanted: (
    subject: { readonly planner: Planner; readonly organization: string },
    wanted: ReadonlyMap<string, readonly WantedEffect[]>,
    at: Date,
  ) => Promise<{
    readonly withdrawn: readonly Effect[]
    readonly missing: ReadonlyMap<string, readonly WantedEffect[]>
  }>
  /** Plans beside what is planned, and withdraws nothing. @returns those that are new */
  readonly planAlso: (
    subject: {
      readonly planner: Planner
      readonly organization: string
      readonly repository: string | null
    },
    wanted: readonly WantedEffect[],
    at: Date,
  ) => Promise<readonly Effect[]>
  readonly requests: RequestRecorder
  readonly recertification: RecertificationRecorder
  readonly exceptions: ExceptionRecorder
  readonly reviews: ReviewRecorder
  readonly proposals: ProposalRecorder
  /** Counts an attempt. @returns which one it is; undefined: the effect is over */
  readonly attempt: (effect: string) => Promise<number | undefined>
  /** @returns false where it is over already */
  readonly effectStep: (
    effect: string,
    step: {
      readonly state: EffectState
      readonly problem: string | null
      readonly notBefore?: Date
      readonly hold?: string
    },
    at: Date,
  ) => Promise<boolean>
  /** Written before GitHub is asked; what was written of the same effect before is replaced. */
  readonly switchIntended: (intent: NewSwitch, at: Date) => Promise<void>
  /** Names that are about to be sent for a switch that is under way. */
  readonly switchSent: (effect: string, names: readonly string[]) => Promise<void>
  /** @returns false where that is recorded already */
  readonly switchEnded: (effect: string, at: Date) => Promise<boolean>
  /** Nothing of it was made. */
  readonly switchDropped: (effect: string) => Promise<void>
  /** Effects that are neither held nor over are not to be tried before an instant. */
  readonly postponed: (effects: readonly string[], until: Date) => Promise<void>
  /** The organization's open hold; a new one where there is none. */
  readonly hold: (
    organization: string,
    why: string,
    at: Date,
  ) => Promise<{ readonly id: string; readonly isNew: boolean }>
  /** What Gatehouse made is not there any more, or not its own. */
  readonly thingRemoved: (thing: string, at: Date) => Promise<void>
  /** Nothing waits for a hold any more. @returns false where it is closed already */
  readonly holdEnded: (hold: string, at: Date) => Promise<boolean>
  /**
   * What an installation of another App reaches, as GitHub has just told; every repository of which that is another answer than
   * before is decided anew, whoever happened to find out: by what is recorded, where that is not old, else it is read.
   */
  readonly installation: (
    organization: string,
    installation: number,
    read: Pick<InstallationFact, 'selection'> & { readonly repositories: ReadonlySet<number> },
  ) => Promise<void>
  /** @returns false where it is dealt with already */
  readonly pressSettled: (press: string, outcome: string, at: Date) => Promise<boolean>
  /** What a custom property of repositories is now, by GitHub's numeric ids. */
  readonly propertyValues: (
    organization: string,
    name: string,
    values: ReadonlyMap<number, PropertyValue>,
  ) => Promise<void>
  /**
   * Who gets a secret of the organization, as GitHub has just told; every repository of which that is another answer than before is
   * asked for.
   * @param found undefined: there is none of this name any more
   */
  readonly sharedSecret: (
    organization: string,
    secret: SecretFact,
    found: SharedSecretFact | undefined,
  ) => Promise<void>
  /** A fine-grained token is not let in any more, or nobody waits for it. @param id GitHub's number */
  readonly tokenGone: (organization: string, what: 'token' | 'request', id: number) => Promise<void>
  /** Something of ours is on GitHub; of one that is recorded already the details are replaced. */
  readonly made: (thing: NewMadeThing, at: Date) => Promise<void>
  /** It is not there any more, or not ours to look after. @returns false where that is recorded already */
  readonly unmade: (thing: NewMadeThing, at: Date) => Promise<boolean>
  readonly audit: (organization: string, at: Date, events: readonly NewAuditEvent[]) => Promise<void>
  readonly want: (keys: readonly string[]) => Promise<void>
}

/** What was decided of a repository, and what it was read to be. */
export interface DecidedBefore {
  readonly outcome: Decision['outcome']
  readonly branchProtection: Facts['branchProtection']
  readonly reaches: readonly Pick<Reach, 'assistant' | 'path' | 'state'>[]
  /** Our id of the policy's version; null: the shipped one. */
  readonly policy: string | null
  /** How often its installations were found changed, and whether it was decided without the last of them. */
  readonly reachChanges: string
  readonly isReachChanged: boolean
  /** By which it can be told whether it was read since. */
  readonly seen: string
}

/** How a repository's key stands. */
export interface HeldKey {
  /** As `DecidedBefore` has it. */
  readonly seen: string
  /** Whether it is going to be read, by the policy in force, without being asked for. */
  readonly isComing: boolean
  /** Whether somebody is reading it now, perhaps by another policy. */
  readonly isUnderWay: boolean
}

/** What became of it that repositories are gone. */
export interface GoneRepositories {
  /** Our ids, without those of which it was recorded already. */
  readonly repositories: readonly string[]
  /** What nobody wants any more, because it was to be changed in them. */
  readonly withdrawn: readonly Effect[]
}

export interface OrganizationChanges {
  /** Every organization that is to be looked at. */
  readonly all: readonly string[]
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Those on which an owner has suspended our App: it sees nothing there until they resume it. */
  readonly suspended: readonly string[]
  readonly resumed: readonly string[]
}

export interface RecordedSnapshot {
  readonly snapshot: RepositorySnapshot
  /** undefined: not asked for now; what is known stays. */
  readonly properties?: Fact<Readonly<Record<string, PropertyValue>>>
  /** The hints that had come when it was read; undefined: those that the record has now. */
  readonly hints?: string
}

/** What one reading of a repository came to. */
export interface Reconciled {
  readonly reaches: readonly Reach[]
  readonly workflowEvidence: KnownRepository['workflowEvidence']
  readonly decision: MadeDecision
}

export interface MadeDecision extends Decision {
  readonly mode: Mode
  /** Our id of the policy's version; null: the shipped one. */
  readonly policy: string | null
  /** What it was made from. */
  readonly facts: Facts
  readonly owners: Owners
  /** It was made of what is recorded, and the repository is read again before anything is changed because of it. */
  readonly awaitsReading?: boolean
}

/** Who answers for a repository, and from which CODEOWNERS file that was read: the blob's id; null: from none. */
export interface Owners extends Ownership {
  readonly codeowners: string | null
}

export interface ReconciledChange {
  readonly reaches: readonly ReachChange[]
  /** Paths that were known of assistants that are not governed any more, and are forgotten. */
  readonly unwatched: readonly UnwatchedReach[]
  /** undefined: there was none. */
  readonly before: { readonly outcome: Decision['outcome']; readonly group: string | null } | undefined
}
