import { z } from 'zod'
import type { Fact } from '../../policies/facts.ts'
import type { ApiClient } from './api-client.ts'
import { type Permissions, readPermitted } from './read-fact.ts'

const reference = z.object({ object: z.object({ sha: z.string() }) })

/**
 * Commits that a merge queue wants checks on before it merges them into a branch, in hex. GitHub makes a branch for each; by its name
 * every program is to know it. (https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue,
 * "Triggering merge group checks with other CI providers", read in November 2026.)
 */
export const listMergeGroups = (
  client: ApiClient,
  granted: Permissions | undefined,
  { owner, repo, into }: { readonly owner: string; readonly repo: string; readonly into: string },
): Promise<Fact<readonly string[]>> =>
  readPermitted('its merge queue', granted, { contents: 'read' }, async () => {
    const route = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}'
    const ref = `heads/gh-readonly-queue/${into}/`
    const all = await client.list(route, { owner, repo, ref }, reference)
    return all.map(({ object }) => object.sha)
  })
