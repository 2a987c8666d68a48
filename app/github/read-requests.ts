import { z } from 'zod'
import { known, unknown } from '../../policies/facts.ts'
import type { RequestReading, Written } from '../enforcement/requests/request-reading.ts'
import { type ApiClient, createApiClient, type Octokit } from './api-client.ts'
import type { AskGraphql } from './ask-graphql.ts'
import { type Permissions, readFact, readPermitted, statusOf } from './read-fact.ts'
import { readMembership, readOwnership } from './read-ownership.ts'
import { readTextPast } from './read-text-past.ts'

export interface RequestReadingParts {
  readonly octokit: Octokit & { readonly graphql: AskGraphql }
  /** Of the organization. */
  readonly login: string
  /** Our own App's. */
  readonly appId: number
  readonly granted: () => Promise<Permissions | undefined>
}

const author = z
  .object({ id: z.number().int(), login: z.string(), type: z.string() })
  .transform(({ id, login, type }) => ({ githubId: id, login, isPerson: type === 'User' }))
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const common = {
  id: z.number().int(),
  node_id: z.string(),
  body: z.string().nullish(),
  user: author.nullable(),
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
  created_at: time,
  updated_at: time,
}
const issue = z.object({ ...common, number: z.number().int(), pull_request: z.unknown().optional() })
const comment = z.object({ ...common, issue_url: z.string() })
const level = z.object({ permission: z.string(), user: z.object({ id: z.number().int() }).nullish() })
const stated = z.object({ state: z.enum(['open', 'closed']) })

/** Nothing here is remembered: each answer is of the moment. */
export function createRequestReading({
  octokit,
  login: owner,
  appId,
  granted,
}: RequestReadingParts): RequestReading {
  const client = createApiClient(octokit)
  const members = { members: 'read' }
  return {
    written: (repo, since) =>
      readFact('the issues of the policy repository', async () => {
        const from = { owner, repo, since: since.toISOString(), sort: 'updated', direction: 'asc' }
        const issues = await client.list('GET /repos/{owner}/{repo}/issues', { ...from, state: 'all' }, issue)
        const comments = await client.list('GET /repos/{owner}/{repo}/issues/comments', from, comment)
        return [
          ...issues.filter((one) => one.pull_request === undefined).map((one) => issueWritten(one, appId)),
          ...comments.map((one) => commentWritten(one, appId)),
        ]
      }),
    comments: (repo, number, since) =>
      readFact('the comments of an issue', async () => {
        const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments'
        const at = { owner, repo, issue_number: number, since: since.toISOString() }
        return (await client.list(route, at, comment)).map((one) => commentWritten(one, appId))
      }),
    past: (nodeId) => readFact('what became of a text', () => readTextPast(octokit.graphql, nodeId)),
    isIssueThere: (repo, number) =>
      readFact('an issue', () => isIssueThere(client, { owner, repo, issue_number: number })),
    issueState: (repo, number) =>
      readFact('an issue', async () => {
        const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}'
        return (await client.get(route, { owner, repo, issue_number: number }, stated)).state
      }),
    membership: async (team, login) =>
      readPermitted(`the team ${team}`, await granted(), members, async () => {
        const [org = '', slug = ''] = team.split('/')
        // That it is there has to be known: GitHub's 404 of a membership means either.
        const at = { org, team_slug: slug }
        const { id } = await client.get('GET /orgs/{org}/teams/{team_slug}', at, z.object({ id: z.number() }))
        return { teamId: id, isMember: await isMember(octokit, { ...at, username: login }) }
      }),
    isOrganizationOwner: async (login) => {
      const ownership = await readOwnership(octokit, await granted(), { org: owner, login })
      return ownership.state === 'unknown' ? unknown(ownership.why) : known(ownership.state === 'owner')
    },
    isOrganizationMember: async (login) =>
      readPermitted('who is a member', await granted(), members, async () => {
        const membership = await readMembership(octokit, owner, login)
        return membership?.state === 'active'
      }),
    reader: (githubId, login) =>
      readFact('what somebody may do in the repository', async () => {
        const route = 'GET /repositories/{repository_id}/collaborators/{username}/permission'
        const at = { repository_id: githubId, username: login }
        const { permission, user } = await client.get(route, at, level)
        return {
          canRead: permission !== 'none',
          // More than that GitHub calls by one of these two as well.
          canWrite: permission === 'write' || permission === 'admin',
          personId: user?.id ?? null,
        }
      }),
  }
}

const placed = z.object({ number: z.number(), repository_url: z.string() })

async function isIssueThere(
  client: ApiClient,
  at: { readonly owner: string; readonly repo: string; readonly issue_number: number },
): Promise<boolean> {
  try {
    const issue = await client.get('GET /repos/{owner}/{repo}/issues/{issue_number}', at, placed)
    // Of one that was moved to another repository GitHub answers with what it is there.
    const name = issue.repository_url.split('/').at(-1)
    return issue.number === at.issue_number && name?.toLowerCase() === at.repo.toLowerCase()
  } catch (error) {
    if (statusOf(error) === 410) return false
    if (statusOf(error) !== 404) throw error
    // Either it was moved to where we cannot look, or we can look at no issue at all.
    await client.get('GET /repos/{owner}/{repo}/issues', { ...at, per_page: 1 }, z.array(z.unknown()))
    return false
  }
}

async function isMember(octokit: Octokit, at: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}'
    const { data } = await octokit.request(route, at)
    // Who was only invited is none yet.
    return z.object({ state: z.string() }).parse(data).state === 'active'
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw error
  }
}

const issueWritten = (one: z.output<typeof issue>, appId: number): Written => ({
  kind: 'issue',
  issue: one.number,
  ...written(one, appId),
})

const commentWritten = (one: z.output<typeof comment>, appId: number): Written => ({
  kind: 'comment',
  issue: Number(/\/issues\/([0-9]+)$/.exec(one.issue_url)?.[1] ?? 0),
  ...written(one, appId),
})

const written = (one: Pick<z.output<typeof issue>, keyof typeof common>, appId: number) => ({
  id: one.id,
  nodeId: one.node_id,
  byApp: byAppOf(one.performed_via_github_app?.id, appId),
  body: one.body ?? '',
  author: one.user,
  createdAt: one.created_at,
  updatedAt: one.updated_at,
})

const byAppOf = (id: number | undefined, own: number): Written['byApp'] =>
  id === undefined ? 'none' : id === own ? 'ours' : 'another'
