import { z } from 'zod'
import type { Fact } from '../../policies/facts.ts'
import type { ApiClient } from './api-client.ts'
import { type Permissions, readPermitted } from './read-fact.ts'

const compared = z.object({ merge_base_commit: z.object({ sha: z.string() }) })

/** The last commit that two have in common, in hex. Of what lies between them nothing is wanted. */
export const readMergeBase = (
  client: ApiClient,
  granted: Permissions | undefined,
  {
    owner,
    repo,
    base,
    head,
  }: { readonly owner: string; readonly repo: string; readonly base: string; readonly head: string },
): Promise<Fact<string>> =>
  readPermitted('where it branched off', granted, { contents: 'read' }, async () => {
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}'
    const at = { owner, repo, basehead: `${base}...${head}`, per_page: 1 }
    return (await client.get(route, at, compared)).merge_base_commit.sha
  })
