import { z } from 'zod'
import { type Fact, known, type Visibility, visibilities } from '../../policies/facts.ts'
import type { RepositorySnapshot } from '../enforcement/github.ts'
import { type ApiClient, createApiClient, type Octokit } from './api-client.ts'
import type { ConditionalRequests } from './conditional-requests.ts'
import { type Permissions, readPermitted, statusOf } from './read-fact.ts'

export interface AdminTeamsRequests {
  readonly octokit: Octokit
  readonly conditional: ConditionalRequests
  readonly granted: Permissions | undefined
}

const team = z.object({ slug: z.string(), permission: z.string() })

/** Teams with administration rights, as `organization/team`. */
export async function readAdminTeams(
  { octokit, conditional, granted }: AdminTeamsRequests,
  organization: string,
  { githubId: id }: RepositorySnapshot,
): Promise<Fact<readonly string[]>> {
  const client = createApiClient(octokit, conditional.fetch())
  const needs = { administration: 'read' }
  const teams = await readPermitted('the teams of the repository', granted, needs, async () => {
    const all = await client.list('GET /repositories/{id}/teams', { id }, team)
    return all.filter(({ permission }) => permission === 'admin').map(({ slug }) => `${organization}/${slug}`)
  })
  await conditional.keep()
  return teams
}

const seen = z.object({ visibility: z.enum(visibilities).optional(), private: z.boolean() })

/** Who sees a repository. known(null): there is none of that name for our App. */
export async function readVisibility(
  client: ApiClient,
  where: { readonly owner: string; readonly repo: string },
): Promise<Fact<Visibility | null>> {
  try {
    const { visibility, private: isPrivate } = await client.get('GET /repos/{owner}/{repo}', where, seen)
    return known(visibility ?? (isPrivate ? 'private' : 'public'))
  } catch (error) {
    if (statusOf(error) === 404) return known(null)
    throw error
  }
}
