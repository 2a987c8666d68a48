import type { Actor } from '../auth/actor.ts'
import type { Repository, Ruleset } from '../world/entities.ts'
import type { World } from '../world/world.ts'
import { activeRulesets } from './active-rulesets.ts'

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
  const own = activeRulesets(world, repository, { target: 'push', actor, isPullRequest: false })
  return [...inherited, ...own.flatMap(({ rules }) => rules)]
}
