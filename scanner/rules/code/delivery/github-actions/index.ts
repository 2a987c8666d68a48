import type { WorkflowCodeRule } from '../delivery-rule.ts'
import { artifactPoisoning } from './artifact-poisoning.ts'
import { exposedSecret } from './exposed-secret.ts'
import { workflowPipedInstall, workflowTls } from './in-scripts.ts'
import { inheritedSecrets, selfHostedRunner, tokenWriteAll } from './rights.ts'
import { scriptInjection } from './script-injection.ts'
import { unpinnedAction } from './unpinned-action.ts'
import { untrustedCheckout } from './untrusted-checkout.ts'

/** What is looked for in every workflow and composite action, whether or not an assistant runs there. */
export const githubActionsRules: readonly WorkflowCodeRule[] = [
  scriptInjection,
  untrustedCheckout,
  artifactPoisoning,
  unpinnedAction,
  exposedSecret,
  inheritedSecrets,
  tokenWriteAll,
  selfHostedRunner,
  workflowTls,
  workflowPipedInstall,
]
