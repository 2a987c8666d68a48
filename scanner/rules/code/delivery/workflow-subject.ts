import { isForOutsiders, isKnownEvent } from '../../workflows/events.ts'
import { jobReach } from '../../workflows/claude-workflow.ts'
import { reachOf } from '../../workflows/outsiders.ts'
import { distinctTriggers, least, most } from '../../workflows/reach.ts'
import type { Workflow } from '../../workflows/workflow.ts'
import type { WorkflowSubject } from './delivery-rule.ts'

/** Weighs who can start a workflow and gets to which of its steps. */
export function workflowSubject(workflow: Workflow, owner?: string): WorkflowSubject {
  const reachOfJob = jobReach(workflow)
  const triggers = distinctTriggers(workflow.triggers.filter(isForOutsiders))
  return {
    workflow,
    owner: owner?.toLowerCase(),
    events: [...new Set(workflow.triggers.map(({ event }) => event).filter(isKnownEvent))],
    reach: (job, step) =>
      most(
        triggers.map((trigger) =>
          least([reachOfJob(job, trigger), reachOf(step?.condition?.text ?? '', trigger)]),
        ),
      ),
  }
}
