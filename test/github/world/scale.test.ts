import { expect, test } from 'vitest'
import { company } from '../simulated.ts'
import { countProcessorTime } from '../../processor-time.ts'

const count = 50_000

test('it holds 50,000 repositories, each with a head in real git', async () => {
  const { github, acme, octokit } = await company({ contents: 'read', administration: 'read' })
  const before = process.memoryUsage().heapUsed
  const milliseconds = countProcessorTime()
  for (let number = 0; number < count; number++)
    github.addRepository(acme, { name: `r${number}`, files: { 'README.md': `${number % 10}\n` } })
  expect(milliseconds()).toBeLessThan(5_000)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 * 1024)
  const last = await octokit.repos.listForOrg({ org: 'acme', per_page: 100, page: 500 })
  expect(last.data).toHaveLength(100)
  const newest = await octokit.repos.getCommit({ owner: 'acme', repo: `r${count - 1}`, ref: 'main' })
  expect(newest.data.files?.[0]?.filename).toBe('README.md')
  const query = `query { organization(login: "acme") { repositories(last: 100) { totalCount nodes { defaultBranchRef { target { oid } } } } } }`
  const { organization } = await octokit.graphql<{
    organization: {
      repositories: { totalCount: number; nodes: { defaultBranchRef: { target: { oid: string } } }[] }
    }
  }>(query)
  expect(organization.repositories.totalCount).toBe(count)
  const heads = organization.repositories.nodes.map(({ defaultBranchRef }) => defaultBranchRef.target.oid)
  expect(new Set(heads).size).toBe(10)
})
