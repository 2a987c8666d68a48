import { z } from 'zod'
import type { OurInstallation } from '../enforcement/github.ts'
import { type ApiClient, createApiClient, type Octokit } from './api-client.ts'
import type { Ours } from './list-repositories.ts'
import { statusOf } from './read-fact.ts'

const installation = z.object({
  id: z.number(),
  account: z.object({ id: z.number(), login: z.string().optional() }).nullable(),
  target_type: z.string(),
  repository_selection: z.enum(['all', 'selected']),
  suspended_at: z.string().nullable(),
  permissions: z.record(z.string(), z.string()),
})

/** Every organization that our App is on; people and enterprises are left out. */
export async function listInstallations(asApp: Octokit): Promise<readonly OurInstallation[]> {
  const all = await createApiClient(asApp).list('GET /app/installations', {}, installation)
  return all.flatMap((one) => {
    const { account, target_type: target } = one
    if (target !== 'Organization' || account?.login === undefined) return []
    return [
      {
        installationId: one.id,
        githubId: account.id,
        login: account.login,
        isSuspended: one.suspended_at !== null,
        selection: one.repository_selection,
        permissions: one.permissions,
      },
    ]
  })
}

/** By what a repository is known to be ours; an installation never moves to another organization. */
export async function readOurs(asApp: Octokit, installationId: number): Promise<Ours> {
  const client = createApiClient(asApp)
  const route = 'GET /app/installations/{installation_id}'
  const { account } = await client.get(route, { installation_id: installationId }, installation)
  if (account === null) throw new Error(`GitHub does not say where installation ${installationId} is`)
  return {
    organizationId: account.id,
    reaches: (repository) => reaches(client, installationId, repository),
  }
}

async function reaches(
  client: ApiClient,
  installationId: number,
  { owner, name }: { readonly owner: string; readonly name: string },
): Promise<boolean> {
  try {
    // By name, because only so Octokit signs it as the App.
    const route = 'GET /repos/{owner}/{repo}/installation'
    const { id } = await client.get(route, { owner, repo: name }, z.object({ id: z.number() }))
    return id === installationId
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw error
  }
}
