import { getOctokit } from '@actions/github'
import { expect, test } from 'vitest'
import { retryRequests } from '../../action/retry.ts'
import type { Fault } from '../github/server/faults.ts'
import { simulated } from '../github/simulated.ts'

async function client() {
  const github = await simulated()
  const acme = github.addOrganization({ login: 'acme', owners: [github.addUser({ login: 'ada' })] })
  const web = github.addRepository(acme, { name: 'web', files: { 'README.md': '# Web\n' } })
  const octokit = getOctokit(github.addActionsToken(web, { contents: 'read', pull_requests: 'write' }), {
    baseUrl: github.apiUrl,
  })
  const slept: number[] = []
  const stopping = new AbortController()
  retryRequests(octokit, {
    sleep: async (milliseconds) => void slept.push(milliseconds),
    now: () => github.clock.now(),
    signal: stopping.signal,
  })
  const where = { owner: 'acme', repo: 'web' }
  const fail = (fault: Fault, times: number, operationId = 'repos/get'): void =>
    github.faults.add({ when: (call) => call.operationId === operationId, fault, times })
  return { github, octokit, slept, stopping, where, fail }
}

test('what a gateway failed at is asked for again after longer and longer pauses, and then given up', async () => {
  const { octokit, slept, where, fail } = await client()
  fail({ kind: 'status', status: 502 }, 2)
  expect((await octokit.rest.repos.get(where)).data.name).toBe('web')
  expect(slept).toEqual([1000, 3000])
  fail({ kind: 'status', status: 503 }, 4)
  await expect(octokit.rest.repos.get(where)).rejects.toMatchObject({ status: 503 })
  expect(slept).toEqual([1000, 3000, 1000, 3000, 9000])
})

test('an answer that broke off is no answer', async () => {
  const { octokit, slept, where, fail } = await client()
  fail({ kind: 'truncated' }, 1)
  expect((await octokit.rest.repos.get(where)).data.name).toBe('web')
  fail({ kind: 'truncated' }, 1, 'repos/get-content')
  const { data } = await octokit.rest.repos.getContent({
    ...where,
    path: 'README.md',
    mediaType: { format: 'raw' },
  })
  expect(data).toBe('# Web\n')
  expect(slept).toEqual([1000, 1000])
})

test('limits are waited for as long as GitHub says, also by what writes, but not for an hour', async () => {
  const { octokit, slept, where, fail } = await client()
  fail({ kind: 'secondary-limit', status: 403, retryAfter: 7 }, 1)
  await octokit.rest.repos.get(where)
  fail({ kind: 'secondary-limit', status: 429, retryAfter: 8 }, 1, 'issues/create-comment')
  await expect(
    octokit.rest.issues.createComment({ ...where, issue_number: 1, body: 'x' }),
  ).rejects.toMatchObject({ status: 404 })
  expect(slept).toEqual([7000, 8000])
  fail({ kind: 'secondary-limit', retryAfter: 3600 }, 1)
  await expect(octokit.rest.repos.get(where)).rejects.toMatchObject({ status: 403 })
  expect(slept).toEqual([7000, 8000])
})

test('a refusal is final, and a write of which nobody knows what came is not repeated', async () => {
  const { octokit, slept, where, fail } = await client()
  await expect(octokit.rest.actions.listRepoSecrets(where)).rejects.toMatchObject({ status: 403 })
  fail({ kind: 'status', status: 502 }, 1, 'issues/create-comment')
  await expect(
    octokit.rest.issues.createComment({ ...where, issue_number: 1, body: 'x' }),
  ).rejects.toMatchObject({ status: 502 })
  expect(slept).toEqual([])
})

test('a run that is cancelled waits for nothing', async () => {
  const { octokit, stopping, where } = await client()
  stopping.abort(new Error('cancelled'))
  await expect(octokit.rest.repos.get(where)).rejects.toThrow('cancelled')
})
