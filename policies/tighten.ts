import { freeze } from './freeze.ts'
import { governedAssistants } from './policy.ts'
import { type Access, type Mode, modes } from './policy-group.ts'
import { changeSwitches, type RequestSettings } from './policy-changes.ts'
import { codeScopes, historyScopes } from './policy-settings.ts'
import { reachableGroups } from './reachable-groups.ts'
import type { Group, Policy } from './resolve-policy.ts'
import { stricterAllowlist } from './stricter-allowlist.ts'

/**
 * Joins a parent policy and a child policy into one that allows only what both allow. Where the parent delegates a group or
 * a setting, the child's word alone counts.
 * @returns a policy like any other: a repository is judged by its first group in the parent and its first group in the child
 */
export function tighten(parent: Policy, child: Policy): Policy {
  const has = (name: Policy['delegates'][number]): boolean => parent.delegates.includes(name)
  const fineGrainedTokens = has('fineGrainedTokens') ? child.fineGrainedTokens : stricterTokens(parent, child)
  return freeze({
    version: 1,
    delegates: parent.delegates.filter((name) => child.delegates.includes(name)),
    assistants: [...new Set([...parent.assistants, ...child.assistants])],
    connectionPaths: [...new Set([...parent.connectionPaths, ...child.connectionPaths])],
    // In this order, the first pair that matches is the first match of each of the two.
    groups: reachableGroups(parent).flatMap((above) =>
      reachableGroups(child).map((below) => joinGroups(above, below)),
    ),
    scanning: has('scanning') ? child.scanning : widerScanning(parent, child),
    ...(fineGrainedTokens !== undefined && { fineGrainedTokens }),
    ...joinOwnership(parent, child),
    ...joinChanges(parent, child),
    notifications: has('notifications') ? child.notifications : parent.notifications,
    allowlist: has('allowlist') ? child.allowlist : stricterAllowlist(parent.allowlist, child.allowlist),
  })
}

/**
 * Whose allowlist counts where policies are joined. An entry of an allowlist makes a policy less strict, so a child has none of its
 * own unless its parent delegates it; then `tighten` keeps the child's name of the file, and else the parent's.
 * @param chain a policy, its parent, the parent's own, …
 * @returns the index of the one whose file counts
 */
export const allowlistHolder = (chain: readonly Pick<Policy, 'delegates'>[]): number =>
  chain.reduce((holder, { delegates }, index) => (delegates.includes('allowlist') ? holder : index), 0)

function joinGroups(parent: Group, child: Group): Group {
  const both = {
    name: `${parent.name} / ${child.name}`,
    selectors: [...parent.selectors, ...child.selectors],
  }
  if (parent.delegate) return { ...child, ...both }
  return {
    ...both,
    access: stricterAccess(parent.access, child.access),
    approvals: [...parent.approvals, ...child.approvals],
    conditions: distinct([...parent.conditions, ...child.conditions]),
    ...stricterMode(parent, child),
    delegate: false,
  }
}

function stricterAccess(one: Access, other: Access): Access {
  const order: readonly Access[] = ['allow', 'approval', 'deny']
  return order.indexOf(one) >= order.indexOf(other) ? one : other
}

function stricterMode(one: Group, other: Group): Pick<Group, 'mode' | 'enforceFrom'> {
  const mode: Mode = modes.indexOf(one.mode) >= modes.indexOf(other.mode) ? one.mode : other.mode
  const days = [one, other].filter((group) => group.mode === mode).map((group) => group.enforceFrom ?? '')
  const first = days.toSorted()[0]
  return { mode, ...(first !== undefined && first !== '' && { enforceFrom: first }) }
}

/** Without repetitions: parent and child often ask for the very same. */
function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}

function widerScanning({ scanning: parent }: Policy, { scanning: child }: Policy): Policy['scanning'] {
  const known = new Set(parent.rules.map((rule) => rule.id))
  const history =
    historyScopes.indexOf(parent.history) >= historyScopes.indexOf(child.history)
      ? parent.history
      : child.history
  return {
    ignore: parent.ignore,
    history,
    rules: [...parent.rules, ...child.rules.filter((rule) => !known.has(rule.id))],
    code: codeScopes[Math.max(codeScopes.indexOf(parent.code), codeScopes.indexOf(child.code))]!,
  }
}

function stricterTokens(parent: Policy, child: Policy): Policy['fineGrainedTokens'] {
  const [one, other] = [parent.fineGrainedTokens, child.fineGrainedTokens]
  if (one === undefined || other === undefined) return one ?? other
  const order = ['none', 'read', 'write', 'admin'] as const
  const permissions = { ...other.permissions, ...one.permissions }
  for (const [name, level] of Object.entries(other.permissions)) {
    const limit = permissions[name] ?? level
    permissions[name] = order[Math.min(order.indexOf(limit), order.indexOf(level))] ?? level
  }
  return {
    maxDays: Math.min(one.maxDays, other.maxDays),
    allRepositories: one.allRepositories && other.allRepositories,
    permissions,
    graceDays: Math.min(one.graceDays, other.graceDays),
  }
}

