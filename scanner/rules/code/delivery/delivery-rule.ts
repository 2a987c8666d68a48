import type { RuleInfo } from '../../../engine/rule.ts'
import type { FileProof, Sighting } from '../../documents/sighting.ts'
import type { Reach } from '../../workflows/outsiders.ts'
import type { Job, Step, Workflow } from '../../workflows/workflow.ts'
import type { CodeCategory } from '../code-rule.ts'
import type { DeliveryLanguage } from '../delivery-papers.ts'
import type { Dockerfile } from './dockerfile/dockerfile.ts'

/** A rule about a file that is no program, but says how one is built and brought to where it runs. */
interface DeliveryRule extends RuleInfo, FileProof {
  readonly kind: 'code'
  readonly language: DeliveryLanguage
  readonly category: CodeCategory
}

/** A workflow or composite action, and what rules ask about it. */
export interface WorkflowSubject {
  readonly workflow: Workflow
  /** Whose repository it is in, in lower case; undefined: that is not known. */
  readonly owner: string | undefined
  /** Names of the events that start it, known ones only. */
  readonly events: readonly string[]
  /** Whether somebody from outside can cause a run with secrets that gets to the step. */
  readonly reach: (job: Job, step: Step | null) => Reach
}

export interface WorkflowCodeRule extends DeliveryRule {
  readonly language: 'github-actions'
  /** The rule about Claude's workflows that says the same; where it does, this one is silent. */
  readonly yieldsTo?: string
  readonly look: (subject: WorkflowSubject) => readonly Sighting[]
}

export interface DockerfileRule extends DeliveryRule {
  readonly language: 'dockerfile'
  readonly look: (file: Dockerfile) => readonly Sighting[]
}
