import { expect, test } from 'vitest'
import {
  readOrganizationFindings,
  recordOrganizationFindings,
} from '../../../app/database/organization-findings.ts'
import type { OrganizationFinding } from '../../../app/enforcement/findings-of-organization.ts'
import { eventsOfFindings } from '../../../app/enforcement/organization-findings/finding-changes.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const on = (day: number): Date => new Date(`2026-11-${day}T08:00:00Z`)
const finding = (over: Partial<OrganizationFinding> = {}): OrganizationFinding => ({
  id: 'policy-missing',
  severity: 'medium',
  title: 'There is no policy',
  found: 'There is no gatehouse.yml.',
  todo: 'Write one.',
  subject: 'policy',
  ...over,
})

test('what is found of an organization is opened, changed and closed, each once', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const kinds: string[] = []
  const record = async (day: number, found: readonly OrganizationFinding[]) => {
    const changes = await store.transact((unit) => recordOrganizationFindings(unit, acme, found, on(day)))
    for (const { kind, data } of eventsOfFindings(acme, changes))
      kinds.push(`${kind} ${JSON.stringify(data['about'])}`)
    return [changes.opened.length, changes.changed.length, changes.closed.length]
  }
  const token = finding({ id: 'token-on-all-repositories', subject: 'token:12', severity: 'high' })
  expect(await record(20, [finding(), token])).toEqual([2, 0, 0])
  expect(await record(21, [finding(), token])).toEqual([0, 0, 0])
  expect(await record(22, [finding({ todo: 'Write one soon.' }), token])).toEqual([0, 0, 0])
  expect(await record(23, [finding({ found: 'It is gone.' })])).toEqual([0, 1, 1])
  expect(await readOrganizationFindings(store, 'everything', acme)).toEqual([
    finding({ found: 'It is gone.' }),
  ])
  expect(await readOrganizationFindings(store, { organizations: [] }, acme)).toEqual([])
  expect(await record(24, [finding({ found: 'It is gone.' }), token])).toEqual([1, 0, 0])
  expect(kinds).toEqual([
    'organization-finding.opened "policy"',
    'organization-finding.opened "token:12"',
    'organization-finding.changed "policy"',
    'organization-finding.closed "token:12"',
    'organization-finding.opened "token:12"',
  ])
})

test('one organization’s findings are not another’s', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const globex = await addOrganization(store, 'globex')
  await store.transact((unit) => recordOrganizationFindings(unit, acme, [finding()], on(20)))
  await store.transact((unit) => recordOrganizationFindings(unit, globex, [], on(20)))
  expect(await readOrganizationFindings(store, 'everything', acme)).toHaveLength(1)
  expect(await readOrganizationFindings(store, 'everything', globex)).toEqual([])
})
