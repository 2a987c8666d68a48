import { expect, test } from 'vitest'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { workflow } from '../end-to-end/reached-company.ts'
import { useDatabases } from '../database/test-database.ts'
import { enforcingPolicy } from './acting-company.ts'
import { switchingCompany } from './switching.ts'

const databases = useDatabases()

const policy = enforcingPolicy
  .replace('connections: true', 'connections: true\n  workflows: true\n  property: true')
  .replace('issues: false', 'issues: true')
  .replace('default: deny', 'default: deny\nrequests: { inheritedUntil: 2020-01-01 }')

test('what was planned just when its repository went is withdrawn when it is to be made, and not with the next sweep', async () => {
  const { company, acme, driven, store, accept, events } = await switchingCompany(databases, {
    policy,
    isOnAll: false,
    repositories: { web: true, old: true },
    files: { old: { '.github/workflows/claude.yml': workflow } },
    permissions: { actions: 'write', organization_custom_properties: 'admin' },
  })
  const kindsOf = async (): Promise<readonly string[]> =>
    (await readOpenEffects(store, 'everything', acme))
      .filter(({ action }) => 'githubId' in action && action.githubId === company.repository('old').id)
      .map(({ action }) => action.kind)
      .toSorted()
  expect(await kindsOf()).toEqual(['disable-workflow', 'disconnect'])
  // Nobody tells of it.
  company.github.deleteRepository(company.repository('old'))
  await accept()
  expect(await driven.work([])).toEqual([])
  expect(await kindsOf()).toEqual([])
  expect(await events('repository.gone')).toHaveLength(1)
})
