import { z } from 'zod'
import type { BranchProtection, Fact } from '../../policies/facts.ts'
import type { RepositorySnapshot } from '../enforcement/github.ts'
import type { ApiClient } from './api-client.ts'
import { type Permissions, readPermitted, statusOf } from './read-fact.ts'

/**
 * How the default branch is protected, by rules or in the older way; of both the stricter counts.
 *
 * Whether there is a protection of the older way is asked of the list of protected branches first: "not protected" is a 404,
 * which costs a request each time, while a list that did not change is free.
 */
export async function readBranchProtection(
  client: ApiClient,
  granted: Permissions | undefined,
  { githubId: id, defaultBranch }: RepositorySnapshot,
): Promise<Fact<BranchProtection>> {
  const needs = { metadata: 'read', contents: 'read', administration: 'read' }
  return readPermitted('the branch protection', granted, needs, async () => {
    // What was never pushed to has no branch to protect.
    if (defaultBranch === null) return { protected: false, reviews: 0 }
    const byRules = await readRules(client, id, defaultBranch)
    const isListed = await isProtected(client, id, defaultBranch)
    const older = isListed ? await readOlder(client, id, defaultBranch) : undefined
    return {
      protected: byRules.protected || older !== undefined,
      reviews: Math.max(byRules.reviews, older ?? 0),
    }
  })
}

const rule = z.object({
  type: z.string(),
  parameters: z.object({ required_approving_review_count: z.number().optional() }).optional(),
})

/** Rules that keep somebody from changing the branch at will; others only say how commits must look. */
const protecting: ReadonlySet<string> = new Set([
  'pull_request',
  'non_fast_forward',
  'deletion',
  'update',
  'required_status_checks',
  'merge_queue',
  'workflows',
])

async function readRules(client: ApiClient, id: number, branch: string): Promise<BranchProtection> {
  const rules = await client.list('GET /repositories/{id}/rules/branches/{branch}', { id, branch }, rule)
  const reviews = rules.map(({ type, parameters }) =>
    type === 'pull_request' ? (parameters?.required_approving_review_count ?? 0) : 0,
  )
  return { protected: rules.some(({ type }) => protecting.has(type)), reviews: Math.max(0, ...reviews) }
}

const branchSchema = z.object({
  name: z.string(),
  protected: z.boolean(),
  protection: z.object({ enabled: z.boolean().optional() }).optional(),
})

async function isProtected(client: ApiClient, id: number, branch: string): Promise<boolean> {
  const listed = await client.list('GET /repositories/{id}/branches', { id, protected: true }, branchSchema)
  // `enabled` is false where it is rules alone that protect it.
  return listed.some((one) => one.name === branch && one.protected && one.protection?.enabled !== false)
}

const olderSchema = z.object({
  required_pull_request_reviews: z
    .object({ required_approving_review_count: z.number().optional() })
    .optional(),
})

/** @returns the approving reviews; undefined where there is no protection after all */
async function readOlder(client: ApiClient, id: number, branch: string): Promise<number | undefined> {
  try {
    const { required_pull_request_reviews: reviews } = await client.get(
      'GET /repositories/{id}/branches/{branch}/protection',
      { id, branch },
      olderSchema,
    )
    return reviews?.required_approving_review_count ?? 0
  } catch (error) {
    // "Branch not protected": it was taken away meanwhile, or the list means rules.
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
