import type { RuleInfo } from '../engine/rule.ts'
import { assistantRuleInfos } from './assistants/index.ts'
import { deliveryRules } from './code/delivery/index.ts'
import { codeRules } from './code/index.ts'
import { fileRules } from './files/index.ts'
import { secretRules } from './secrets/index.ts'
import { dated } from './since.ts'
import { workflowRules } from './workflows/index.ts'
import { workflowUnreadable } from './workflows/unreadable.ts'

/** The papers of every built-in rule, in the order people read them. */
export const allRules: readonly RuleInfo[] = [
  ...secretRules,
  ...fileRules,
  ...workflowRules,
  workflowUnreadable,
  ...assistantRuleInfos,
  ...codeRules,
  ...deliveryRules,
].map((rule) => dated(rule))
