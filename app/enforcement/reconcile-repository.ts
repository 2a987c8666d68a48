import type { Fact } from '../../policies/facts.ts'
import type { Mode } from '../../policies/policy-group.ts'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { RecordedApproval } from './approvals/approval.ts'
import type { SeenTeam } from './approvals/team-names.ts'
import { applyAttestations } from './attestations/apply-attestations.ts'
import type { NewAuditEvent } from './audit/event.ts'
import { decideRepository } from './decide-repository.ts'
import { finalEvent, plannedEvent } from './effects/effect-events.ts'
import { leastMode } from './effects/least-mode.ts'
import { governedAssistants } from './governed-assistants.ts'
import { planRepository } from './plan-repository.ts'
import type { KnownFinding } from './findings/known-finding.ts'
import { type Review, reviewFindings } from './findings/review-findings.ts'
import type { GitHubOrganization, OrganizationFacts, RepositorySnapshot } from './github.ts'
import type { SecretFact } from './inventory/facts.ts'
import { eventsOf, unwatchedEvents } from './inventory/reach-changes.ts'
import { readReach } from './inventory/readers.ts'
import { readWorkflowEvidence } from './inventory/workflow-evidence.ts'
import { findOwners } from './owners/find-owners.ts'
import type { Governance } from './policy/governance.ts'
import type {
  KnownContent,
  KnownOrganization,
  KnownRepository,
  MadeDecision,
  Reconciled,
  ReconciledChange,
  Records,
  Run,
} from './records.ts'
import { type ScanScope, wantsScan } from './wants-scan.ts'
import { keyOf } from './work-keys.ts'

export interface RepositoryReconciling {
  readonly organization: KnownOrganization
  readonly repository: KnownRepository
  readonly github: GitHubOrganization
  readonly records: Records
  readonly scanScope: ScanScope
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  readonly now: () => Date
}

/** Reads everything of one repository, judges its paths, and decides; nothing on GitHub changes. */
export async function reconcileRepository(input: RepositoryReconciling, run: Run): Promise<void> {
  const { organization, repository, github, records, now } = input
  const known = await records.organizationFacts(organization.id)
  // A repository that a webhook told of before the first sweep: the sweep will ask again.
  if (!known) return run.finish(async () => {})
  const snapshot =
    repository.snapshot === undefined || repository.isStale
      ? await github.readSnapshot(repository.githubId)
      : repository.snapshot
  if (!snapshot) return recordGone(input, run)
  // At once, because a scan may begin before this run ends, and must see it.
  if (snapshot !== repository.snapshot)
    await records.note((recorder) =>
      recorder.snapshots(organization.id, [{ snapshot, hints: repository.hints }], now()),
    )
  const [
    attestations,
    content,
    governance,
    before,
    approvals,
    teams,
    inheritedSince,
    takenUntilFixed,
    takenSecrets,
    openRequest,
  ] = await Promise.all([
    records.attestations(organization.id),
    records.content(repository.id),
    records.governance(organization.id),
    records.findings(repository.id),
    records.approvals(repository.id),
    records.teams(organization.id),
    records.inheritedSince(repository.id),
    records.takenUntilFixed(repository.id),
    records.takenSecrets(repository.id),
    records.requests.openOf(repository.id),
  ])
  const review = reviewKnown(repository.id, before, content, governance, now())
  const facts = { ...known, reach: applyAttestations(known.reach, attestations, now()).facts }
  const around = { snapshot, facts, content, governance, findings: review.findings, approvals, teams }
  const { read, secrets } = await readRepository(input, around)
  // What was taken until it is fixed, or is to be given, is looked at though nobody reaches it: else it would never be known.
  const isAwaited = takenUntilFixed.size > 0 || takenSecrets.length > 0 || approvals.length > 0
  const scanScope = isAwaited ? 'all' : input.scanScope
  const isScanWanted =
    review.changes.some(({ changes }) => changes.length > 0) ||
    wantsScan(scanScope, { reaches: read.reaches, snapshot, content, governance }, now())
  // Apart and before: a scan's end asks for this key again, and each would wait for the other's. One asked for in vain sees that.
  if (isScanWanted) await records.note((recorder) => recorder.want([keyOf('scan', repository.id)]))
  const at = now()
  const plan = await planRepository(
    {
      records,
      github,
      repository: repository.id,
      snapshot,
      governance,
      approvals,
      takenUntilFixed,
      takenSecrets,
      secrets,
      evidence: Object.values(read.workflowEvidence).flat(),
      reach: facts.reach,
      scannedCommit: content.scanned?.commit ?? null,
      findings: before,
      openRequest,
      inheritedSince,
      decision: { ...read.decision, mode: leastMode(read.decision.mode, input.ceiling) },
    },
    at,
  )
  const changesAt = earliest(at, [read.decision.changesAt, ...plan.changesAt])
  const made = { ...read, decision: { ...read.decision, changesAt } }
  await run.finish(async (recorder) => {
    const change = await recorder.reconciled(repository.id, made, at)
    const changes = await recorder.plan(
      { planner: 'decision', organization: organization.id, repository: repository.id },
      plan.wanted,
      at,
    )
    // Of what was held nothing may be left: then its hold ends.
    if (changes.planned.length > 0 || changes.withdrawn.some(({ hold }) => hold !== null))
      await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, [
      ...auditEvents(repository.id, made, change),
      ...changes.withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
      ...changes.planned.map(plannedEvent),
    ])
  })
}

