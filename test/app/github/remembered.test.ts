import { expect, test } from 'vitest'
import { createAnswerMemory } from '../../../app/database/answers.ts'
import { addOrganization } from '../database/add-organization.ts'
import { useDatabases } from '../database/test-database.ts'
import { company } from '../../github/simulated.ts'
import { hour } from '../../github/clock.ts'
import { listAll, openFor, organizationReading, reading } from './opened.ts'

const databases = useDatabases()

test('what one process was told, another need not pay for, nor a token later', async () => {
  const { store } = await databases.create()
  const id = await addOrganization(store, 'acme')
  const { github, acme, app, installation } = await company(reading)
  const shop = github.addRepository(acme, { name: 'shop', files: { a: 'b' } })
  github.addSecret(shop, { name: 'ÜMLAUT_KEY' })
  github.addDeployKey(shop, { title: 'a \u0000 and a "quote" and a 🔑' })
  const read = async () => {
    const host = await openFor(github, app, { memory: createAnswerMemory(store) })
    const organization = await host.openOrganization({ id, login: 'acme', installationId: installation.id })
    const [snapshot] = await listAll(organization)
    github.calls.length = 0
    const facts = [
      await organization.readRepository(snapshot!),
      await organization.readOrganization(organizationReading),
    ]
    return { facts, calls: github.calls.filter(({ status }) => status !== 401) }
  }
  const first = await read()
  expect(first.calls.every(({ charged }) => charged)).toBe(true)
  github.clock.advance(2 * hour)
  const second = await read()
  expect(second.facts).toEqual(first.facts)
  expect(second.calls.filter(({ charged }) => charged).map(({ operationId }) => operationId)).toEqual([
    // A hundred repositories each, and not remembered.
    'orgs/custom-properties-for-repos-get-organization-values',
  ])
})
