import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Repository } from '../../github/world/entities.ts'
import { readDetails, editDetails } from '../../github/world/details.ts'
import { recordAcceptance } from '../../../app/database/acceptances.ts'
import { leave } from '../../../app/database/leave.ts'
import { readMade } from '../../../app/database/made-things.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'
import { drive } from './driven.ts'

const databases = useDatabases()

const policy = enforcingPolicy.replace('connections: true', 'connections: true\n  property: true')
const propertyOf = (repository: Repository): unknown =>
  readDetails(repository).properties.get('claude-access')
const repositories = { web: true, api: false, app: false }
const admin = { organization_custom_properties: 'admin' } as const

test('each repository says what was decided of it, what is changed by hand is set back, and nothing is sent twice', async () => {
  const company = await actingCompany({ policy, repositories, permissions: admin })
  const program = await acting(databases, company)
  const said = () => ['web', 'api', 'app', 'gatehouse'].map((name) => propertyOf(company.repository(name)))
  /** GitHub tells of each repository whose value was set. */
  const told = () =>
    company.github.webhooks
      .deliveries(company.app.id)
      .map(({ event }) => event)
      .filter((event) => event.startsWith('custom_property'))
  const sent = () =>
    company.github.calls.filter(({ isWrite, path }) => isWrite && path.includes('/properties/'))
  expect(said()).toEqual(['allowed', 'denied', 'needs-approval', 'denied'])
  expect(company.acme.properties).toMatchObject([
    {
      property_name: 'claude-access',
      value_type: 'single_select',
      allowed_values: ['allowed', 'denied', 'needs-approval', 'unknown'],
      values_editable_by: 'org_actors',
    },
  ])
  // Each once, and those of one value together.
  expect(told()).toEqual(Array(4).fill('custom_property_values'))
  const [definition, ...values] = sent().map(({ method }) => method)
  expect([definition, ...new Set(values)]).toEqual(['PUT', 'PATCH'])

  editDetails(company.repository('api')).properties.set('claude-access', 'allowed')
  company.acme.properties[0] = { ...company.acme.properties[0]!, values_editable_by: 'org_and_repo_actors' }
  await program.swept()
  expect(said()).toEqual(['allowed', 'denied', 'needs-approval', 'denied'])
  expect(company.acme.properties[0]).toMatchObject({ values_editable_by: 'org_actors' })
  expect(told()).toHaveLength(5)
  expect(sent().length).toBe(values.length + 3)
  const [made] = await program.store.database.selectFrom('made_things').selectAll().execute()
  expect(made).toMatchObject({ kind: 'property', reference: 'claude-access', repository_id: null })
})

test('a value that was tried before its property was defined again is set as soon as it is', async () => {
  const company = await actingCompany({ policy, repositories, permissions: admin })
  const program = await acting(databases, company)
  const { database } = program.store
  editDetails(company.repository('api')).properties.set('claude-access', 'allowed')
  company.acme.properties[0] = { ...company.acme.properties[0]!, values_editable_by: 'org_and_repo_actors' }
  const { id: _, ...made } = await database
    .selectFrom('effects')
    .selectAll()
    .where('kind', '=', 'set-property')
    .where(sql<boolean>`action->>'githubId' = ${String(company.repository('api').id)}`)
    .executeTakeFirstOrThrow()
  // As it is where the repository was decided before the definition was looked at.
  await database
    .insertInto('effects')
    .values({
      ...made,
      action: JSON.stringify(made.action),
      state: 'manual',
      attempts: 0,
      finished_at: null,
      not_before: new Date(Date.now() + 3_600_000),
    })
    .execute()
  await program.swept()
  expect(propertyOf(company.repository('api'))).toBe('denied')
})

