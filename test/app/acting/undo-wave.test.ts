import { expect, test } from 'vitest'
import { recordPause, recordResume } from '../../../app/database/brakes.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { readPolicies } from '../../../app/database/policies.ts'
import { listWaves, readWave, undoWave } from '../../../app/database/undo-wave.ts'
import { readDetails } from '../../github/world/details.ts'
import { workflow } from '../end-to-end/reached-company.ts'
import type { Running } from '../end-to-end/running.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, type ActingCompany, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()
const notifying = enforcingPolicy.replace('mode: enforce', 'mode: notify')
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

  await follow(company, program, notifying)
  expect(company.connected()).toEqual(['web-three'])
  expect((await undo(wave)).map(({ name }) => name)).toEqual(['web', 'web-two'])
  await program.settled()
  expect(company.connected()).toEqual(all)
  expect(await undo(wave)).toEqual([])
})

test('what was taken without anybody seeing its end, and is not wanted any more, is given back with its wave', async () => {
  const company = await actingCompany({ repositories: { web: true, 'web-two': true } })
  const program = await acting(databases, company)
  const [acme] = await listOrganizations(program.store, 'everything')
  const by = await recordPerson(program.store, acme!.hostId, company.ada.id, 'ada')
  // GitHub takes it, nobody hears of that, and somebody pauses before it is looked at again.
  let paused: Promise<unknown> | undefined
  company.github.faults.add({
    when: ({ method, path }) => {
      if (method !== 'PATCH' || !path.endsWith('/repositories/remove')) return false
      paused ??= program.store.transact((unit) => recordPause(unit, null, 'what was that?', new Date()))
      return true
    },
    fault: { kind: 'truncated' },
    times: 1,
  })
  const wave = await follow(company, program, enforcingPolicy.replace("['acme/web*']", "['acme/web']"))
  await paused
  expect(company.connected()).toEqual(['web'])
  await program.want([`installations:${acme!.id}`])
  await program.settled()
  const effects = await program.store.database.selectFrom('effects').select(['kind', 'state']).execute()
  expect(effects).toEqual([{ kind: 'disconnect', state: 'withdrawn' }])

  await program.store.transact((unit) => recordResume(unit, null, new Date()))
  await follow(company, program, notifying)
  const order = { by, unverified: undefined }
  const undone = await undoWave(program.store, program.wantIn, acme!.id, wave, order, new Date())
  expect(undone.map(({ name }) => name)).toEqual(['web-two'])
  await program.settled()
  expect(company.connected()).toEqual(['web', 'web-two'])
})

test('secrets and workflows are given back with their wave too, and what is over for good is said', async () => {
  const policy = `${enforcingPolicy.replace('connections: true', 'secrets: true\n  workflows: true\n  tokens: true')}fineGrainedTokens: { graceDays: 0 }\n`
  const file = '.github/workflows/claude.yml'
  const company = await actingCompany({
    policy: policy.replace('tokens: true', 'tokens: false'),
    repositories: { web: false },
    files: { web: { [file]: workflow } },
    permissions: {
      actions: 'write',
      organization_secrets: 'write',
      organization_personal_access_tokens: 'write',
    },
  })
  const { github, acme: on, ada, repository } = company
  const web = repository('web')
  const key = github.addSecret(on, { name: 'ANTHROPIC_API_KEY', repositories: [web] })
  github.addTokenGrant(on, { owner: ada, name: 'wide', repositories: 'all', expiresAt: null })
  const program = await acting(databases, company)
  const isOff = () => readDetails(web).disabledWorkflows.has(file)
  expect([key.repositoryIds.size, isOff(), on.tokenGrants.length]).toEqual([1, false, 1])
  const wave = await follow(company, program, policy.replace("['acme/web*']", "['acme/none']"))
  expect([key.repositoryIds.size, isOff(), on.tokenGrants.length]).toEqual([0, true, 0])
  const [acme] = await listOrganizations(program.store, 'everything')
  expect(await listWaves(program.store, 'everything', acme!.id)).toMatchObject([
    { policy: wave, taken: 2, forGood: 1 },
  ])
  await follow(company, program, policy.replace('mode: enforce', 'mode: notify'))
  const by = await recordPerson(program.store, acme!.hostId, ada.id, 'ada')
  const order = { by, unverified: undefined }
  await undoWave(program.store, program.wantIn, acme!.id, wave, order, new Date())
  await program.settled()
  expect([key.repositoryIds.size, isOff(), on.tokenGrants.length]).toEqual([1, false, 0])
})

test('two waves that took something of the same repository are undone one after the other, also before the first is made', async () => {
  const policyOf = (secrets: boolean, web: string, mode: string): string =>
    enforcingPolicy
      .replace('mode: enforce', `mode: ${mode}`)
      .replace('connections: true', `connections: true\n  secrets: ${secrets}`)
      .replace("['acme/web*']", `['acme/${web}']`)
  const company = await actingCompany({
    policy: policyOf(false, 'web*', 'enforce'),
    repositories: { web: true, 'web-two': true },
    permissions: { organization_secrets: 'write' },
  })
  const { github, acme: on, ada, repository } = company
  const key = github.addSecret(on, { name: 'ANTHROPIC_API_KEY', repositories: [repository('web')] })
  const program = await acting(databases, company)
  const first = await follow(company, program, policyOf(false, 'web-two', 'enforce'))
  const second = await follow(company, program, policyOf(true, 'web-two', 'enforce'))
  expect([company.connected(), key.repositoryIds.size]).toEqual([['web-two'], 0])
  await follow(company, program, policyOf(true, 'web-two', 'notify'))

  const [acme] = await listOrganizations(program.store, 'everything')
  const by = await recordPerson(program.store, acme!.hostId, ada.id, 'ada')
  await program.store.transact((unit) => recordPause(unit, null, 'a try', new Date()))
  for (const wave of [first, second])
    await undoWave(program.store, program.wantIn, acme!.id, wave, { by, unverified: undefined }, new Date())
  await program.store.transact((unit) => recordResume(unit, null, new Date()))
  await program.want([`changes:${acme!.id}`])
  await program.settled()
  expect([company.connected(), key.repositoryIds.size]).toEqual([['web', 'web-two'], 1])
})
