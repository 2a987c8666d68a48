import type { Facts } from '../../../policies/facts.ts'
import { type Mode, modes } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'
import type { GitHubOrganization, RepositorySnapshot } from '../github.ts'
import type { KnownOrganization, Records } from '../records.ts'
import {
  type CheckedDecision,
  type DecisionCheck,
  decisionCheck,
  decisionCheckName,
} from './decision-check.ts'

export interface CheckPlanning extends Omit<CheckedDecision, 'decision'> {
  readonly organization: Pick<KnownOrganization, 'installation'>
  readonly records: Pick<Records, 'shownOn' | 'lastAction' | 'openActions'>
  readonly github: Pick<GitHubOrganization, 'listPulls' | 'listMergeGroups' | 'readStatusOrigin'>
  /** `unasked`: GitHub is asked nothing now, so nobody knows which pull requests are open. */
  readonly pulls: 'asked' | 'unasked'
  /** Our id. */
  readonly repository: string
  readonly snapshot: Pick<RepositorySnapshot, 'githubId' | 'name' | 'isArchived' | 'defaultBranch'>
  readonly decision: CheckedDecision['decision'] & {
    readonly mode: Mode
    readonly policy: string | null
    readonly facts: Pick<Facts, 'branchProtection'>
  }
  readonly policy: Pick<Policy, 'changes'>
}

/** Whether our App may write checks at all; that it may not is told of once, and not of each commit. */
export const mayShowChecks = ({ installation }: Pick<KnownOrganization, 'installation'>): boolean =>
  installation.permissions['checks'] === 'write'

/** Whether our App may set commit statuses. */
export const maySetStatus = ({ installation }: Pick<KnownOrganization, 'installation'>): boolean =>
  installation.permissions['statuses'] === 'write'

/**
 * What is to be shown at the heads of open pull requests, and at what a merge queue is about to merge: there it is where a ruleset can
 * require it. However many they are: at the pace of writing, the newest first, and what waits to be merged before all.
 */
export async function wantedChecks(planning: CheckPlanning): Promise<readonly WantedEffect[]> {
  const { organization, records, github, repository, snapshot, decision, policy } = planning
  const isOn = policy.changes.status && modes.indexOf(decision.mode) >= modes.indexOf('notify')
  if (!isOn || snapshot.isArchived || !mayShowChecks(organization)) return []
  const said = decisionCheck(planning)
  if (planning.pulls === 'unasked') return unaskedChecks(planning, said)
  const pulls = await github.listPulls(snapshot.name)
  if (!pulls.known || pulls.value.length === 0) return []
  const queue = await github.listMergeGroups(snapshot)
  const heads = [...new Set([...(queue.known ? queue.value : []), ...pulls.value.map(({ head }) => head)])]
  const shown = await records.shownOn(repository, heads)
  const isTaken = await takenByOthers(
    planning,
    heads.filter((commit) => shown.get(commit) === said.digest),
  )
  return heads
    .filter((commit) => shown.get(commit) !== said.digest || isTaken.has(commit))
    .map((commit) => checkOn(planning, commit, said))
}

/**
 * Of commits that show it, those on which somebody else has set the status of its name since: only looked for where that would let a
 * merge pass. What cannot be read is left as it is.
 */
async function takenByOthers(
  { github, snapshot, decision, organization }: CheckPlanning,
  commits: readonly string[],
): Promise<ReadonlySet<string>> {
  const { branchProtection } = decision.facts
  const isOfAnybody = branchProtection.known && branchProtection.value.ownCheck === 'of-anybody'
  if (!isOfAnybody || !maySetStatus(organization)) return new Set()
  const taken = new Set<string>()
  for (const commit of commits) {
    const origin = await github.readStatusOrigin(snapshot.name, commit, decisionCheckName)
    if (origin.known && origin.value?.isOurs === false) taken.add(commit)
  }
  return taken
}

const checkOn = (
  { snapshot: { githubId, name }, decision: { policy } }: CheckPlanning,
  commit: string,
  said: DecisionCheck,
): WantedEffect => ({
  action: { kind: 'show-decision', githubId, repository: name, commit, ...said },
  reason: 'A pull request does not show yet what was decided.',
  policy,
})

/**
 * Where something else is to be said than was said last, one that stands for all: whoever sees that it is not planned reads the
 * repository. Else what is planned already goes on.
 */
async function unaskedChecks(planning: CheckPlanning, said: DecisionCheck): Promise<readonly WantedEffect[]> {
  const { records, repository } = planning
  const [open, last] = await Promise.all([
    records.openActions(repository, 'show-decision'),
    records.lastAction(repository, 'show-decision'),
  ])
  const known = [...open, ...(last ? [last] : [])].flatMap((one) =>
    one.kind === 'show-decision' ? [one] : [],
  )
  const another = known.find(({ digest }) => digest !== said.digest)
  if (another) return [checkOn(planning, another.commit, said)]
  return open.flatMap((one) => (one.kind === 'show-decision' ? [checkOn(planning, one.commit, said)] : []))
}
