import type { Mode } from '../../policies/policy-group.ts'
import type { NewAuditEvent } from './audit/event.ts'
import { decideKnown, isScanWanted, type KnownState, planKnown } from './decide-known.ts'
import { decisionEvents } from './decision-events.ts'
import { isAwaited } from './effects/effect.ts'
import { finalEvent, plannedEvent } from './effects/effect-events.ts'
import { governedAssistants } from './governed-assistants.ts'
import type { GitHubOrganization } from './github.ts'
import type { RepositoryReachFacts } from './inventory/facts.ts'
import { eventsOf, unwatchedEvents } from './inventory/reach-changes.ts'
import { readReach } from './inventory/readers.ts'
import { readSwitchedOff } from './workflows/read-switched-off.ts'
import { readWorkflowEvidence } from './inventory/workflow-evidence.ts'
import { findOwners } from './owners/find-owners.ts'
import { needsOwners } from './needs-owners.ts'
import { readKnown } from './read-known.ts'
import { recordGone } from './record-gone.ts'
import type {
  KnownOrganization,
  KnownRepository,
  Reconciled,
  ReconciledChange,
  Records,
  Run,
} from './records.ts'
import type { ScanScope } from './wants-scan.ts'
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
  const facts = await records.organizationFacts(organization.id)
  // A repository that a webhook told of before the first sweep: the sweep will ask again.
  if (!facts) return run.finish(async () => {})
  // One that is gone was there when it was read last: nothing is to be planned in it, unless it is back.
  const isOld = repository.isStale || repository.awaitsReading || repository.isGone
  const snapshot =
    repository.snapshot === undefined || isOld
      ? await github.readSnapshot(repository.githubId)
      : repository.snapshot
  if (!snapshot)
    return run.finish(async (recorder) => {
      const at = now()
      const gone = await recorder.gone(organization.id, repository.id, at)
      await recordGone(recorder, organization.id, gone, at)
    })
  // At once, because a scan may begin before this run ends, and must see it.
  if (snapshot !== repository.snapshot)
    await records.note((recorder) =>
      recorder.snapshots(organization.id, [{ snapshot, hints: repository.hints }], now()),
    )
  const ids = { organization: organization.id, repository: repository.id }
  const known = await readKnown(records, ids, facts, now())
  const state = { ...known, organization, repository, snapshot }
  const { read, secrets } = await readRepository(input, state)
  const { scanScope } = input
  // Apart and before: a scan's end asks for this key again, and each would wait for the other's. One asked for in vain sees that.
  if (isScanWanted(state, { scanScope, reaches: read.reaches }, now()))
    await records.note((recorder) => recorder.want([keyOf('scan', repository.id)]))
  const at = now()
  const { reaches, workflowEvidence } = read
  const by = {
    ...input,
    pulls: 'asked',
    reaches,
    reading: { secrets, workflowEvidence },
  } as const
  const { plan, decision } = await planKnown(state, read.decision, by, at)
  const made = { ...read, decision }
  await run.finish(async (recorder) => {
    const change = await recorder.reconciled(repository.id, made, at)
    const changes = await recorder.plan({ planner: 'decision', ...ids }, plan.wanted, at)
    if (changes.planned.length > 0 || isAwaited(changes.withdrawn))
      await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, [
      ...auditEvents(repository.id, made, change),
      ...changes.withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
      ...changes.planned.map(plannedEvent),
    ])
  })
}

async function readRepository(
  { github, records, now }: RepositoryReconciling,
  state: KnownState,
): Promise<{ readonly read: Reconciled; readonly secrets: RepositoryReachFacts['secrets'] }> {
  const { repository, snapshot, facts, content, governance } = state
  const reading = await github.readRepository(snapshot)
  const evidence = await readWorkflowEvidence(snapshot, repository.workflowEvidence, (files) =>
    github.readTexts(snapshot, files),
  )
  const workflows = evidence.known ? { ...evidence, value: Object.values(evidence.value).flat() } : evidence
  const { otherWorkflows } = content
  const switchedOff = await readSwitchedOff({
    github,
    records,
    repository: repository.id,
    snapshot,
    evidence: workflows.known ? workflows.value : [],
  })
  const reach = {
    ...reading.reach,
    workflows,
    ...(switchedOff && { switchedOff }),
    otherWorkflows,
    activity: repository.activity,
    ...(repository.atClaude && { atClaude: repository.atClaude }),
  }
  const reaches = governedAssistants(governance.inForce.policy).flatMap((assistant) =>
    readReach({ assistant, organization: facts.reach, repository: reach }),
  )
  const decision = decideKnown(state, reading.branchProtection, now())
  const { ownership } = governance.inForce.policy
  const isNeeded = needsOwners(decision, state)
  const owners = await findOwners({ github, snapshot, repository, ownership, isNeeded })
  const read = {
    reaches,
    workflowEvidence: evidence.known ? evidence.value : repository.workflowEvidence,
    decision: { ...decision, owners },
  }
  return { read, secrets: reading.reach.secrets }
}

const auditEvents = (
  repository: string,
  { decision }: Reconciled,
  { reaches, unwatched, before }: ReconciledChange,
): readonly NewAuditEvent[] => [
  ...eventsOf(repository, reaches),
  ...unwatchedEvents(repository, unwatched),
  ...decisionEvents(repository, decision, before),
]
