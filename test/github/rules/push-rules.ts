import { minimatch } from 'minimatch'
import { personOf, type Actor } from '../auth/actor.ts'
import { readDetails } from '../world/details.ts'
import type { Organization, Repository, Ruleset } from '../world/entities.ts'
import type { World } from '../world/world.ts'

/** A rule about what may be pushed, as it is set in a ruleset. */
export type PushRule = Ruleset['rules'][number]

/**
 * The push rules that hold for what somebody sends to a repository: its own, its organization's, and for a fork those of where
 * it was forked from. Never for public repositories. Source: github-api.md §7.
 */
export function pushRulesFor(world: World, repository: Repository, actor: Actor): readonly PushRule[] {
  if (repository.visibility === 'public') return []
  const parent = world.repositories.get(repository.forkOf ?? 0)
  const inherited = parent ? pushRulesFor(world, parent, actor) : []
  const organization = world.organizations.get(repository.ownerId)
  const rulesets = [
    ...readDetails(repository).rulesets,
    ...(organization?.rulesets ?? []).filter((one) => isFor(one, repository)),
  ]
  const active = rulesets.filter(
    (one) =>
      one.target === 'push' && one.enforcement === 'active' && !mayBypass(world, one, organization, actor),
  )
  return [...inherited, ...active.flatMap(({ rules }) => rules)]
}

interface Names {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}
interface Conditions {
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

function isFor({ conditions }: Ruleset, repository: Repository): boolean {
  // The description vouched for it when it was sent.
  // oxlint-disable-next-line no-unsafe-type-assertion -- as above
  const {
    repository_name: names,
    repository_id: ids,
    repository_property: properties,
  } = (conditions ?? {}) as Conditions
  if (names) return matches(names.include, repository.name) && !matches(names.exclude, repository.name)
  if (ids) return ids.repository_ids?.includes(repository.id) ?? false
  if (!properties) return false
  const holds = (one: PropertyCondition): boolean => hasValue(repository, one)
  return (properties.include ?? []).every(holds) && !(properties.exclude ?? []).some(holds)
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
  actor: Actor,
): boolean {
  const app = actor.kind === 'installation' ? world.installations.get(actor.installationId)?.appId : undefined
  const isOwner = organization?.members.get(personOf(actor) ?? 0) === 'admin'
  // oxlint-disable-next-line no-unsafe-type-assertion -- the description vouched for it when it was sent
  return (bypassActors as readonly BypassActor[]).some(
    ({ actor_id: id, actor_type: type, bypass_mode: mode }) =>
      mode !== 'pull_request' &&
      ((type === 'Integration' && id === app) || (type === 'OrganizationAdmin' && isOwner)),
  )
}
