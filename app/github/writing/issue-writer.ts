import { z } from 'zod'
import type { IssueWriter } from '../../enforcement/github-writes.ts'
import type { Octokit } from '../api-client.ts'
import { readFact } from '../read-fact.ts'

const made = z.object({ number: z.number().int() })
/** What failed may have been made all the same: who tries again looks first. */
const once = { request: { retries: 0 } }

/** @param owner the organization's login */
export function createIssueWriter(octokit: Octokit, owner: string): IssueWriter {
  return {
    open: (repo, issue) =>
      readFact('what GitHub says to a new issue', async () => {
        const route = 'POST /repos/{owner}/{repo}/issues'
        const { data } = await octokit.request(route, { owner, repo, ...issue, ...once })
        return made.parse(data).number
      }),
    comment: (repo, number, body) =>
      readFact('what GitHub says to a new comment', async () => {
        const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
        await octokit.request(route, { owner, repo, issue_number: number, body, ...once })
        return null
      }),
    setState: (repo, number, state) =>
      readFact('what GitHub says to a change of an issue', async () => {
        const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}'
        await octokit.request(route, { owner, repo, issue_number: number, state, ...once })
        return null
      }),
  }
}
