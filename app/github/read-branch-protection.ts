import { z } from 'zod'
import type { BranchProtection, Fact } from '../../policies/facts.ts'
import { decisionCheckName } from '../enforcement/decision-check/decision-check.ts'
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
  appId: number,
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
      reviews: Math.max(byRules.reviews, older?.reviews ?? 0),
      ...ownCheckIn([...byRules.checks, ...(older?.checks ?? [])], appId),
    }
  })
}

const rule = z.object({
  type: z.string(),
  parameters: z
    .object({
      required_approving_review_count: z.number().optional(),
      required_status_checks: z
        .array(z.object({ context: z.string(), integration_id: z.number().nullish() }))
        .optional(),
    })
    .optional(),
})

/** A check that is required, and of which App; undefined: of anybody. */
interface RequiredCheck {
  readonly context: string
  readonly app: number | undefined
}

/** Of several requirements each must be met, so one that names our App is enough. Another App's check of that name is not ours. */
function ownCheckIn(checks: readonly RequiredCheck[], appId: number): Pick<BranchProtection, 'ownCheck'> {
  const own = checks.filter(({ context }) => context === decisionCheckName)
  if (own.some(({ app }) => app === appId)) return { ownCheck: 'of-our-app' }
  return own.some(({ app }) => app === undefined) ? { ownCheck: 'of-anybody' } : {}
}

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

interface Found extends Pick<BranchProtection, 'reviews'> {
  readonly checks: readonly RequiredCheck[]
}

async function readRules(
  client: ApiClient,
  id: number,
  branch: string,
): Promise<Found & Pick<BranchProtection, 'protected'>> {
  const rules = await client.list('GET /repositories/{id}/rules/branches/{branch}', { id, branch }, rule)
  const reviews = rules.map(({ type, parameters }) =>
    type === 'pull_request' ? (parameters?.required_approving_review_count ?? 0) : 0,
  )
  const checks = rules.flatMap(({ parameters }) =>
    (parameters?.required_status_checks ?? []).map(({ context, integration_id: app }) => ({
      context,
      app: app ?? undefined,
    })),
  )
  return {
    protected: rules.some(({ type }) => protecting.has(type)),
    reviews: Math.max(0, ...reviews),
    checks,
  }
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
  required_status_checks: z
    .object({
      contexts: z.array(z.string()).optional(),
      checks: z.array(z.object({ context: z.string(), app_id: z.number().nullish() })).optional(),
    })
    .optional(),
  required_pull_request_reviews: z
    .object({ required_approving_review_count: z.number().optional() })
    .optional(),
})

/** @returns undefined where there is no protection after all */
async function readOlder(client: ApiClient, id: number, branch: string): Promise<Found | undefined> {
  try {
    const { required_pull_request_reviews: reviews, required_status_checks: required } = await client.get(
      'GET /repositories/{id}/branches/{branch}/protection',
      { id, branch },
      olderSchema,
    )
    // -1 is anybody as well.
    const checks = required?.checks?.map(({ context, app_id: app }) => ({
      context,
      app: typeof app === 'number' && app > 0 ? app : undefined,
    }))
    return {
      reviews: reviews?.required_approving_review_count ?? 0,
      checks: checks ?? (required?.contexts ?? []).map((context) => ({ context, app: undefined })),
    }
  } catch (error) {
    // "Branch not protected": it was taken away meanwhile, or the list means rules.
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
