import { wantedBy } from './checks/index.ts'
import type { Facts } from './facts.ts'
import { askGroups } from './find-group.ts'
import { wantedApprovals } from './judge-approvals.ts'
import { defaultGroupName } from './policy.ts'
import type { Mode } from './policy-group.ts'
import { reachableGroups } from './reachable-groups.ts'
import type { Group, Policy, Selector } from './resolve-policy.ts'

/**
 * Says in plain words what a policy allows, denies and wants. One paragraph for each group, in the order in which they are
 * asked; ends with a line break. May hold text from the policy's author: escape it for where it is shown.
 */
export function explainPolicy(policy: Policy): string {
  const reached = reachableGroups(policy)
  const unreached = policy.groups
    .slice(reached.length)
    .flatMap(({ name }) => (name === defaultGroupName ? [] : [name]))
  const lines = [
    `This policy governs how ${policy.assistants.join(', ')} reaches repositories: ${policy.connectionPaths.join(', ')}.`,
    'Groups are read from the top, and the first one that matches a repository decides. A condition that does not hold denies;',
    'one that cannot be read grants nothing and takes nothing away.',
    ...(policy.extends === undefined
      ? []
      : [
          `It extends the policy of ${policy.extends}, which is not part of this text and can only make it stricter.`,
        ]),
    '',
    ...reached.flatMap((group, index) => [...explainGroup(group, index + 1), '']),
    ...(unreached.length === 0
      ? []
      : [`Never reached, because a group above is about every repository: ${unreached.join(', ')}.`]),
    ...explainSettings(policy),
  ]
  return `${lines.join('\n')}\n`
}

/** Says into which group of the policy a repository falls, and why, asking the groups one by one. */
export function explainRepository(policy: Policy, facts: Facts): string {
  const steps = askGroups(policy, facts)
  const marks = { yes: 'applies', no: 'does not apply', unknown: 'may apply' } as const
  const last = steps.at(-1)
  const isSure = steps.every(({ selected }) => selected !== 'unknown')
  const lines = [
    ...steps.map(
      ({ group, selected, why }, index) => `${index + 1}. ${group.name} ${marks[selected]}: ${why}.`,
    ),
    '',
    isSure
      ? 'So it is judged by this group:'
      : 'A group that may apply stands above, so nothing is granted until that is known. Otherwise it is judged by this group:',
    '',
    ...(last === undefined ? [] : explainGroup(last.group, steps.length)),
  ]
  return `${lines.join('\n')}\n`
}

function explainGroup(group: Group, number: number): string[] {
  const deciding = group.conditions.filter(({ advisory }) => !advisory)
  const advisory = group.conditions.filter((condition) => condition.advisory)
  const indent = '   '
  return [
    `${number}. ${group.name}: ${accessWords(group, deciding.length > 0)}`,
    `${indent}Repositories: ${repositories(group)}.`,
    ...group.approvals.map((rule) => `${indent}Approval: ${wantedApprovals(rule)}.`),
    ...(group.access === 'deny' || deciding.length === 0 ? [] : [`${indent}All of this must hold:`]),
    ...(group.access === 'deny' ? [] : deciding.map((condition) => `${indent}- ${wantedBy(condition)}`)),
    ...(advisory.length === 0 ? [] : [`${indent}Only shown, deciding nothing:`]),
    ...advisory.map((condition) => `${indent}- ${wantedBy(condition)}`),
    `${indent}Mode: ${modeWords(group)}.`,
    ...(group.delegate ? [`${indent}A child policy alone decides about these repositories.`] : []),
  ]
}

function accessWords(group: Group, hasConditions: boolean): string {
  if (group.access === 'deny') return 'denied.'
  if (group.access === 'approval') return 'needs approval.'
  return hasConditions ? 'allowed, under conditions.' : 'allowed.'
}

function repositories(group: Group): string {
  if (group.name === defaultGroupName) return 'every one that no group above matches'
  return group.selectors.map(selectorWords).join('; and also ')
}

function selectorWords({ match, except, where }: Selector): string {
  const conditions = [
    ...(where?.visibility === undefined ? [] : [`the visibility is ${where.visibility.join(' or ')}`]),
    ...(where?.topics === undefined ? [] : [`it has the topic ${where.topics.join(' or ')}`]),
    ...Object.entries(where?.customProperties ?? {}).map(
      ([name, values]) => `the property ${name} is ${values.join(' or ')}`,
    ),
  ]
  const names = match.includes('**') ? 'every one' : match.join(', ')
  const left = except.length === 0 ? '' : `, but not ${except.join(', ')}`
  return `${names}${left}${conditions.length === 0 ? '' : `, where ${conditions.join(' and ')}`}`
}

function modeWords({ mode, enforceFrom }: Group): string {
  const words: Record<Mode, string> = {
    observe: 'observe (nothing is changed, nobody is written to)',
    notify: 'notify (owners are told, access is not changed)',
    enforce: 'enforce (access is changed)',
  }
  return enforceFrom === undefined ? words[mode] : `${words[mode]} from ${enforceFrom} on, until then notify`
}

function explainSettings({ scanning, fineGrainedTokens, allowlist, changes }: Policy): string[] {
  const ignored =
    scanning.ignore.length === 0 ? 'nothing is left out' : `left out: ${scanning.ignore.join(', ')}`
  const rules = scanning.rules.map((rule) => rule.id)
  const comments =
    allowlist.inlineComments === 'trust' ? 'settle a finding' : 'only ask for an allowlist entry'
  return [
    `Scanning: ${ignored}; history: ${scanning.history}; code in pull requests: ${scanning.code}${rules.length === 0 ? '' : `; rules of its own: ${rules.join(', ')}`}.`,
    `Allowlist: ${allowlist.file}; comments in files ${comments}.`,
    ...(fineGrainedTokens === undefined
      ? []
      : [
          `Fine-grained tokens: valid for at most ${fineGrainedTokens.maxDays} days${fineGrainedTokens.allRepositories ? '' : ', for selected repositories only'}${changes.tokens ? `; others are refused, and revoked after ${fineGrainedTokens.graceDays} days` : ''}.`,
        ]),
  ]
}
