import { z } from 'zod'
import { type RepositoryWriter, WriteRefused } from '../../enforcement/github-writes.ts'
import type { Octokit } from '../api-client.ts'
import { refusalOf, statusOf } from '../read-fact.ts'

const found = z.object({ id: z.number(), private: z.boolean() })
const created = z.object({ id: z.number() })

/** @param owner the organization's login */
export function createRepositoryWriter(octokit: Octokit, owner: string): RepositoryWriter {
  return {
    find: async (repo) => {
      const data = await nothingAt(404, () => octokit.request('GET /repos/{owner}/{repo}', { owner, repo }))
      if (data === undefined) return undefined
      const { id, private: isPrivate } = found.parse(data)
      const commits = 'GET /repositories/{id}/commits'
      const some = await nothingAt(409, () => octokit.request(commits, { id, per_page: 1 }))
      return { githubId: id, isPrivate, isEmpty: some === undefined }
    },
    create: async (name, description) => {
      const repository = { name, description, private: true, has_issues: false, has_wiki: false }
      try {
        const route = 'POST /orgs/{org}/repos'
        const { data } = await octokit.request(route, { org: owner, ...repository })
        return created.parse(data).id
      } catch (error) {
        const refusal = refusalOf(error)
        // An organization that lets nobody make private ones, or has one of that name which our App may not see.
        if (refusal === undefined && statusOf(error) !== 422) throw error
        throw new WriteRefused(refusal ?? 'GitHub answers 422', { cause: error })
      }
    },
  }
}

/** @returns undefined where GitHub answers with this status: there is none, 404; a repository without a commit, 409 */
async function nothingAt(status: number, ask: () => Promise<{ data: unknown }>): Promise<unknown> {
  try {
    return (await ask()).data
  } catch (error) {
    if (statusOf(error) === status) return undefined
    throw error
  }
}
