import { expect, test } from 'vitest'
import { company } from '../simulated.ts'

test('a pull request comes from a fork, and its commits can be fetched where it is for', async () => {
  const { github, ada, acme, octokit } = await company({ contents: 'read', pull_requests: 'write' })
  const web = github.addRepository(acme, { name: 'web', visibility: 'public', files: { a: '1\n' } })
  const eve = github.addUser({ login: 'eve' })
  const fork = github.addRepository(eve, { name: 'web', visibility: 'public', forkOf: web })
  const first = await github.pushCommit(fork, { branch: 'topic', files: { b: '2\n' }, sender: eve })
  const where = { owner: 'acme', repo: 'web' }
  const made = await octokit.pulls.create({ ...where, title: 'T', head: 'eve:topic', base: 'main' })
  expect(made.data).toMatchObject({
    head: { label: 'eve:topic', sha: first, repo: { full_name: 'eve/web', fork: true } },
    base: { label: 'acme:main', repo: { full_name: 'acme/web' } },
  })
  const second = await github.pushCommit(fork, { branch: 'topic', files: { b: '3\n' }, sender: eve })
  const store = await github.git.of(web)
  expect((await store.refs()).get('refs/pull/1/head')).toBe(second)
  const { data } = await octokit.pulls.listFiles({ ...where, pull_number: 1 })
  expect(data.map(({ filename, status }) => [filename, status])).toEqual([['b', 'added']])
  const listed = await octokit.pulls.list({ ...where, head: 'eve:topic' })
  expect(listed.data.map(({ number }) => number)).toEqual([1])
  expect((await octokit.pulls.list({ ...where, head: 'acme:topic' })).data).toEqual([])
  await github.pushCommit(web, { files: { c: '4\n' }, sender: ada })
  expect((await octokit.repos.listBranches(where)).data.map(({ name }) => name)).toEqual(['main'])
})

test('who has no fork has no pull request, and nothing is left of what is refused', async () => {
  const { github, acme, octokit } = await company({ contents: 'read', pull_requests: 'write' })
  const web = github.addRepository(acme, { name: 'web', visibility: 'public', files: { a: '1\n' } })
  const eve = github.addUser({ login: 'eve' })
  github.addRepository(eve, { name: 'web', visibility: 'public', forkOf: web })
  const create = (head: string) =>
    octokit.pulls.create({ owner: 'acme', repo: 'web', head, base: 'main', title: 'T' })
  await expect(create('mallory:main')).rejects.toMatchObject({ status: 422 })
  await expect(create('eve:main')).rejects.toThrow(/No commits between/)
  expect([...(await (await github.git.of(web)).refs()).keys()]).toEqual(['refs/heads/main'])
})
