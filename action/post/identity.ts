import { z } from 'zod'
import type { Octokit } from '../github.ts'

/** Whose token it is: `github-actions[bot]` for a workflow's own, `<App>[bot]` for an App's, a person for a person's. */
export interface Identity {
  readonly id: number
  readonly login: string
}

const viewerSchema = z.object({ viewer: z.object({ login: z.string(), databaseId: z.int() }) })

/**
 * Asks GitHub whose token it is. By GraphQL, because `GET /user` refuses the tokens of Apps and workflows, and `GET /app` all but the
 * App's own key. Whoever can write comments can copy our mark; nobody can write as somebody else.
 */
export async function readIdentity(octokit: Octokit): Promise<Identity> {
  const { viewer } = viewerSchema.parse(await octokit.graphql('query { viewer { login databaseId } }'))
  return { id: viewer.databaseId, login: viewer.login }
}
