import { expect, test } from 'vitest'
import { recordAcceptance } from '../../../app/database/acceptances.ts'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { useDatabases } from '../database/test-database.ts'
import { actingCompany, enforcingPolicy } from './acting-company.ts'
import { drive } from './driven.ts'

const databases = useDatabases()
const names = Array.from({ length: 12 }, (_, index) => `web-${index}`)

/** Denies the first so many by name, and lets the others be as they are. */
const denying = (count: number): string =>
  enforcingPolicy.replace(
    'groups:\n',
    `groups:\n  - name: few\n    match: [${['acme/none', ...names.slice(0, count).map((name) => `acme/${name}`)].map((one) => `'${one}'`).join(', ')}]\n    access: deny\n`,
  )

test('whoever takes a few at a time, by one version of the policy after the other, does not get past the blast radius', async () => {
  const company = await actingCompany({
    policy: denying(0),
    repositories: Object.fromEntries(names.map((name) => [name, true])),
    hasSecondaryLimits: false,
  })
  const { github, app, ada, settings, repository } = company
  const { store } = await databases.create()
  const driven = await drive({ store, github, app, settings, now: () => new Date() })
  await driven.sweep()
  const [acme] = await listOrganizations(store, 'everything')
  await store.transact((unit) => recordAcceptance(unit, acme!.id, 1, new Date()))
  for (const count of [2, 4]) {
    const files = { 'gatehouse.yml': denying(count) }
    await github.pushCommit(repository('gatehouse'), { files, sender: ada })
    await driven.sweep()
    expect(company.connected(), `${count}`).toHaveLength(12 - count)
  }
  // Five are let pass within an hour, of which four are gone: the next two wait, both of them.
  await github.pushCommit(repository('gatehouse'), { files: { 'gatehouse.yml': denying(6) }, sender: ada })
  await driven.sweep()
  expect(company.connected()).toHaveLength(8)
  const open = await readOpenEffects(store, 'everything', acme!.id)
  expect(open.map(({ state }) => state)).toEqual(['held', 'held'])
  // Also when somebody connects one of those that are gone again, so that there is one more to be taken.
  company.claude.repositoryIds.add(repository('web-0').id)
  await driven.work([`installations:${acme!.id}`])
  expect(company.connected()).toHaveLength(9)
})
