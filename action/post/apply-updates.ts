import type { ThreadUpdates } from '../comments/plan-threads.ts'
import { statusOf } from '../github.ts'
import { patiently } from './patience.ts'
import type { Posting } from './posting.ts'

const resolveThread =
  'mutation ($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { id } } }'
const reopenThread =
  'mutation ($id: ID!) { unresolveReviewThread(input: { threadId: $id }) { thread { id } } }'

/**
 * Edits comments, of which GitHub tells nobody, and resolves and reopens threads where the token may.
 * @returns whether all threads could be resolved and reopened
 */
export async function applyUpdates(
  { octokit, place: { owner, repo }, wait }: Posting,
  { edit, resolve, reopen }: ThreadUpdates,
): Promise<boolean> {
  for (const { id, body } of edit)
    await patiently(() => octokit.rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body }), wait)
  const changes = [
    ...resolve.map((id) => ({ query: resolveThread, id })),
    ...reopen.map((id) => ({ query: reopenThread, id })),
  ]
  for (const { query, id } of changes) {
    try {
      await patiently(() => octokit.graphql(query, { id }), wait)
    } catch (error) {
      // It needs `contents: write`; what the comment says is enough without.
      if (statusOf(error) === undefined && !isRefused(error)) throw error
      return false
    }
  }
  return true
}

/** GraphQL refuses with 200. */
const isRefused = (error: unknown): boolean => error instanceof Error && error.name === 'GraphqlResponseError'