test('what somebody else calls by that name is left as it is, and where our App may not set it, a person is told once', async () => {
  const company = await actingCompany({ policy, repositories, permissions: admin })
  company.acme.properties.push({ property_name: 'claude-access', value_type: 'string' })
  editDetails(company.repository('api')).properties.set('claude-access', 'as we like')
  const program = await acting(databases, company)
  const open = async () =>
    program.store.database
      .selectFrom('effects')
      .select(['kind', 'state', 'problem'])
      .where('finished_at', 'is', null)
      .execute()
  expect(propertyOf(company.repository('api'))).toBe('as we like')
  expect(await open()).toMatchObject([
    { kind: 'define-property', state: 'manual', problem: expect.stringContaining('Rename or delete it') },
  ])

  // Somebody makes room for it, and takes the permission away.
  company.acme.properties.length = 0
  const installation = [...company.github.world.installations.values()].find(
    ({ appId }) => appId === company.app.id,
  )!
  Object.assign(installation.permissions, { organization_custom_properties: 'read' })
  await program.store.database
    .updateTable('effects')
    .set({ not_before: new Date(0) })
    .execute()
  const [acme] = await listOrganizations(program.store, 'everything')
  await program.want([`changes:${acme!.id}`])
  await program.settled()
  expect(await open()).toMatchObject([
    {
      kind: 'define-property',
      state: 'manual',
      problem: expect.stringContaining('Custom properties: define'),
    },
  ])
})

test('what Gatehouse has set is taken back where a group leaves enforce, and what a person has set is not', async () => {
  const company = await actingCompany({ policy, repositories: { web: true, lib: true }, permissions: admin })
  const { store } = await databases.create()
  const { github, app, ada, settings } = company
  const driven = await drive({ store, github, app, settings, now: () => new Date() })
  const work = async (): Promise<void> => {
    await driven.sweep()
    const [acme] = await listOrganizations(store, 'everything')
    await store.transact((unit) => recordAcceptance(unit, acme!.id, 1, new Date()))
    await driven.work([`changes:${acme!.id}`])
  }
  const follow = async (text: string): Promise<void> => {
    const files = { 'gatehouse.yml': text }
    await github.pushCommit(company.repository('gatehouse'), { files, sender: ada })
    await driven.sweep()
  }
  const said = () => ['web', 'lib', 'gatehouse'].map((name) => propertyOf(company.repository(name)) ?? null)
  await work()
  expect(said()).toEqual(['allowed', 'denied', 'denied'])
  // Only the group is, whose mode is said: what no group names is enforced as before.
  const leaving = policy.replace('    access: allow', '    access: allow\n    mode: notify')
  await follow(leaving)
  expect(said()).toEqual([null, 'denied', 'denied'])
  // A person's is theirs, whatever it says.
  editDetails(company.repository('web')).properties.set('claude-access', 'allowed')
  await driven.sweep()
  expect(said()).toEqual(['allowed', 'denied', 'denied'])
  // Enforced again it is kept; left again, it was there when Gatehouse came.
  await follow(policy)
  await follow(leaving)
  expect(said()).toEqual(['allowed', 'denied', 'denied'])
})

test('when Gatehouse leaves, a definition that was there before stays, without the values that Gatehouse has set', async () => {
  const company = await actingCompany({ policy, repositories, permissions: admin })
  const { github, app, ada, settings, acme } = company
  const defined = {
    property_name: 'claude-access',
    value_type: 'single_select',
    allowed_values: ['allowed', 'denied', 'needs-approval', 'unknown'],
    values_editable_by: 'org_actors',
  } as const
  acme.properties.push({ ...defined, allowed_values: [...defined.allowed_values] })
  editDetails(company.repository('web')).properties.set('claude-access', 'allowed')
  const { store } = await databases.create()
  const driven = await drive({ store, github, app, settings, now: () => new Date() })
  await driven.sweep()
  const [known] = await listOrganizations(store, 'everything')
  await store.transact((unit) => recordAcceptance(unit, known!.id, 1, new Date()))
  await driven.work([`changes:${known!.id}`])
  const said = () => ['web', 'api', 'app'].map((name) => propertyOf(company.repository(name)) ?? null)
  expect(said()).toEqual(['allowed', 'denied', 'needs-approval'])
  expect(await readMade(store, 'everything', known!.id)).toMatchObject([{ kind: 'property', wasThere: true }])
  // Somebody has set one of them to something else, just before.
  editDetails(company.repository('app')).properties.set('claude-access', 'unknown')
  const by = await recordPerson(store, known!.hostId, ada.id, 'ada')
  await leave(store, known!.id, 'remove', { by, unverified: undefined }, new Date())
  await driven.work([`changes:${known!.id}`])
  expect(said()).toEqual(['allowed', null, 'unknown'])
  expect(acme.properties).toHaveLength(1)
  expect(await readMade(store, 'everything', known!.id)).toEqual([])
})