/** Who approves as `$owners` is the parent's to say; an App that either counts as an assistant's is one. */
function joinOwnership(parent: Policy, child: Policy): Pick<Policy, 'ownership' | 'ownApps'> {
  const ownership = parent.ownership ?? child.ownership
  const ids = (assistant: Policy['assistants'][number]): number[] =>
    distinct([...(parent.ownApps?.[assistant] ?? []), ...(child.ownApps?.[assistant] ?? [])])
  const ownApps = Object.fromEntries(
    governedAssistants.map((one) => [one, ids(one)] as const).filter(([, list]) => list.length > 0),
  )
  return {
    ...(ownership !== undefined && { ownership }),
    ...(Object.keys(ownApps).length > 0 && { ownApps }),
  }
}

/**
 * What either wants changed is changed, and of two limits the one that takes away less at a time counts: a child may make
 * Gatehouse more careful, and never switch off what its parent relies on.
 */
function joinChanges(
  parent: Policy,
  child: Policy,
): Pick<Policy, 'changes' | 'rulesets' | 'requests' | 'safety' | 'disconnectUntilFixed'> {
  const changes = { ...parent.changes }
  for (const name of changeSwitches) changes[name] = parent.changes[name] || child.changes[name]
  const disconnectUntilFixed = sooner(parent.disconnectUntilFixed, child.disconnectUntilFixed)
  return {
    changes,
    rulesets: joinRulesets(parent, child),
    requests: joinRequests(parent.requests, child.requests),
    safety: {
      removals: Math.min(parent.safety.removals, child.safety.removals),
      removalsPercent: Math.min(parent.safety.removalsPercent, child.safety.removalsPercent),
    },
    ...(disconnectUntilFixed !== undefined && { disconnectUntilFixed }),
  }
}

/** Of those who switch rulesets on, whoever is stricter; how owners get past them is the parent's to say, where it is one of them. */
function joinRulesets(parent: Policy, child: Policy): Policy['rulesets'] {
  const [first = parent, ...others] = [parent, child].filter(({ changes }) => changes.ruleset)
  const all = [first, ...others].map(({ rulesets }) => rulesets)
  return {
    enforcement: all.some(({ enforcement }) => enforcement === 'active') ? 'active' : 'evaluate',
    requireCheck: all.some(({ requireCheck }) => requireCheck),
    ownerBypass: first.rulesets.ownerBypass,
  }
}

/**
 * Who owns Gatehouse, and who may let in without an approval or past a condition, is the parent's to say, where it says so; so is which
 * ticket an approval needs, and a child may want one where the parent does not.
 */
function joinRequests(parent: RequestSettings, child: RequestSettings): RequestSettings {
  const owners = parent.owners ?? child.owners
  const days = [parent.inheritedUntil, child.inheritedUntil].filter((day) => day !== undefined).toSorted()
  const { emergency, exceptions } = parent
  const ticket = parent.ticket ?? child.ticket
  return {
    ...(owners !== undefined && { owners }),
    noticeDays: parent.noticeDays,
    graceDays: Math.min(parent.graceDays, child.graceDays),
    ...(days[0] !== undefined && { inheritedUntil: days[0] }),
    ...(emergency !== undefined && { emergency }),
    ...(ticket !== undefined && { ticket }),
    recertification: joinRecertification(parent.recertification, child.recertification),
    // An exception waives the parent's conditions too.
    ...(exceptions !== undefined && {
      exceptions: {
        ...exceptions,
        maxDays: Math.min(exceptions.maxDays, child.exceptions?.maxDays ?? exceptions.maxDays),
      },
    }),
  }
}

/** Who is asked is the parent's to say, where it says so; how often, and for how long, is as strict as the stricter of the two. */
function joinRecertification(
  parent: RequestSettings['recertification'],
  child: RequestSettings['recertification'],
): RequestSettings['recertification'] {
  const periods = [parent.everyDays, child.everyDays].filter((days) => days !== undefined)
  const reviewers = parent.reviewers ?? child.reviewers
  return {
    ...(periods.length > 0 && { everyDays: Math.min(...periods) }),
    dueDays: Math.min(parent.dueDays, child.dueDays),
    ...(reviewers !== undefined && { reviewers }),
  }
}

function sooner(
  one: Policy['disconnectUntilFixed'],
  other: Policy['disconnectUntilFixed'],
): Policy['disconnectUntilFixed'] {
  if (one === undefined || other === undefined) return one ?? other
  const hours = { ...one.graceHours }
  for (const severity of ['critical', 'high', 'medium'] as const) {
    const both = [one.graceHours[severity], other.graceHours[severity]].filter((each) => each !== undefined)
    if (both.length > 0) hours[severity] = Math.min(...both)
  }
  return { graceHours: hours, paths: one.paths === 'any' ? 'any' : other.paths }
}
