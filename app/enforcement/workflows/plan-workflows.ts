import type { Fact } from '../../../policies/facts.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { FileEvidence } from '../../../scanner/assistants/connection.ts'
import type { WantedEffect } from '../effects/effect.ts'
import {
  type AccessPlanning,
  isKeptOut,
  isLetIn,
  reasonFor,
  type WantedAccess,
} from '../effects/wanted-access.ts'
import type { ListedWorkflow } from '../github.ts'

export interface WorkflowPlanning {
  readonly access: WantedAccess
  readonly decision: AccessPlanning['decision']
  readonly policy: Pick<Policy, 'changes' | 'connectionPaths'>
  /** GitHub's numeric id of the repository. */
  readonly githubId: number
  /** What its workflows on the default branch say of assistants. */
  readonly evidence: readonly FileEvidence[]
  /** GitHub's numbers of those that Gatehouse switched off and did not switch on again. */
  readonly switchedOff: ReadonlySet<number>
  /** Its workflows, as GitHub has them now. */
  readonly workflows: Fact<readonly ListedWorkflow[]>
}

/** Whether workflows are switched off and on at all, as things are. */
export const areSwitched = ({ policy, decision }: Pick<WorkflowPlanning, 'policy' | 'decision'>): boolean =>
  decision.mode === 'enforce' && policy.changes.workflows && policy.connectionPaths.includes('workflow')

/**
 * Which workflows are to be switched off because they run an assistant where it may not be, and which are to be switched on again:
 * only what Gatehouse has switched off. What a person switched off stays so, and a file that cannot be read says nothing. Pure.
 */
export function planWorkflows(planning: WorkflowPlanning): readonly WantedEffect[] {
  const { access, decision, githubId, evidence, switchedOff, workflows } = planning
  if (!areSwitched(planning)) return []
  const { policy } = decision
  if (isLetIn(access))
    return [...switchedOff].map((workflow) => ({
      action: { kind: 'enable-workflow', githubId, workflow },
      reason: 'What kept an assistant out of it is over, and Gatehouse switched the workflow off.',
      policy,
    }))
  if (!isKeptOut(access) || !workflows.known) return []
  const running = new Set(evidence.filter(({ form }) => form !== 'unreadable').map(({ file }) => file))
  return workflows.value
    .filter(({ path, isActive }) => isActive && running.has(path))
    .map(({ id }) => ({
      action: { kind: 'disable-workflow', githubId, workflow: id },
      reason: reasonFor(access, decision),
      policy,
    }))
}
