import { minimatch } from 'minimatch'
import { personOf, type Actor } from '../auth/actor.ts'
import { readDetails } from '../world/details.ts'
import type { Organization, Repository, Ruleset } from '../world/entities.ts'
import type { World } from '../world/world.ts'

/** What somebody is about to do: a bypass through pull requests alone is none for a push. */
export interface RuledAct {
  readonly target: 'push' | 'branch'
  readonly actor: Actor
  readonly isPullRequest: boolean
}

/** A repository's rulesets and its organization's that are about it, that are active, and that do not let somebody past. */
export function activeRulesets(world: World, repository: Repository, act: RuledAct): readonly Ruleset[] {
  const organization = world.organizations.get(repository.ownerId)
  return rulesetsFor(world, repository, act.target).filter((one) => !mayBypass(world, one, organization, act))
}

/** Those that are active, whoever acts. */
export function rulesetsFor(
  world: World,
  repository: Repository,
  target: RuledAct['target'],
): readonly Ruleset[] {
  const organization = world.organizations.get(repository.ownerId)
  return [
    ...readDetails(repository).rulesets,
    ...(organization?.rulesets ?? []).filter((one) => isFor(one, repository)),
  ].filter((one) => one.target === target && one.enforcement === 'active')
}

interface Names {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}
interface Conditions {
  readonly ref_name?: Names
  readonly repository_name?: Names
  readonly repository_id?: { readonly repository_ids?: readonly number[] }
  readonly repository_property?: {
    readonly include?: readonly PropertyCondition[]
    readonly exclude?: readonly PropertyCondition[]
  }
}
interface PropertyCondition {
  readonly name: string
  readonly property_values: readonly string[]
}

/** The description vouched for it when it was sent. */
const conditionsOf = ({ conditions }: Ruleset): Conditions => conditions ?? {}

function isFor(ruleset: Ruleset, repository: Repository): boolean {
  const {
    repository_name: names,
    repository_id: ids,
    repository_property: properties,
  } = conditionsOf(ruleset)
  if (names) return matches(names.include, repository.name) && !matches(names.exclude, repository.name)
  if (ids) return ids.repository_ids?.includes(repository.id) ?? false
  if (!properties) return false
  const holds = (one: PropertyCondition): boolean => hasValue(repository, one)
  return (properties.include ?? []).every(holds) && !(properties.exclude ?? []).some(holds)
}

/** Whether a branch ruleset is about a branch. */
export function isAboutBranch(ruleset: Ruleset, { defaultBranch }: Repository, branch: string): boolean {
  const { ref_name: names } = conditionsOf(ruleset)
  const isNamed = (patterns: readonly string[] = []): boolean =>
    (patterns.includes('~DEFAULT_BRANCH') && branch === defaultBranch) ||
    matches(patterns, `refs/heads/${branch}`)
  return names !== undefined && isNamed(names.include) && !isNamed(names.exclude)
}

const matches = (patterns: readonly string[] = [], name: string): boolean =>
  patterns.some((pattern) => pattern === '~ALL' || minimatch(name, pattern, { dot: true }))

function hasValue(repository: Repository, { name, property_values: wanted }: PropertyCondition): boolean {
  const values = [readDetails(repository).properties.get(name) ?? []].flat()
  return values.some((value) => wanted.includes(value))
}

interface BypassActor {
  readonly actor_id?: number | null
  readonly actor_type?: string
  readonly bypass_mode?: string
}

/** Apps and organization owners, whom a ruleset lets past; other kinds of actors are not simulated. */
function mayBypass(
  world: World,
  { bypassActors }: Ruleset,
  organization: Organization | undefined,
  { actor, isPullRequest }: RuledAct,
): boolean {
  const app = actor.kind === 'installation' ? world.installations.get(actor.installationId)?.appId : undefined
  const isOwner = organization?.members.get(personOf(actor) ?? 0) === 'admin'
  // oxlint-disable-next-line no-unsafe-type-assertion -- the description vouched for it when it was sent
  return (bypassActors as readonly BypassActor[]).some(
    ({ actor_id: id, actor_type: type, bypass_mode: mode }) =>
      (mode !== 'pull_request' || isPullRequest) &&
      ((type === 'Integration' && id === app) || (type === 'OrganizationAdmin' && isOwner)),
  )
}
