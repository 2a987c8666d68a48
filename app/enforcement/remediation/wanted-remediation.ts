import type { WantedEffect } from '../effects/effect.ts'
import type { GitHubOrganization, RepositorySnapshot } from '../github.ts'
import type { Records } from '../records.ts'
import { planRemediation, type RemediationPlanning } from './plan-remediation.ts'
import { remediationKind, remediationsIn, remediationThing } from './remediation.ts'

export interface RemediationReading extends Pick<
  RemediationPlanning,
  'scannedCommit' | 'decision' | 'policy' | 'findings'
> {
  readonly records: Pick<Records, 'made' | 'lastAction'>
  readonly github: Pick<GitHubOrganization, 'readPull'>
  /** Our id. */
  readonly repository: string
  readonly snapshot: RepositorySnapshot
}

/** Reads what is known of a repository's remediation, and plans it; where it is not switched on nothing is read. */
export async function wantedRemediation(reading: RemediationReading): Promise<readonly WantedEffect[]> {
  const { records, github, repository, snapshot, policy, decision } = reading
  if (!policy.changes.remediation || decision.mode !== 'enforce') return []
  const earlier = remediationsIn(await records.made(repository, remediationThing))
  const open = earlier.find(({ isOver }) => !isOver)
  const pull = open && (await github.readPull(snapshot.name, open.number))
  const last = await records.lastAction(repository, remediationKind)
  return planRemediation({ ...reading, earlier, pull, last })
}
