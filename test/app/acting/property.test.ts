import { expect, test } from 'vitest'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Repository } from '../../github/world/entities.ts'
import { readDetails, editDetails } from '../../github/world/details.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

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
