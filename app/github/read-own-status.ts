import { z } from 'zod'
import type { Fact } from '../../policies/facts.ts'
import type { StatusOrigin } from '../enforcement/github.ts'
import type { ApiClient } from './api-client.ts'
import { type Permissions, readPermitted } from './read-fact.ts'

/** A commit status in GitHub's words; of somebody who is gone nobody is told. */
export const statusSchema = z.object({
  context: z.string(),
  state: z.string(),
  description: z.string().nullable(),
  creator: z.object({ id: z.number(), login: z.string(), type: z.string().optional() }).nullish(),
})

/** Who set it: the person is named where it is one. Pure. @param own by which GitHub names our App */
export const originOf = (
  { creator }: Pick<z.output<typeof statusSchema>, 'creator'>,
  own: string,
): StatusOrigin => ({
  isOurs: creator?.login === own,
  person: creator && creator.type === 'User' ? { githubId: creator.id, login: creator.login } : undefined,
})

/** Who set the newest status of a context on a commit; known(undefined): nobody. */
export const readStatusOrigin = (
  client: ApiClient,
  granted: Permissions | undefined,
  {
    owner,
    repo,
    commit,
    context,
  }: {
    readonly owner: string
    readonly repo: string
    readonly commit: string
    readonly context: string
  },
  botLogin: () => Promise<string>,
): Promise<Fact<StatusOrigin | undefined>> =>
  readPermitted('its commit statuses', granted, { statuses: 'read' }, async () => {
    const route = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses'
    const all = await client.list(route, { owner, repo, ref: commit }, statusSchema)
    const newest = all.find((one) => one.context === context)
    return newest && originOf(newest, await botLogin())
  })
