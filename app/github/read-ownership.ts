import { z } from 'zod'
import type { Ownership } from '../enforcement/attestations/owner-check.ts'
import type { Octokit } from './api-client.ts'
import { type Permissions, readPermitted, statusOf } from './read-fact.ts'

const membership = z.object({
  state: z.string(),
  role: z.string(),
  user: z.object({ id: z.number() }).nullable(),
})

/**
 * Whether somebody is an owner of an organization: GitHub calls it the role `admin`. Who was only invited is none yet.
 * @throws what may pass by itself
 */
export async function readOwnership(
  octokit: Octokit,
  granted: Permissions | undefined,
  { org, login }: { readonly org: string; readonly login: string },
): Promise<Ownership> {
  const read = await readPermitted('who its owners are', granted, { members: 'read' }, () =>
    readMembership(octokit, org, login),
  )
  if (!read.known) return { state: 'unknown', why: read.why }
  const { value } = read
  return value?.state === 'active' && value.role === 'admin' && value.user !== null
    ? { state: 'owner', githubId: value.user.id }
    : { state: 'no-owner' }
}

/** null: they are no member. Where our App may read members, 404 says nothing else. */
export async function readMembership(
  octokit: Octokit,
  org: string,
  username: string,
): Promise<z.output<typeof membership> | null> {
  try {
    const { data } = await octokit.request('GET /orgs/{org}/memberships/{username}', { org, username })
    return membership.parse(data)
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}
