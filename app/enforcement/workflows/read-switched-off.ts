import { type Fact, known } from '../../../policies/facts.ts'
import type { FileEvidence } from '../../../scanner/assistants/connection.ts'
import type { GitHubOrganization, RepositorySnapshot } from '../github.ts'
import type { SwitchedOffWorkflow } from '../inventory/facts.ts'
import type { Records } from '../records.ts'
import { switchedOffByUs } from './switched-off-by-us.ts'

export interface SwitchReading {
  readonly github: Pick<GitHubOrganization, 'listWorkflows'>
  readonly records: Pick<Records, 'made'>
  /** Our id. */
  readonly repository: string
  readonly snapshot: RepositorySnapshot
  /** What its workflows on the default branch say of assistants. */
  readonly evidence: readonly FileEvidence[]
}

/** Which workflows do not run, though their files are there; asked for only where one runs an assistant. */
export async function readSwitchedOff({
  github,
  records,
  repository,
  snapshot,
  evidence,
}: SwitchReading): Promise<Fact<readonly SwitchedOffWorkflow[]> | undefined> {
  if (evidence.length === 0) return undefined
  const listed = await github.listWorkflows(snapshot)
  if (!listed.known) return listed
  const off = listed.value.filter(({ isActive }) => !isActive)
  const ours = off.length > 0 ? await switchedOffByUs(records, repository) : new Set<number>()
  return known(
    off.map(({ id, path, isSwitchedOff }) => ({
      path,
      by: isSwitchedOff ? (ours.has(id) ? 'gatehouse' : 'person') : 'github',
    })),
  )
}
