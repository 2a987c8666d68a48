import { type Condition, conditionsOf } from './checks/index.ts'
import { freeze } from './freeze.ts'
import {
  defaultGroupName,
  type Delegable,
  type ParsedPolicy,
  policySchema,
  type WrittenPolicy,
} from './policy.ts'
import type { Access, ApprovalRule, Mode } from './policy-group.ts'

type ParsedGroup = ParsedPolicy['groups'][number]

/** Which repositories a group is about. */
export interface Selector {
  readonly match: readonly string[]
  readonly except: readonly string[]
  readonly where?: ParsedGroup['where']
}

/** A group with everything that applies to it, and nothing left to look up. */
export interface Group {
  readonly name: string
  /** All of them must select the repository: one, or with a parent policy two. */
  readonly selectors: readonly Selector[]
  readonly access: Access
  /** All of them must be fulfilled; empty unless access is `approval`. */
  readonly approvals: readonly ApprovalRule[]
  readonly conditions: readonly Condition[]
  readonly mode: Mode
  /** Year-month-day; until then, `enforce` only notifies. */
  readonly enforceFrom?: string
  /** Whether a child policy alone decides about these repositories. */
  readonly delegate: boolean
}

/** A policy as programs use it: complete, deeply frozen. */
export interface Policy {
  readonly version: 1
  readonly extends?: string
  readonly delegates: readonly Delegable[]
  readonly assistants: ParsedPolicy['assistants']
  readonly connectionPaths: ParsedPolicy['connectionPaths']
  /** The first one that selects a repository decides; the last one selects every repository. */
  readonly groups: readonly Group[]
  readonly scanning: ParsedPolicy['scanning']
  readonly fineGrainedTokens?: ParsedPolicy['fineGrainedTokens']
  readonly ownership?: ParsedPolicy['ownership']
  readonly ownApps?: ParsedPolicy['ownApps']
  readonly changes: ParsedPolicy['changes']
  readonly rulesets: ParsedPolicy['rulesets']
  readonly requests: ParsedPolicy['requests']
  readonly safety: ParsedPolicy['safety']
  readonly disconnectUntilFixed?: ParsedPolicy['disconnectUntilFixed']
  readonly notifications: ParsedPolicy['notifications']
  readonly allowlist: ParsedPolicy['allowlist']
}

/**
 * The one place where a policy gets its defaults: those of single values from the schema, those that groups inherit here.
 * @throws ZodError where the policy is not valid; `readPolicy` returns problems instead
 */
export function resolvePolicy(written: WrittenPolicy): Policy {
  return resolveParsed(policySchema.parse(written))
}

/** As `resolvePolicy`, for what the schema has already parsed. */
export function resolveParsed(policy: ParsedPolicy): Policy {
  const { assistants, connectionPaths, scanning, notifications, allowlist } = policy
  return freeze({
    version: 1,
    ...(policy.extends !== undefined && { extends: policy.extends }),
    delegates: policy.delegates ?? [],
    assistants,
    connectionPaths,
    groups: [...policy.groups.map((group) => resolveGroup(group, policy)), lastResort(policy)],
    scanning,
    ...(policy.fineGrainedTokens !== undefined && { fineGrainedTokens: policy.fineGrainedTokens }),
    ...(policy.ownership !== undefined && { ownership: policy.ownership }),
    ...(policy.ownApps !== undefined && { ownApps: policy.ownApps }),
    changes: policy.changes,
    rulesets: policy.rulesets,
    requests: policy.requests,
    safety: policy.safety,
    ...(policy.disconnectUntilFixed !== undefined && { disconnectUntilFixed: policy.disconnectUntilFixed }),
    notifications,
    allowlist,
  })
}

function resolveGroup(group: ParsedGroup, policy: ParsedPolicy): Group {
  const selector = {
    match: group.match,
    except: group.except ?? [],
    ...(group.where !== undefined && { where: group.where }),
  }
  const conditions = { ...policy.conditions, ...group.conditions }
  const without: readonly string[] = group.without ?? []
  return {
    name: group.name,
    selectors: [selector],
    access: group.access,
    approvals: group.approval === undefined ? [] : [group.approval],
    conditions: [
      ...conditionsOf(conditions, 'deciding').filter(({ name }) => !without.includes(name)),
      ...conditionsOf({ ...policy.advice, ...group.advice }, 'advisory'),
    ],
    ...modeOf(group, policy),
    delegate: group.delegate,
  }
}

/** A group without a mode takes the policy's mode and date; a group with a mode of its own takes only its own date. */
function modeOf(group: ParsedGroup, policy: ParsedPolicy): Pick<Group, 'mode' | 'enforceFrom'> {
  const mode = group.mode ?? policy.mode
  const enforceFrom = group.enforceFrom ?? (group.mode === undefined ? policy.enforceFrom : undefined)
  return { mode, ...(enforceFrom !== undefined && mode === 'enforce' && { enforceFrom }) }
}

function lastResort(policy: ParsedPolicy): Group {
  return {
    name: defaultGroupName,
    selectors: [{ match: ['**'], except: [] }],
    access: policy.default,
    approvals: [],
    conditions: [...conditionsOf(policy.conditions, 'deciding'), ...conditionsOf(policy.advice, 'advisory')],
    mode: policy.mode,
    ...(policy.enforceFrom !== undefined && { enforceFrom: policy.enforceFrom }),
    delegate: false,
  }
}
