import type { RuleInfo } from '../../engine/rule.ts'
import { claudeRuns } from './claude-runs.ts'
import type { WorkflowRule } from './claude-workflow.ts'
import { credentialLiteral } from './credential-literal.ts'
import { actionNotPinned, installNotPinned } from './not-pinned.ts'
import { outsideCodeCheckedOut } from './outside-code.ts'
import { secretInPrompt, textInPrompt, textInScript } from './text-from-outside.ts'
import { tokenMayWriteAll, tokenMayWriteMore, tokenRightsNotSet } from './token-rights.ts'
import { workflowUnreadable } from './unreadable.ts'
import { broadTools, fullOutputShown, permissionsSkipped, writesForOutsiders } from './what-claude-may-do.ts'
import {
  actorNotChecked,
  anyBotAllowed,
  baseActionOnOutsideEvent,
  nonWriteUsersAllowed,
} from './who-may-start.ts'

/** Every rule that looks at a workflow or composite action in which Claude runs. */
export const workflowRules: readonly WorkflowRule[] = [
  claudeRuns,
  // Which code runs.
  actionNotPinned,
  installNotPinned,
  outsideCodeCheckedOut,
  // Who can make it run.
  actorNotChecked,
  anyBotAllowed,
  nonWriteUsersAllowed,
  baseActionOnOutsideEvent,
  // What it is told.
  textInScript,
  textInPrompt,
  secretInPrompt,
  // What it may do.
  permissionsSkipped,
  broadTools,
  writesForOutsiders,
  tokenMayWriteAll,
  tokenMayWriteMore,
  tokenRightsNotSet,
  // What gets out.
  fullOutputShown,
  credentialLiteral,
]

/** The papers of everything this folder reports, for lists and reports. */
export const workflowRuleInfos: readonly RuleInfo[] = [...workflowRules, workflowUnreadable]
