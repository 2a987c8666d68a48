import { z } from 'zod'
import { type Fact, known, unknown } from '../../../policies/facts.ts'
import type { IssueWriter, ReadIssue } from '../../enforcement/github-writes.ts'
import { createApiClient, type Octokit } from '../api-client.ts'
import { readFact, statusOf } from '../read-fact.ts'

const made = z.object({ number: z.number().int() })

const read = z
  .object({ title: z.string(), body: z.string().nullish(), state: z.enum(['open', 'closed']) })
  .transform((one): ReadIssue => ({ ...one, body: one.body ?? '' }))
const listed = z.object({
  number: z.number().int(),
  body: z.string().nullish(),
  pull_request: z.unknown().optional(),
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
})

/** @param owner the organization's login */
export function createIssueWriter(octokit: Octokit, owner: string, appId: number): IssueWriter {
  const client = createApiClient(octokit)
  const one = '/repos/{owner}/{repo}/issues/{issue_number}'
  return {
    read: (repo, number) =>
      readFact('an issue of ours', () =>
        client.get(`GET ${one}`, { owner, repo, issue_number: number }, read),
      ),
    find: (repo, mark, since) =>
      readFact('the issues of the repository', async () => {
        const all = { owner, repo, state: 'all', since: since.toISOString() }
        const issues = await client.list('GET /repos/{owner}/{repo}/issues', all, listed)
        // Whoever can write an issue can write our mark: only what our App wrote is ours.
        return issues.find(
          ({ body, pull_request: pull, performed_via_github_app: app }) =>
            pull === undefined && app?.id === appId && body?.includes(mark) === true,
        )?.number
      }),
    update: (repo, number, wanted) =>
      readFact('what GitHub says to a change of an issue', async () => {
        await octokit.request(`PATCH ${one}`, { owner, repo, issue_number: number, ...wanted })
        return null
      }),
    open: (repo, issue) =>
      unlessSwitchedOff(async () => {
        const route = 'POST /repos/{owner}/{repo}/issues'
        const { data } = await octokit.request(route, { owner, repo, ...issue })
        return made.parse(data).number
      }),
    comment: (repo, number, body) =>
      readFact('what GitHub says to a new comment', async () => {
        const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
        await octokit.request(route, { owner, repo, issue_number: number, body })
        return null
      }),
    setState: (repo, number, state) =>
      readFact('what GitHub says to a change of an issue', async () => {
        const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}'
        await octokit.request(route, { owner, repo, issue_number: number, state })
        return null
      }),
  }
}

/** GitHub says of no other refusal that it is this one. */
async function unlessSwitchedOff(send: () => Promise<number>): Promise<Fact<number>> {
  try {
    return known(await send())
  } catch (error) {
    if (statusOf(error) === 410) return unknown('issues are switched off in the repository')
    return readFact('what GitHub says to a new issue', () => Promise.reject(error))
  }
}
