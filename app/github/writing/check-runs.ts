import { z } from 'zod'
import type { CheckRunWriter } from '../../enforcement/github-writes.ts'
import { refused } from './refused.ts'
import { createApiClient, type Octokit } from '../api-client.ts'

const listed = z.object({
  id: z.number(),
  conclusion: z.string().nullable(),
  app: z.object({ id: z.number(), slug: z.string().optional() }).nullable(),
  output: z.object({ title: z.string().nullable(), summary: z.string().nullable() }),
})

/** Check runs of our own App: GitHub lets an App see those of others and change its own. */
export function createCheckRunWriter(octokit: Octokit, owner: string, appId: number): CheckRunWriter {
  const client = createApiClient(octokit)
  const send = async (route: string, parameters: Readonly<Record<string, unknown>>): Promise<void> => {
    try {
      await octokit.request(route, parameters)
    } catch (error) {
      throw refused(error)
    }
  }
  return {
    find: async (repo, commit, name) => {
      const all = await client
        .list(
          'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
          { owner, repo, ref: commit, check_name: name, filter: 'latest' },
          listed,
          'check_runs',
        )
        // Of a repository that is gone, or a commit: whatever else is to be made must not wait for that.
        .catch((error: unknown) => {
          throw refused(error)
        })
      const own = all.find(({ app }) => app?.id === appId)
      if (!own) return undefined
      const others = all.filter(({ app }) => app?.id !== appId).map(({ app }) => app?.slug ?? 'unknown')
      const { conclusion, output } = own
      return { conclusion, ...output, others: [...new Set(others)] }
    },
    create: async (repo, { commit, name, conclusion, title, summary, actions }) => {
      await send('POST /repos/{owner}/{repo}/check-runs', {
        owner,
        repo,
        name,
        head_sha: commit,
        status: 'completed',
        conclusion,
        output: { title, summary },
        ...(actions && { actions }),
      })
    },
  }
}
