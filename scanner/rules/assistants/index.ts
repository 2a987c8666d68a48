import type { RuleInfo } from '../../engine/rule.ts'
import type { AssistantRule } from './assistant-file.ts'
import { helperRuns, hookRuns } from './commands.ts'
import { denyRulesMissing } from './deny-rules-missing.ts'
import { secretInEnvironment, trafficRedirected } from './environment.ts'
import { denyRuleWithoutEffect, managedRulesOnly } from './deny-rule-problems.ts'
import { broadAllowRule, bypassByDefault } from './permissions.ts'
import { ignoreFileNotRead, localSettingsShared, userStateShared } from './personal-files.ts'
import { serverNotPinned } from './server-packages.ts'
import { secretForServer } from './server-secrets.ts'
import { allServersEnabled, serverDefined, serverWithoutTls } from './servers.ts'
import { configurationUnreadable } from './unreadable.ts'

/** Every rule about one file of Claude's configuration. */
export const assistantRules: readonly AssistantRule[] = [
  // What Claude may do without asking.
  broadAllowRule,
  bypassByDefault,
  denyRuleWithoutEffect,
  managedRulesOnly,
  // What runs with it.
  hookRuns,
  helperRuns,
  serverDefined,
  serverNotPinned,
  allServersEnabled,
  // What gets out.
  secretInEnvironment,
  secretForServer,
  serverWithoutTls,
  trafficRedirected,
  // Files that do not belong there, or do nothing.
  localSettingsShared,
  userStateShared,
  ignoreFileNotRead,
]

/** The papers of everything this folder reports, for lists and reports. */
export const assistantRuleInfos: readonly RuleInfo[] = [
  ...assistantRules,
  configurationUnreadable,
  denyRulesMissing,
]
