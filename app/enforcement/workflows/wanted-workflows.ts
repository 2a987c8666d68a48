import { known } from '../../../policies/facts.ts'
import type { WantedEffect } from '../effects/effect.ts'
import { isKeptOut } from '../effects/wanted-access.ts'
import type { GitHubOrganization, RepositorySnapshot } from '../github.ts'
import type { Records } from '../records.ts'
import { switchedOffByUs } from './switched-off-by-us.ts'
import { areSwitched, planWorkflows, type WorkflowPlanning } from './plan-workflows.ts'

export interface WorkflowReading extends Omit<WorkflowPlanning, 'switchedOff' | 'workflows' | 'githubId'> {
  readonly records: Pick<Records, 'made'>
  readonly github: Pick<GitHubOrganization, 'listWorkflows'>
  /** Our id. */
  readonly repository: string
  readonly snapshot: RepositorySnapshot
}

/** Reads how a repository's workflows stand, and plans what is to be switched; where nothing may be, nothing is read. */
export async function wantedWorkflows(reading: WorkflowReading): Promise<readonly WantedEffect[]> {
  const { records, github, repository, snapshot, access, evidence } = reading
  // Of an archived one nothing runs, and nothing can be changed.
  if (!areSwitched(reading) || snapshot.isArchived) return []
  const isAsked = isKeptOut(access) && evidence.length > 0
  return planWorkflows({
    ...reading,
    githubId: snapshot.githubId,
    switchedOff: await switchedOffByUs(records, repository),
    workflows: isAsked ? await github.listWorkflows(snapshot) : known([]),
  })
}
