import { expect, test } from 'vitest'
import { company } from '../simulated.ts'

test('pages are linked, and clients follow', async () => {
  const { github, acme, octokit } = await company()
  for (let number = 1; number <= 45; number++) github.addRepository(acme, { name: `r${number}` })
  const first = await octokit.repos.listForOrg({ org: 'acme', per_page: 20 })
  expect(first.headers.link).toMatch(/page=2>; rel="next".*page=3>; rel="last"/)
  const last = await octokit.repos.listForOrg({ org: 'acme', per_page: 20, page: 3 })
  expect(last.data).toHaveLength(5)
  expect(last.headers.link).toMatch(/page=2>; rel="prev".*page=1>; rel="first"/)
  expect(last.headers.link).not.toMatch(/next/)
  const beyond = await octokit.repos.listForOrg({ org: 'acme', per_page: 20, page: 9 })
  expect(beyond.data).toEqual([])
  const all = await octokit.paginate(octokit.repos.listForOrg, { org: 'acme', per_page: 10 })
  expect(new Set(all.map(({ id }) => id)).size).toBe(45)
})

test('a page holds a hundred at most, and thirty unless asked', async () => {
  const { github, acme, octokit } = await company()
  for (let number = 1; number <= 120; number++) github.addRepository(acme, { name: `r${number}` })
  expect((await octokit.repos.listForOrg({ org: 'acme' })).data).toHaveLength(30)
  expect((await octokit.repos.listForOrg({ org: 'acme', per_page: 500 })).data).toHaveLength(100)
})

test('the audit log counts by a mark', async () => {
  const { github, acme, octokit } = await company({ organization_administration: 'read' })
  for (let number = 0; number < 45; number++)
    github.addAuditEntry(acme, { action: 'repo.create', fields: { number } })
  github.addAuditEntry(acme, { action: 'team.create' })
  const list = (after?: string) =>
    octokit.request('GET /orgs/{org}/audit-log', {
      org: 'acme',
      phrase: 'action:repo.create',
      ...(after ? { after } : {}),
    })
  const first = await list()
  expect(first.data).toHaveLength(30)
  const next = /after=([^&>]+)/.exec(first.headers.link ?? '')?.[1]
  const second = await list(next)
  expect(second.data).toHaveLength(15)
  expect(second.headers.link).toBeUndefined()
})
