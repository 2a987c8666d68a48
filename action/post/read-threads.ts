import { z } from 'zod'
import type { Thread } from '../comments/known-thread.ts'
import { statusOf } from '../github.ts'
import type { Identity } from './identity.ts'
import type { PullAccess } from './posting.ts'

const query = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id isResolved resolvedBy { login } comments(first: 1) { nodes { databaseId } } }
      }
    }
  }
}`

const answerSchema = z.object({
  repository: z.object({
    pullRequest: z.object({
      reviewThreads: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z.array(
          z.object({
            id: z.string(),
            isResolved: z.boolean(),
            resolvedBy: z.object({ login: z.string() }).nullable(),
            comments: z.object({ nodes: z.array(z.object({ databaseId: z.int() })) }),
          }),
        ),
      }),
    }),
  }),
})

/** A pull request with more is none that anybody follows. */
const mostPages = 20

/**
 * Which threads are resolved, by the id of their first comment.
 * @returns undefined where the token may not ask: then the comments alone tell
 */
export async function readThreads(
  { octokit, place: { owner, repo }, number }: PullAccess,
  identity: Identity | undefined,
): Promise<ReadonlyMap<number, Thread> | undefined> {
  const threads = new Map<number, Thread>()
  let after: string | null = null
  try {
    for (let page = 0; page < mostPages; page += 1) {
      const answer: unknown = await octokit.graphql(query, { owner, repo, number, after })
      const { reviewThreads } = answerSchema.parse(answer).repository.pullRequest
      for (const { id, isResolved, resolvedBy, comments } of reviewThreads.nodes) {
        const isResolvedByOthers = isResolved && !isLogin(resolvedBy?.login, identity)
        for (const { databaseId } of comments.nodes)
          threads.set(databaseId, { id, isResolved, isResolvedByOthers })
      }
      after = reviewThreads.pageInfo.endCursor
      if (!reviewThreads.pageInfo.hasNextPage) break
    }
    return threads
  } catch (error) {
    // Refused by GitHub, in either of its ways: `errors` in an answer has no status.
    if (statusOf(error) === undefined && !isAnswered(error)) throw error
    return undefined
  }
}

/** GraphQL leaves the `[bot]` out in some places and not in others. */
const isLogin = (login: string | undefined, identity: Identity | undefined): boolean =>
  login !== undefined && identity !== undefined && bare(login) === bare(identity.login)

const bare = (login: string): string => login.replace(/\[bot\]$/, '')

const isAnswered = (error: unknown): boolean =>
  error instanceof Error && error.name === 'GraphqlResponseError'
