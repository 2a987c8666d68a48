import { z } from 'zod'
import type { Fact } from '../../policies/facts.ts'
import type { OpenPull, PullState } from '../enforcement/github.ts'
import type { ApiClient } from './api-client.ts'
import { type Permissions, readPermitted } from './read-fact.ts'

const listed = z.object({
  number: z.number(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string(), repo: z.object({ default_branch: z.string() }) }),
})

/** What is remembered of a list of pull requests, whose texts are long and are not needed. */
export function onlyHeads(body: string): string | undefined {
  const read = z.array(listed).safeParse(jsonOf(body))
  // An empty one as it came, so that its tag can be computed.
  return read.success ? (read.data.length === 0 ? body : JSON.stringify(read.data)) : undefined
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // What is no JSON is not kept; whoever asked will say so.
    return undefined
  }
}

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

const one = z.object({ state: z.enum(['open', 'closed']), merged_at: z.string().nullish() })

/** How one pull request of a repository stands. */
export const readPull = (
  client: ApiClient,
  granted: Permissions | undefined,
  at: { readonly owner: string; readonly repo: string; readonly number: number },
): Promise<Fact<PullState>> =>
  readPermitted('its pull request', granted, { pull_requests: 'read' }, async () => {
    const read = await client.get('GET /repos/{owner}/{repo}/pulls/{number}', { ...at }, one)
    return read.merged_at === null || read.merged_at === undefined ? read.state : 'merged'
  })
