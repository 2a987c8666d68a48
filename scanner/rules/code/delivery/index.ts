import type { DockerfileRule, WorkflowCodeRule } from './delivery-rule.ts'
import { dockerfileRules } from './dockerfile/index.ts'
import { githubActionsRules } from './github-actions/index.ts'

/** Every rule about workflows and Dockerfiles. */
export const deliveryRules: readonly (WorkflowCodeRule | DockerfileRule)[] = [
  ...githubActionsRules,
  ...dockerfileRules,
]
