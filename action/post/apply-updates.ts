import type { ThreadUpdates } from '../comments/plan-threads.ts'
import { statusOf } from '../github.ts'
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
  { octokit, place: { owner, repo } }: Posting,
  { edit, resolve, reopen }: ThreadUpdates,
): Promise<boolean> {
  for (const { id, body } of edit)
    await octokit.rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body })
  const changes = [
    ...resolve.map((id) => ({ query: resolveThread, id })),
    ...reopen.map((id) => ({ query: reopenThread, id })),
  ]
  for (const { query, id } of changes) {
    try {
      await octokit.graphql(query, { id })
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
