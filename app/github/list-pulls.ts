import { z } from 'zod'
import type { Fact } from '../../policies/facts.ts'
import type { OpenPull } from '../enforcement/github.ts'
import type { ApiClient } from './api-client.ts'
import { type Permissions, readPermitted } from './read-fact.ts'

const listed = z.object({
  number: z.number(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string(), repo: z.object({ default_branch: z.string() }) }),
})

/** Open pull requests into the default branch of a repository, newest first. */
export const listPulls = (
  client: ApiClient,
  granted: Permissions | undefined,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): Promise<Fact<readonly OpenPull[]>> =>
  readPermitted('its pull requests', granted, { pull_requests: 'read' }, async () => {
    const all = await client.list('GET /repos/{owner}/{repo}/pulls', { owner, repo, state: 'open' }, listed)
    return all
      .filter(({ base }) => base.ref === base.repo.default_branch)
      .map(({ number, head }) => ({ number, head: head.sha }))
  })
