import { z } from 'zod'
import type { Ownership } from '../enforcement/attestations/owner-check.ts'
import type { Octokit } from './api-client.ts'
import { type Permissions, readPermitted, statusOf } from './read-fact.ts'

const withId = z.object({ id: z.number() })
const membership = z.object({ state: z.string() })

interface Asked {
  readonly org: string
  /** `organization/team` */
  readonly teams: readonly string[]
  readonly login: string
}

/**
 * Whether somebody is in one of an organization's teams, those below them included. A team that is not there, or of another
 * organization, says neither yes nor no; who was only invited is none yet.
 * @throws what may pass by itself
 */
export async function readTeamOwnership(
  octokit: Octokit,
  granted: Permissions | undefined,
  { org, teams, login }: Asked,
): Promise<Ownership> {
  const whys: string[] = []
  for (const name of teams) {
    const [owner = '', slug = ''] = name.split('/')
    if (owner.toLowerCase() !== org.toLowerCase()) {
      whys.push(`${name} is a team of another organization`)
      continue
    }
    const read = await readPermitted(`who is in ${name}`, granted, { members: 'read' }, async () => {
      // Of a team that is not there GitHub says the same as of somebody who is not in it.
      await octokit.request('GET /orgs/{org}/teams/{team_slug}', { org, team_slug: slug })
      return isMember(octokit, { org, team_slug: slug, username: login })
    })
    if (!read.known) whys.push(read.why)
    else if (read.value) {
      const { data } = await octokit.request('GET /users/{username}', { username: login })
      return { state: 'owner', githubId: withId.parse(data).id }
    }
  }
  return whys.length === 0 ? { state: 'no-owner' } : { state: 'unknown', why: whys.join('; ') }
}

async function isMember(
  octokit: Octokit,
  at: { readonly org: string; readonly team_slug: string; readonly username: string },
): Promise<boolean> {
  try {
    const { data } = await octokit.request('GET /orgs/{org}/teams/{team_slug}/memberships/{username}', at)
    return membership.parse(data).state === 'active'
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw error
  }
}
