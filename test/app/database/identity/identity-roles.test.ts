import { expect, test } from 'vitest'
import { refreshIdentityRoles } from '../../../../app/database/identity/identity-roles.ts'
import { recordPerson } from '../../../../app/database/people.ts'
import { readStandings, recordMemberships } from '../../../../app/database/sessions.ts'
import { rolesOf } from '../../../../app/enforcement/members/roles-of.ts'
import { addOrganization } from '../add-organization.ts'
import { useDatabases } from '../test-database.ts'

const databases = useDatabases()
const now = new Date('2026-11-28T12:00:00Z')

/** Two organizations below one provider, with Ada as a member of the first on GitHub, and Kim who has no account there. */
async function company() {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const labs = await addOrganization(store, 'acme-labs')
  const host = await store.database.selectFrom('hosts').select('id').executeTakeFirstOrThrow()
  const ada = await recordPerson(store, host.id, 1, 'ada')
  await store.transact((unit) => recordMemberships(unit, ada, [{ organization: acme, role: 'member' }], now))
  // Somebody has to be left who owns it.
  const grace = await recordPerson(store, host.id, 2, 'grace')
  await store.transact((unit) => recordMemberships(unit, grace, [{ organization: acme, role: 'admin' }], now))
  const { id: kim } = await store.database
    .insertInto('people')
    .values({ host_id: null, github_id: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const times = { created_at: now, changed_at: now }
  const { id: connection } = await store.database
    .insertInto('identity_connections')
    .values({ organization_id: acme, kind: 'oidc', name: 'Acme', settings: '{}', created_by: ada, ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const organization of [acme, labs])
    await store.database
      .insertInto('identity_units')
      .values({ connection_id: connection, organization_id: organization })
      .execute()
  const addIdentity = async (person: string, groups: readonly string[]): Promise<void> => {
    const { id } = await store.database
      .insertInto('identities')
      .values({ connection_id: connection, person_id: person, subject: person, ...times })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const name of groups) {
      const group = await store.database
        .insertInto('identity_groups')
        .values({ connection_id: connection, name, is_provisioned: true, ...times })
        .returning('id')
        .executeTakeFirstOrThrow()
      await store.database
        .insertInto('identity_group_members')
        .values({ group_id: group.id, identity_id: id })
        .execute()
    }
  }
  await addIdentity(ada, ['gatehouse-owners'])
  await addIdentity(kim, ['Audit'])
  const lines = [
    { name: 'Gatehouse-Owners', role: 'owner' as const },
    { name: 'audit', role: 'auditor' as const },
  ]
  for (const [position, line] of lines.entries())
    await store.database
      .insertInto('role_mappings')
      .values({ connection_id: connection, position, source: 'group', ...line })
      .execute()
  const refresh = (people?: readonly string[]) =>
    store.transact((unit) => refreshIdentityRoles(unit, connection, people, { at: now }))
  const roles = async (person: string) =>
    Object.fromEntries(rolesOf(person, await readStandings(store, person, now), now).roles)
  await refresh()
  return { store, acme, labs, ada, kim, connection, refresh, roles }
}

test('a group gives a role: without a seat on GitHub an auditor alone, and nobody approves there', async () => {
  const { acme, labs, ada, kim, roles } = await company()
  expect(await roles(ada)).toEqual({ [acme]: 'owner' })
  expect(await roles(kim)).toEqual({ [acme]: 'auditor', [labs]: 'auditor' })
})

test('whom the provider deactivated is nobody, also by what GitHub says of them', async () => {
  const { store, ada, kim, acme, refresh, roles } = await company()
  await store.database
    .updateTable('identities')
    .set({ is_active: false })
    .where('person_id', '=', ada)
    .execute()
  await refresh([ada])
  expect(await roles(ada)).toEqual({})
  expect((await roles(kim))[acme]).toBe('auditor')
})

test('where nobody is provisioned, what many lose by their sign-ins is lost at once: no owner would be asked', async () => {
  const { store, acme, connection, refresh, roles } = await company()
  const people: string[] = []
  for (let at = 0; at < 12; at += 1) {
    const { id: person } = await store.database
      .insertInto('people')
      .values({ host_id: null, github_id: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    await store.database
      .insertInto('identities')
      .values({
        connection_id: connection,
        person_id: person,
        subject: person,
        claims: JSON.stringify({ department: ['audit'] }),
        created_at: now,
        changed_at: now,
      })
      .execute()
    people.push(person)
  }
  await store.database
    .insertInto('role_mappings')
    .values({
      connection_id: connection,
      position: 2,
      source: 'claim',
      name: 'department',
      value: 'audit',
      role: 'auditor',
    })
    .execute()
  await refresh()
  for (const person of people) expect((await roles(person))[acme]).toBe('auditor')
  await store.database
    .updateTable('identities')
    .set({ claims: '{}' })
    .where('person_id', 'in', people)
    .execute()
  for (const person of people) await refresh([person])
  for (const person of people) expect(await roles(person)).toEqual({})
  expect(await store.database.selectFrom('role_holds').select('id').execute()).toEqual([])
})

test('a connection that ended gives and takes nothing', async () => {
  const { store, acme, ada, kim, connection, refresh, roles } = await company()
  await store.database
    .updateTable('identity_connections')
    .set({ ended_at: now })
    .where('id', '=', connection)
    .execute()
  await refresh()
  expect(await roles(ada)).toEqual({ [acme]: 'member' })
  expect(await roles(kim)).toEqual({})
})
