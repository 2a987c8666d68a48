import { modeAt } from '../../../policies/mode-at.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { OurInstallation } from '../github.ts'
import type { Coverage, WantedRuleset } from './ruleset-of.ts'

export interface TemplatePlanning {
  readonly policy: Pick<Policy, 'changes' | 'rulesets' | 'groups'>
  readonly installation: Pick<OurInstallation, 'selection'>
  /** Whether anything may be enforced now. */
  readonly isEnforced: boolean
  readonly now: Date
}

/** Which rulesets the policy wants, and about which repositories. Pure. */
export function wantedTemplates({
  policy,
  installation,
  isEnforced,
  now,
}: TemplatePlanning): readonly WantedRuleset[] {
  const { changes, rulesets, groups } = policy
  if (!isEnforced || !changes.ruleset) return []
  const isAll = groups.every((group) => modeAt(group, now) === 'enforce')
  const byProperty: Coverage = changes.property ? 'property' : 'unknown'
  const common = {
    enforcement: rulesets.enforcement,
    ownerBypass: rulesets.ownerBypass === 'always' ? 'always' : 'pull_request',
  } as const
  const environment = {
    ...common,
    template: 'environment-files',
    coverage: isAll ? 'all' : byProperty,
  } as const
  if (!rulesets.requireCheck || !changes.status) return [environment]
  // Where our App is not, its check never comes, and nobody could merge.
  const coverage = isAll && installation.selection === 'all' ? 'all' : byProperty
  return [environment, { ...common, template: 'required-check', coverage }]
}