/** The first instant that is still to come; null: none. */
function earliest(now: Date, instants: readonly (string | Date | null | undefined)[]): string | null {
  const coming = instants
    .map((one) => (typeof one === 'string' ? Date.parse(one) : (one?.getTime() ?? 0)))
    .filter((instant) => instant > now.getTime())
  return coming.length === 0 ? null : new Date(Math.min(...coming)).toISOString()
}

interface Surroundings {
  readonly snapshot: RepositorySnapshot
  readonly facts: Pick<OrganizationFacts, 'reach' | 'basePermission'>
  readonly content: KnownContent
  readonly governance: Governance
  readonly findings: readonly AssessedFinding[]
  readonly approvals: readonly RecordedApproval[]
  readonly teams: readonly SeenTeam[]
}

/** What people, GitHub and the day say of the findings now; what that changes is recorded by a scan. */
const reviewKnown = (
  repository: string,
  before: readonly KnownFinding[],
  { alerts, comments }: KnownContent,
  { inForce: { policy, allowlist } }: Governance,
  now: Date,
): Review =>
  reviewFindings({ repository, before, comments, outcome: undefined, alerts, policy, allowlist, now })

interface Read {
  readonly read: Reconciled
  /** Names of the repository's own. */
  readonly secrets: Fact<readonly SecretFact[]>
}

async function readRepository(input: RepositoryReconciling, around: Surroundings): Promise<Read> {
  const { organization, repository, github } = input
  const { snapshot, facts, content, governance, findings, approvals, teams } = around
  const reading = await github.readRepository(snapshot)
  const evidence = await readWorkflowEvidence(snapshot, repository.workflowEvidence, (files) =>
    github.readTexts(snapshot, files),
  )
  const workflows = evidence.known ? { ...evidence, value: Object.values(evidence.value).flat() } : evidence
  const { otherWorkflows } = content
  const reach = { ...reading.reach, workflows, otherWorkflows, activity: repository.activity }
  const reaches = governedAssistants(governance.inForce.policy).flatMap((assistant) =>
    readReach({ assistant, organization: facts.reach, repository: reach }),
  )
  const now = input.now()
  const { ownership } = governance.inForce.policy
  const decision = decideRepository(
    {
      organization: { login: organization.login, facts },
      repository,
      snapshot,
      reading,
      scan: content.scan,
      findings,
      approvals,
      teams,
    },
    governance,
    now,
  )
  const isNeeded = decision.outcome !== 'allowed' || findings.length > 0
  const owners = await findOwners({ github, snapshot, repository, ownership, isNeeded })
  const read = {
    reaches,
    workflowEvidence: evidence.known ? evidence.value : repository.workflowEvidence,
    decision: { ...decision, owners },
  }
  return { read, secrets: reading.reach.secrets }
}

async function recordGone({ organization, repository, now }: RepositoryReconciling, run: Run): Promise<void> {
  const at = now()
  await run.finish(async (recorder) => {
    const isNew = await recorder.gone(repository.id, at)
    const plan = await recorder.plan(
      { planner: 'decision', organization: organization.id, repository: repository.id },
      [],
      at,
    )
    await recorder.audit(organization.id, at, [
      ...(isNew ? [goneEvent(repository.id)] : []),
      ...plan.withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
    ])
  })
}

/** What is recorded when a repository is not there any more, or not for us. */
export const goneEvent = (repository: string): NewAuditEvent => ({
  kind: 'repository.gone',
  actor: null,
  subject: `repository:${repository}`,
  data: {},
})

function auditEvents(
  repository: string,
  { decision }: Reconciled,
  { reaches, unwatched, before }: ReconciledChange,
): readonly NewAuditEvent[] {
  const events = [...eventsOf(repository, reaches), ...unwatchedEvents(repository, unwatched)]
  const isSame = before?.outcome === decision.outcome && before.group === decision.group
  return isSame ? events : [...events, decisionEvent(repository, decision, before?.outcome ?? null)]
}

function decisionEvent(
  repository: string,
  { outcome, group, mode, policy, reasons, changesAt }: MadeDecision,
  before: string | null,
): NewAuditEvent {
  const told = reasons.map(({ check, state, wanted, found }) => ({ check, state, wanted, found }))
  return {
    kind: 'decision.made',
    actor: null,
    subject: `repository:${repository}`,
    data: { outcome, before, group, mode, policy, changesAt, reasons: told },
  }
}
