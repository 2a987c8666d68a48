import { expect, test } from 'vitest'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { readPolicies } from '../../../app/database/policies.ts'
import { readWave, undoWave } from '../../../app/database/undo-wave.ts'
import type { Running } from '../end-to-end/running.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, type ActingCompany, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()
const all = ['web', 'web-three', 'web-two']

async function follow(company: ActingCompany, program: Running, policy: string): Promise<string> {
  const files = { 'gatehouse.yml': policy }
  await company.github.pushCommit(company.repository('gatehouse'), { files, sender: company.ada })
  await program.settled()
  const [acme] = await listOrganizations(program.store, 'everything')
  return (await readPolicies(program.store, acme!.id)).valid!.id
}

test('a wave is undone exactly: what it took is given back, and what was taken before stays taken', async () => {
  const company = await actingCompany({
    repositories: { web: true, 'web-two': true, 'web-three': true, api: true },
  })
  const program = await acting(databases, company)
  expect(company.connected()).toEqual(all)
  const [acme] = await listOrganizations(program.store, 'everything')
  const by = await recordPerson(program.store, acme!.hostId, company.ada.id, 'ada')
  const undo = (policy: string) =>
    undoWave(program.store, program.wantIn, acme!.id, policy, { by, unverified: undefined }, new Date())

  const wave = await follow(company, program, enforcingPolicy.replace("['acme/web*']", "['acme/web-three']"))
  expect(company.connected()).toEqual(['web-three'])
  const taken = await readWave(program.store, 'everything', acme!.id, wave)
  expect(taken.map(({ name, isTakenAgain }) => [name, isTakenAgain])).toEqual([
    ['web', true],
    ['web-two', true],
  ])
  // While it is enforced, nothing is given that would be taken again.
  expect(await undo(wave)).toEqual([])

  await follow(company, program, enforcingPolicy.replace('mode: enforce', 'mode: notify'))
  expect(company.connected()).toEqual(['web-three'])
  expect((await undo(wave)).map(({ name }) => name)).toEqual(['web', 'web-two'])
  await program.settled()
  expect(company.connected()).toEqual(all)
  expect(await undo(wave)).toEqual([])
})
