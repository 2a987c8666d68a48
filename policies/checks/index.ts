import type { z } from 'zod'
import type { Reason } from '../readiness.ts'
import { basePermission } from './base-permission.ts'
import { branchProtection } from './branch-protection.ts'
import { claudeSettings } from './claude-settings.ts'
import type { Scene } from './check.ts'
import { completeScan } from './complete-scan.ts'
import { customProperties } from './custom-properties.ts'
import { denyRules } from './deny-rules.ts'
import { riskyFiles } from './risky-files.ts'
import { safeAssistantSettings } from './safe-assistant-settings.ts'
import { safeWorkflows } from './safe-workflows.ts'
import { secretsInHistory } from './secrets-in-history.ts'
import { secretsInTree } from './secrets-in-tree.ts'
import { trackedEnvFiles } from './tracked-env-files.ts'
import { visibility } from './visibility.ts'

/** Every condition a policy can set, in the order in which reasons are shown. To add one: a file, and a line here. */
export const policyChecks = [
  trackedEnvFiles,
  secretsInTree,
  secretsInHistory,
  riskyFiles,
  denyRules,
  safeWorkflows,
  safeAssistantSettings,
  completeScan,
  visibility,
  branchProtection,
  basePermission,
  claudeSettings,
  customProperties,
] as const

type Check = (typeof policyChecks)[number]
export type ConditionName = Check['name']

/** Conditions with the settings that a policy gives them. */
export type Conditions = { readonly [One in Check as One['name']]?: z.output<One['setting']> | undefined }

/** One condition of a group, with its setting. */
export interface Condition {
  readonly name: ConditionName
  /** As the check's own schema says. */
  readonly setting: unknown
  /** Whether it is only shown, and decides nothing. */
  readonly advisory: boolean
}

/** In the order of `policyChecks`. */
export function conditionsOf(conditions: Conditions, weight: 'deciding' | 'advisory'): Condition[] {
  return policyChecks
    .filter(({ name }) => conditions[name] !== undefined)
    .map(({ name }) => ({ name, setting: conditions[name], advisory: weight === 'advisory' }))
}

/** Finds the check behind a condition. */
export const checkOf = (name: ConditionName): Check => policyChecks.find((check) => check.name === name)!

/** The check that a policy calls by a name (`secretsInTree`) and reasons by an id (`secrets-in-tree`); undefined: there is none. */
export const checkNamed = (text: string): Check | undefined =>
  policyChecks.find(({ name, id }) => [name.toLowerCase(), id].includes(text.toLowerCase()))

/** What the condition wants, for people. */
export const wantedBy = ({ name, setting }: Condition): string => checkOf(name).wanted(setting)

/** Whether the condition holds, with everything that was considered. */
export function judgeCondition(condition: Condition, scene: Scene): Reason {
  const check = checkOf(condition.name)
  return {
    check: check.id,
    wanted: check.wanted(condition.setting),
    ...check.judge(condition.setting, scene),
    ...(condition.advisory && { advisory: true }),
  }
}
