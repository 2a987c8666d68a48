import { expect, test } from 'vitest'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { readDetails } from '../../github/world/details.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

test('what only a person can do is one checklist, without names, that follows what they do, closes, and opens again', async () => {
  // GitHub lets no installation lose its last repository, and nothing is told in what is public.
  const policy = enforcingPolicy.replace('issues: false', 'issues: true')
  const company = await actingCompany({
    policy,
    repositories: { billing: true, parts: false, open: false },
  })
  const { repository, claude, github } = company
  repository('open').visibility = 'public'
  const program = await acting(databases, company)
  const [acme] = await listOrganizations(program.store, 'everything')
  const issues = () => readDetails(repository('gatehouse')).issues
  const again = async (): Promise<void> => {
    await program.store.database
      .updateTable('effects')
      .set({ not_before: new Date(0) })
      .where('state', '=', 'manual')
      .where('finished_at', 'is', null)
      .execute()
    await program.want([`installations:${acme!.id}`, `changes:${acme!.id}`])
    await program.settled()
  }
  await expect
    .poll(issues)
    .toMatchObject([{ state: 'open', labels: ['gatehouse'], title: 'Changes that only a person can make' }])
  const page = `/organizations/acme/settings/installations/${claude.id}`
  expect(issues()[0]!.body).toContain(
    `- [ ] **Take repositories from an assistant's App**: 1. On [GitHub's page](${page})`,
  )
  expect(issues()[0]!.body).toContain('last repository')

  // Found done and undone nothing is said twice.
  const written = () =>
    github.calls.filter(({ isWrite, path }) => isWrite && path.includes('/gatehouse/issues')).length
  const once = written()
  await again()
  expect(written()).toBe(once)

  claude.repositoryIds.add(repository('parts').id)
  claude.repositoryIds.delete(repository('billing').id)
  claude.repositoryIds.add(repository('open').id)
  await again()
  // The one that is public is taken, `parts` is the last one now.
  await expect.poll(company.connected).toHaveLength(1)
  await expect.poll(() => issues()[0]!.state).toBe('open')
  for (const name of ['billing', 'parts']) expect(issues()[0]!.body).not.toContain(name)

  claude.repositoryIds.clear()
  await again()
  await expect.poll(() => issues()[0]!.state).toBe('closed')
  expect(issues()[0]!.body).toContain('Nothing is left to be done.')
  claude.repositoryIds.add(repository('billing').id)
  await again()
  await expect.poll(() => issues()[0]!.state).toBe('open')
  expect(issues()).toHaveLength(1)
})
