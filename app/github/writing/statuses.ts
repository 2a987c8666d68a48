import type { StatusWriter } from '../../enforcement/github-writes.ts'
import { createApiClient, type Octokit } from '../api-client.ts'
import { originOf, statusSchema } from '../read-own-status.ts'
import { refused } from './refused.ts'

/** Commit statuses. Source: GitHub's OpenAPI description; the newest comes first, and each context's newest counts. */
export function createStatusWriter(
  octokit: Octokit,
  owner: string,
  botLogin: () => Promise<string>,
): StatusWriter {
  const client = createApiClient(octokit)
  return {
    find: async (repo, commit, context) => {
      try {
        const route = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses'
        const all = await client.list(route, { owner, repo, ref: commit }, statusSchema)
        const newest = all.find((one) => one.context === context)
        return newest && { ...newest, ...originOf(newest, await botLogin()) }
      } catch (error) {
        throw refused(error)
      }
    },
    create: async (repo, sha, status) => {
      try {
        await octokit.request('POST /repos/{owner}/{repo}/statuses/{sha}', { owner, repo, sha, ...status })
      } catch (error) {
        throw refused(error)
      }
    },
  }
}
