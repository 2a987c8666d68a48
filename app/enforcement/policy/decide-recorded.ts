import type { Mode } from '../../../policies/policy-group.ts'
import { decideKnown, isScanWanted, planKnown } from '../decide-known.ts'
import type { WantedEffect } from '../effects/effect.ts'
import { governedAssistants } from '../governed-assistants.ts'
import type { GitHubOrganization } from '../github.ts'
import { readInstallations } from '../inventory/readers.ts'
import type { Reach } from '../inventory/reach.ts'
import { recordedOwners } from '../owners/recorded-owners.ts'
import { readKnown } from '../read-known.ts'
import { needsOwners } from '../needs-owners.ts'
import type { DecidedBefore, KnownOrganization, MadeDecision, Records } from '../records.ts'
import type { ScanScope } from '../wants-scan.ts'

export interface RecordedDeciding {
  readonly organization: KnownOrganization
  readonly records: Records
  readonly scanScope: ScanScope
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
}

/** What the policy in force makes of a repository, by what is recorded of it. */
export interface RecordedOutcome extends Pick<DecidedBefore, 'seen' | 'reachChanges'> {
  /** Our id. */
  readonly repository: string
  readonly decision: MadeDecision
  /** Ids of the assistants that are governed. */
  readonly governed: readonly string[]
  /** By their installations. */
  readonly reaches: readonly Reach[]
  /** Whether nothing but what their installations reach is another than when it was read and decided last. */
  readonly isReachAlone: boolean
  readonly wanted: readonly WantedEffect[]
  readonly isScanWanted: boolean
  /** Whether the policy asks for something that was never read; the decision does not rest on it. */
  readonly isReadingWanted: boolean
}

/**
 * Decides about a repository without a request to GitHub.
 * @param id our id
 * @returns undefined where what is recorded does not suffice: it is to be read
 */
export async function decideRecorded(
  { organization, records, scanScope, ceiling }: RecordedDeciding,
  id: string,
  now: Date,
): Promise<RecordedOutcome | undefined> {
  // First: what is read from here on may be newer than this says, and never older.
  const before = await records.decidedBefore(id)
  const repository = await records.repository(id)
  const facts = await records.organizationFacts(organization.id)
  const { snapshot, owners: ownersBefore, isStale } = repository ?? {}
  // What is known to be old is read, whatever the policy.
  if (!before || !repository || !facts || !snapshot || !ownersBefore || isStale === true) return undefined
  const ids = { organization: organization.id, repository: id }
  const state = {
    ...(await readKnown(records, ids, facts, now)),
    organization,
    repository,
    snapshot,
  }
  const { policy } = state.governance.inForce
  const judged = decideKnown(state, before.branchProtection, now)
  const { owners, isAll } = recordedOwners({
    snapshot,
    repository,
    ownership: policy.ownership,
    isNeeded: needsOwners(judged, state),
    before: ownersBefore,
    wasNeeded: before.outcome !== 'allowed' || state.approvals.length > 0,
  })
  const assistants = governedAssistants(policy)
  const governed = assistants.map((assistant) => assistant.id)
  const { activity } = repository
  const installed = readInstallations(assistants, state.facts.reach, { id: repository.githubId, activity })
  const reaches = [
    ...installed,
    ...before.reaches.filter(
      ({ assistant, path }) => governed.includes(assistant) && path !== 'app-installation',
    ),
  ]
  const isReachAlone =
    before.isReachChanged &&
    before.policy === state.governance.inForce.id &&
    before.outcome === judged.outcome
  const by = { records, github: nothingIsAsked, pulls: 'unasked', ceiling, reaches } as const
  const { plan, decision } = await planKnown(state, { ...judged, owners }, by, now)
  return {
    repository: id,
    seen: before.seen,
    reachChanges: before.reachChanges,
    decision,
    governed,
    reaches: installed,
    isReachAlone,
    wanted: plan.wanted,
    isScanWanted: isScanWanted(state, { scanScope, reaches }, now),
    isReadingWanted:
      !isReachAlone &&
      (!isAll ||
        governed.some((one) => before.reaches.every(({ assistant }) => assistant !== one)) ||
        (policy.changes.secrets && leavesSecrets(decision, reaches))),
  }
}

/** Names of a repository's own secrets are not recorded, and who is kept out may have one there, or a workflow that is handed one. */
const leavesSecrets = (
  { mode, outcome }: Pick<MadeDecision, 'mode' | 'outcome'>,
  reaches: DecidedBefore['reaches'],
): boolean =>
  mode === 'enforce' &&
  outcome !== 'allowed' &&
  reaches.some(
    ({ path, state }) =>
      (path === 'secret' || path === 'workflow') && (state === 'connected' || state === 'possible'),
  )

/** Stands where GitHub does: whoever asks it anything needs more than what is recorded. */
// oxlint-disable-next-line no-unsafe-type-assertion -- whatever is asked for is a function that throws
const nothingIsAsked = new Proxy(
  {},
  {
    get: () => () => {
      throw new Error('it is not recorded')
    },
  },
) as GitHubOrganization
