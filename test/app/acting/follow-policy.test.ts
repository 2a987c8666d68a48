import { expect, test } from 'vitest'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { readPolicies } from '../../../app/database/policies.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, type ActingCompany, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

/** Denies what has the topic `frozen`, before anything else. */
const withoutFrozen = enforcingPolicy.replace(
  'groups:\n',
  `groups:
  - name: frozen
    match: ['**']
    where: { topics: [frozen] }
    access: deny
`,
)

/** Names of the repositories of which anything was asked, each by requests of its own. */
function askedOf({ github }: ActingCompany): readonly string[] {
  const ids = github.calls.flatMap(
    ({ path }) => /^\/(?:api\/v3\/)?repositories\/([0-9]+)/.exec(path)?.[1] ?? [],
  )
  return [...new Set(ids.map((id) => github.world.repositories.get(Number(id))!.name))].toSorted()
}

test('a new policy is followed by what is recorded, and only what is to be taken is read again, as it is now', async () => {
  const repositories = { web: true, 'web-two': true, 'web-three': true, api: false, lib: false }
  const company = await actingCompany({ repositories })
  const { github, ada, repository } = company
  for (const name of ['web-two', 'web-three']) repository(name).topics = ['frozen']
  const program = await acting(databases, company)
  // Nobody tells of it: the webhook is lost.
  repository('web-three').topics = []
  github.calls.length = 0

  const files = { 'gatehouse.yml': withoutFrozen }
  await github.pushCommit(repository('gatehouse'), { files, sender: ada })
  await program.settled()

  const [acme] = await listOrganizations(program.store, 'everything')
  const policy = (await readPolicies(program.store, acme!.id)).valid!
  expect(policy.source?.file.text).toBe(withoutFrozen)
  const decided = await program.store.database
    .selectFrom('decisions')
    .innerJoin('repositories', 'repositories.id', 'repository_id')
    .select(['name', 'outcome', 'policy_id', 'awaits_reading'])
    .orderBy('name')
    .execute()
  expect(decided.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'api denied',
    'gatehouse denied',
    'lib denied',
    'web allowed',
    'web-three allowed',
    'web-two denied',
  ])
  expect(new Set(decided.map((one) => one.policy_id))).toEqual(new Set([policy.id]))
  expect(decided.filter((one) => one.awaits_reading)).toEqual([])
  // By what was recorded both would have been taken.
  expect(company.connected()).toEqual(['web', 'web-three'])
  const planned = await program.store.database.selectFrom('effects').select('kind').execute()
  expect(planned.map(({ kind }) => kind)).toEqual(['disconnect'])
  // The policy's own repository was pushed to, and is looked at because of that.
  expect(askedOf(company).filter((name) => name !== 'gatehouse')).toEqual(['web-three', 'web-two'])
})
