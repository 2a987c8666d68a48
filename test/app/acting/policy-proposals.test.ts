import { expect, test } from 'vitest'
import { withToken } from '../../github/simulated.ts'
import { readDetails } from '../../github/world/details.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'
import { signedIn, signInSettings } from './signed-in.ts'

const databases = useDatabases()

test('an owner proposes a policy: a pull request is opened, previewed, merged by somebody else, and in force', async () => {
  const company = await actingCompany({
    repositories: { web: true, 'web-two': true },
    permissions: { contents: 'write' },
  })
  const { github, ada, repository } = company
  const program = await acting(databases, {
    ...company,
    settings: { ...company.settings, ...signInSettings(company.app) },
  })
  const owner = await signedIn(company, program.address, ada)
  const { id } = await program.store.database
    .selectFrom('organizations')
    .select('id')
    .executeTakeFirstOrThrow()
  const at = `/api/v1/organizations/${id}/policy`
  const { body: policy } = await owner.get(at)
  const writtenFrom: unknown = Object(policy['found'])['id']
  const text = enforcingPolicy.replace("'acme/web*'", "'acme/web'")
  const wanted = { text, title: 'Only web', note: 'See #1', writtenFrom, enforced: 0 }

  // What cannot become a policy is refused before anything is written.
  const refusals = [
    await owner.post(`${at}/proposals`, { ...wanted, text: 'version: 1\ngroups: [{ name: x }]\n' }),
    await owner.post(`${at}/proposals`, { ...wanted, text: enforcingPolicy }),
    await owner.post(`${at}/proposals`, { ...wanted, writtenFrom: null }),
    await owner.post(`${at}/proposals`, { ...wanted, enforced: 2 }),
    await owner.post(`${at}/proposals`, { ...wanted, title: 'two\nlines' }),
  ]
  expect(refusals.map(({ status, body }) => [status, body['code']])).toEqual([
    [400, 'invalid-request'],
    [409, 'conflict'],
    [409, 'conflict'],
    [409, 'conflict'],
    [400, 'invalid-request'],
  ])
  expect(String(refusals[0]?.body['detail'])).toContain('gatehouse.yml:')
  expect(await program.kinds('acme')).not.toContain('policy.proposed')

  const made = await owner.post(`${at}/proposals`, wanted)
  expect(made.status).toBe(201)
  await program.settled()
  const [pull, ...more] = readDetails(repository('gatehouse')).pulls
  expect(more).toEqual([])
  expect(pull).toMatchObject({ title: 'Only web' })
  expect(await program.kinds('acme')).toContain('policy.proposed')
  expect((await owner.get(`${at}/proposals`)).body['items']).toMatchObject([
    { title: 'Only web', by: 'ada', state: 'open', problem: null, pull: { number: pull?.number } },
  ])
  expect(company.connected()).toEqual(['web', 'web-two'])

  const octokit = withToken(github, github.addClassicToken(ada, ['repo']))
  await octokit.pulls.merge({ owner: 'acme', repo: 'gatehouse', pull_number: pull!.number })
  await program.settled()
  expect((await owner.get(`${at}/proposals`)).body['items']).toMatchObject([{ state: 'merged' }])
  expect(company.connected()).toEqual(['web'])
  const left = await program.store.database
    .selectFrom('made_things')
    .select('kind')
    .where('kind', '=', 'pull-request')
    .where('removed_at', 'is', null)
    .execute()
  expect(left).toEqual([])
})
