import { z } from 'zod'
import { type Fact, unknown } from '../../../policies/facts.ts'
import type { WorkflowWriter } from '../../enforcement/github-writes.ts'
import { createApiClient, type Octokit } from '../api-client.ts'
import { workflow as listed } from '../list-workflows.ts'
import { readFact, statusOf } from '../read-fact.ts'

/** What is not over yet. Source: GitHub's OpenAPI description, `actions/list-workflow-runs`. */
const running = ['in_progress', 'queued', 'waiting', 'pending', 'requested'] as const

const run = z.object({ id: z.number().int() })
const base = '/repos/{owner}/{repo}/actions'

/** @param owner the organization's login */
export function createWorkflowWriter(octokit: Octokit, owner: string): WorkflowWriter {
  const client = createApiClient(octokit)
  const change = (to: 'enable' | 'disable', repo: string, workflow: number): Promise<Fact<null>> =>
    answerTo(async () => {
      await octokit.request(`PUT ${base}/workflows/{workflow}/${to}`, { owner, repo, workflow })
    })
  return {
    read: (repo, workflow) =>
      readFact('the workflow', async () => {
        // The list, because 404 of one may as well say that our App may not look.
        const all = await client.list(`GET ${base}/workflows`, { owner, repo }, listed, 'workflows')
        return all.find(({ id }) => id === workflow) ?? null
      }),
    disable: (repo, workflow) => change('disable', repo, workflow),
    enable: (repo, workflow) => change('enable', repo, workflow),
    cancelRuns: async (repo, workflow) => {
      for (const status of running) {
        const route = `GET ${base}/workflows/{workflow}/runs`
        const runs = await client.list(route, { owner, repo, workflow, status }, run, 'workflow_runs')
        for (const { id } of runs)
          await answerTo(async () => {
            await octokit.request(`POST ${base}/runs/{id}/cancel`, { owner, repo, id })
          })
      }
    },
  }
}

/** GitHub refuses with 409 what is over by then, and with 422 what nobody may switch: what it runs by itself, and what a ruleset requires. */
async function answerTo(send: () => Promise<void>): Promise<Fact<null>> {
  try {
    return await readFact('what GitHub says to a change of a workflow', async () => {
      await send()
      return null
    })
  } catch (error) {
    const status = statusOf(error)
    if (status !== 409 && status !== 422) throw error
    return unknown(`GitHub answers ${status}: it does not let this workflow be switched`)
  }
}
