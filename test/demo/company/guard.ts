import type { Simulator } from '../../github/server/simulator.ts'
import type { Repository } from '../../github/world/entities.ts'
import { editDetails } from '../../github/world/details.ts'

/** Protects the default branch: one review, by the old way or by a ruleset. */
export function guard(github: Simulator, repository: Repository, way: 'classic' | 'ruleset'): void {
  const details = editDetails(repository)
  if (way === 'classic') {
    details.protections.set(repository.defaultBranch, {
      required_status_checks: null,
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    })
    return
  }
  const now = github.clock.now()
  const reviews = {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: true,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  }
  details.rulesets.push({
    id: github.world.nextId(),
    name: 'Review everything',
    target: 'branch',
    enforcement: 'active',
    bypassActors: [],
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [{ type: 'deletion' }, { type: 'pull_request', parameters: reviews }],
    createdAt: now,
    updatedAt: now,
  })
}
