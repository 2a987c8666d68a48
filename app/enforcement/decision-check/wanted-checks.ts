import { type Mode, modes } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'
import type { GitHubOrganization, RepositorySnapshot } from '../github.ts'
import type { KnownOrganization, Records } from '../records.ts'
import { type CheckedDecision, decisionCheck } from './decision-check.ts'

export interface CheckPlanning extends Omit<CheckedDecision, 'decision'> {
  readonly organization: Pick<KnownOrganization, 'installation'>
  readonly records: Pick<Records, 'shownOn'>
  readonly github: Pick<GitHubOrganization, 'listPulls'>
  /** Our id. */
  readonly repository: string
  readonly snapshot: Pick<RepositorySnapshot, 'githubId' | 'name' | 'isArchived'>
  readonly decision: CheckedDecision['decision'] & { readonly mode: Mode; readonly policy: string | null }
  readonly policy: Pick<Policy, 'changes'>
}

/** More open pull requests of one repository are left out; the newest are shown it. */
const mostPulls = 100

/** Whether our App may write checks at all; that it may not is told of once, and not of each commit. */
export const mayShowChecks = ({ installation }: Pick<KnownOrganization, 'installation'>): boolean =>
  installation.permissions['checks'] === 'write'

/** What is to be shown at the heads of open pull requests: there it is where a ruleset can require it. */
export async function wantedChecks(planning: CheckPlanning): Promise<readonly WantedEffect[]> {
  const { organization, records, github, repository, snapshot, decision, policy } = planning
  const isOn = policy.changes.status && modes.indexOf(decision.mode) >= modes.indexOf('notify')
  if (!isOn || snapshot.isArchived || !mayShowChecks(organization)) return []
  const pulls = await github.listPulls(snapshot.name)
  if (!pulls.known || pulls.value.length === 0) return []
  const heads = [...new Set(pulls.value.slice(0, mostPulls).map(({ head }) => head))]
  const shown = await records.shownOn(repository, heads)
  const said = decisionCheck(planning)
  return heads
    .filter((commit) => shown.get(commit) !== said.digest)
    .map((commit) => ({
      action: {
        kind: 'show-decision',
        githubId: snapshot.githubId,
        repository: snapshot.name,
        commit,
        ...said,
      },
      reason: 'A pull request does not show yet what was decided.',
      policy: decision.policy,
    }))
}
