import type { BranchProtection, Fact } from '../../policies/facts.ts'
import type { Mode } from '../../policies/policy-group.ts'
import type { Finding } from '../../scanner/engine/finding.ts'
import { decideRepository } from './decide-repository.ts'
import { leastMode } from './effects/least-mode.ts'
import { isSecret } from './findings/known-finding.ts'
import type { GitHubOrganization, RepositorySnapshot } from './github.ts'
import type { RepositoryReachFacts } from './inventory/facts.ts'
import type { Reach } from './inventory/reach.ts'
import { planRepository, type RepositoryPlan } from './plan-repository.ts'
import type { KnownOfRepository } from './read-known.ts'
import type { KnownOrganization, KnownRepository, MadeDecision, Records } from './records.ts'
import { type ScanScope, wantsScan } from './wants-scan.ts'

/** A repository with all that is known of it. */
export interface KnownState extends KnownOfRepository {
  readonly organization: KnownOrganization
  readonly repository: KnownRepository
  readonly snapshot: RepositorySnapshot
}

/** What the policy in force says of it. Pure. */
export const decideKnown = (
  state: KnownState,
  branchProtection: Fact<BranchProtection>,
  now: Date,
): Omit<MadeDecision, 'owners'> =>
  decideRepository(
    {
      organization: { login: state.organization.login, facts: state.facts },
      repository: state.repository,
      snapshot: state.snapshot,
      reading: { branchProtection },
      scan: state.content.scan,
      findings: state.review.findings,
      approvals: state.approvals,
      exceptions: state.exceptions,
      teams: state.teams,
    },
    state.governance,
    now,
  )

/** Whether its content should be looked at now. Pure. */
export function isScanWanted(
  state: KnownState,
  {
    scanScope,
    reaches,
  }: { readonly scanScope: ScanScope; readonly reaches: readonly Pick<Reach, 'state'>[] },
  now: Date,
): boolean {
  const { review, takenUntilFixed, takenSecrets, approvals, findings } = state
  // What was taken until it is fixed, or is to be given, is looked at though nobody reaches it: else it would never be known. And so is
  // where a secret or a risky file was found once, until it is out: its owners were told, and are to be heard.
  const isFollowed = findings.some(({ state: is, places }) => is === 'open' && places.some(isGrave))
  const isAwaited = isFollowed || takenUntilFixed.size > 0 || takenSecrets.length > 0 || approvals.length > 0
  const scope = isAwaited ? 'all' : scanScope
  return (
    review.changes.some(({ changes }) => changes.length > 0) || wantsScan(scope, { ...state, reaches }, now)
  )
}

/** What is to be changed because of a decision, and the decision with the first instant at which either may be another one. */
export async function planKnown(
  state: KnownState,
  decision: MadeDecision,
  by: {
    readonly records: Records
    readonly github: GitHubOrganization
    readonly pulls: 'asked' | 'unasked'
    /** What may be done on GitHub at most. */
    readonly ceiling: Mode
    /** What was read of it just now; undefined: what is recorded is all there is. */
    readonly reading?: {
      readonly secrets: RepositoryReachFacts['secrets']
      readonly workflowEvidence: KnownRepository['workflowEvidence']
    }
    /** By all paths of all assistants. */
    readonly reaches: readonly Pick<Reach, 'path' | 'state'>[]
  },
  now: Date,
): Promise<{ readonly plan: RepositoryPlan; readonly decision: MadeDecision }> {
  const { organization, repository, snapshot, governance, approvals, switching, takenUntilFixed } = state
  const { inheritedSince, openRequest } = state
  const plan = await planRepository(
    {
      ...by,
      organization,
      repository: repository.id,
      snapshot,
      properties: repository.properties,
      governance,
      approvals,
      switching,
      takenUntilFixed,
      lostByRestore: state.lostByRestore,
      takenSecrets: state.takenSecrets,
      secrets: by.reading?.secrets,
      atClaude: repository.atClaude,
      evidence: Object.values((by.reading ?? repository).workflowEvidence).flat(),
      reach: state.facts.reach,
      scannedCommit: state.content.scanned?.commit ?? null,
      findings: state.findings,
      openRequest,
      inheritedSince,
      decision: { ...decision, mode: leastMode(decision.mode, by.ceiling) },
    },
    now,
  )
  const changesAt = earliest(now, [decision.changesAt, ...plan.changesAt])
  return { plan, decision: { ...decision, changesAt } }
}

/** The first instant that is still to come; null: none. */
function earliest(now: Date, instants: readonly (string | Date | null | undefined)[]): string | null {
  const coming = instants
    .map((one) => (typeof one === 'string' ? Date.parse(one) : (one?.getTime() ?? 0)))
    .filter((instant) => instant > now.getTime())
  return coming.length === 0 ? null : new Date(Math.min(...coming)).toISOString()
}

const isGrave = (place: Finding): boolean => isSecret(place) || place.kind === 'file'
