import { expect, test } from 'vitest'
import { recordPolicy } from '../../../app/database/policies.ts'
import { recordMemberships } from '../../../app/database/sessions.ts'
import { useDatabases } from '../database/test-database.ts'
import { openDoor } from './open-door.ts'

const databases = useDatabases()

test('who sees an organization and the one above it is told so, and nobody else', async () => {
  const { store } = await databases.create()
  const { ada, bob, clock, signIn, organization, otherOrganization } = await openDoor(store)
  await store.database
    .updateTable('organizations')
    .set({ installation_id: '999', installation: JSON.stringify({ isSuspended: false }) })
    .where('id', '=', otherOrganization)
    .execute()
  const { name: host } = await store.database.selectFrom('hosts').select('name').executeTakeFirstOrThrow()
  const file = (login: string, text: string) => ({
    repository: `${login}/gatehouse`,
    path: 'gatehouse.yml',
    commit: 'a'.repeat(40),
    text,
  })
  const source = {
    file: file('globex', 'version: 1\nextends: acme/gatehouse\n'),
    allowlist: null,
    parents: [file('acme', 'version: 1\n')],
  }
  await store.transact((unit) =>
    recordPolicy(unit, otherOrganization, { state: 'valid', source, problems: [] }, new Date()),
  )
  const [owner, member] = [await signIn(ada), await signIn(bob)]
  const list = async (at: typeof owner) => Object(JSON.parse((await at.get('/api/v1/parents')).text)).items
  // Nobody of acme is anything in globex yet.
  expect(await list(owner)).toEqual([])
  expect((await owner.get(`/api/v1/parents/${organization}`)).status).toBe(404)
  // Only people who signed in are members here.
  const { person_id: person } = await store.database
    .selectFrom('memberships')
    .select('person_id')
    .where('github_role', '=', 'admin')
    .executeTakeFirstOrThrow()
  const both = [organization, otherOrganization].map((one) => ({ organization: one, role: 'admin' }) as const)
  await store.transact((unit) => recordMemberships(unit, person, both, clock.now))
  const parent = {
    id: organization,
    login: 'acme',
    host,
    organizations: [{ id: otherOrganization, login: 'globex', host }],
  }
  expect(await list(owner)).toEqual([parent])
  expect(JSON.parse((await owner.get(`/api/v1/parents/${organization}`)).text)).toEqual(parent)
  expect((await owner.get(`/api/v1/parents/${otherOrganization}`)).status).toBe(404)
  expect(await list(member)).toEqual([])
})
