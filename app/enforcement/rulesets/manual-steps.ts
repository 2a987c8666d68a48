import { rulesetNames, rulesetOf, type WantedRuleset } from './ruleset-of.ts'

/** What a person is to do where the policy does not cover every repository and no property tells them apart. */
export const needsProperty =
  'Some groups of the policy are not in enforce, or our App is not on all repositories, so the ruleset has to tell repositories apart: switch `changes.property` on, by which it can.'

/** What a person is to do where GitHub does not let us. @param why what GitHub said, or that a permission is missing */
export function manualSteps(wanted: WantedRuleset, why: string): string {
  const { template, enforcement } = wanted
  const { rules, target } = rulesetOf(wanted, 0, 'by-names')
  const paths = rules.flatMap(({ parameters }) => {
    const found = parameters['restricted_file_paths']
    return Array.isArray(found) ? found.map(String) : []
  })
  const what =
    template === 'environment-files'
      ? `restrict the file paths ${paths.join(', ')}`
      : 'require the status check `gatehouse` on the default branch'
  return [
    `${why}.`,
    'Rulesets of an organization take the plan Team or Enterprise, and our App the permission "Administration: write" of the organization.',
    enforcement === 'evaluate'
      ? 'Evaluate is there on Enterprise Cloud alone: without it set `rulesets.enforcement: active`.'
      : '',
    `Or make it by hand: organization settings, Repository, Rulesets, New ${target} ruleset; call it "${rulesetNames[template]}", let organization admins bypass it, and ${what}.`,
  ]
    .filter((line) => line !== '')
    .join(' ')
}
