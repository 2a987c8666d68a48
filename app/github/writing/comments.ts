import { z } from 'zod'
import type { CommentWriter } from '../../enforcement/github-writes.ts'
import { createApiClient, type Octokit } from '../api-client.ts'

const listed = z.object({
  id: z.number(),
  body: z.string().nullish(),
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
})

/** Comments of our own App on issues and pull requests. */
export function createCommentWriter(octokit: Octokit, owner: string, appId: number): CommentWriter {
  const client = createApiClient(octokit)
  const at = { owner }
  return {
    find: async (repo, number, marker) => {
      const all = await client.list(
        'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
        { ...at, repo, issue_number: number },
        listed,
      )
      // Whoever can comment can write our mark: only what our App wrote is ours.
      const own = all.find(
        ({ body, performed_via_github_app: app }) => app?.id === appId && body?.includes(marker) === true,
      )
      return own && { id: own.id, body: own.body ?? '' }
    },
    create: async (repo, number, body) => {
      await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...at,
        repo,
        issue_number: number,
        body,
      })
    },
    update: async (repo, id, body) => {
      await octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        ...at,
        repo,
        comment_id: id,
        body,
      })
    },
  }
}
