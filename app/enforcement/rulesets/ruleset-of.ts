import { accessPropertyName } from '../../../policies/access-property.ts'
import { accessValues } from '../access-property/access-property.ts'
import { decisionCheckName } from '../decision-check/decision-check.ts'
import { allowedPaths, environmentPaths, namedPaths } from './environment-paths.ts'
import type { Ruleset } from './ruleset.ts'

/** What Gatehouse keeps of a kind; permanent names, they are in the database. */
export type RulesetTemplate = 'environment-files' | 'required-check'
/** About which repositories: all there are, those that have our property, or none that could be named. */
export type Coverage = 'all' | 'property' | 'unknown'

/** What a ruleset is made from. */
export interface WantedRuleset {
  readonly template: RulesetTemplate
  readonly enforcement: Ruleset['enforcement']
  readonly coverage: Coverage
  /** How organization owners get past a required check. */
  readonly ownerBypass: 'always' | 'pull_request'
}

/** How a ruleset can be said: as it is meant, and as a GitHub takes it that knows no exceptions of paths. */
export const wordings = ['with-exceptions', 'by-names'] as const
export type Wording = (typeof wordings)[number]

export const rulesetNames: Readonly<Record<RulesetTemplate, string>> = {
  'environment-files': 'Gatehouse: no environment files',
  'required-check': 'Gatehouse: required check',
}

/**
 * A ruleset in GitHub's words. Organization owners get past it, so that nobody is locked out. Pure.
 * @param app GitHub's number of our App
 */
export function rulesetOf(wanted: WantedRuleset, app: number, wording: Wording): Ruleset {
  const { template, enforcement, ownerBypass } = wanted
  const owners = (mode: string) => ({ actor_type: 'OrganizationAdmin', bypass_mode: mode })
  const name = rulesetNames[template]
  const repositories = repositoriesOf(wanted)
  if (template === 'environment-files')
    return {
      name,
      target: 'push',
      enforcement,
      // Taking such a file out is a change of it too: our own pull requests that do must get past.
      bypass_actors: [owners('always'), { actor_type: 'Integration', actor_id: app, bypass_mode: 'always' }],
      conditions: repositories,
      rules: [{ type: 'file_path_restriction', parameters: pathsOf(wording) }],
    }
  return {
    name,
    target: 'branch',
    enforcement,
    bypass_actors: [owners(ownerBypass)],
    conditions: { ...repositories, ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [
      {
        type: 'required_status_checks',
        parameters: {
          // By our App's number, so that nobody else's check of that name counts.
          required_status_checks: [{ context: decisionCheckName, integration_id: app }],
          strict_required_status_checks_policy: false,
          do_not_enforce_on_create: true,
        },
      },
    ],
  }
}

const pathsOf = (wording: Wording): Readonly<Record<string, readonly string[]>> =>
  wording === 'with-exceptions'
    ? { restricted_file_paths: environmentPaths, ignored_file_paths: allowedPaths }
    : { restricted_file_paths: namedPaths }

/** The property is only set where something is enforced. */
const repositoriesOf = ({ coverage }: WantedRuleset): Ruleset['conditions'] =>
  coverage === 'property'
    ? {
        repository_property: {
          include: [{ name: accessPropertyName, source: 'custom', property_values: accessValues }],
          exclude: [],
        },
      }
    : { repository_name: { include: ['~ALL'], exclude: [] } }
