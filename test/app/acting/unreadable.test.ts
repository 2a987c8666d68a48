import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { day } from '../../github/clock.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()
afterEach(() => vi.useRealTimers())

/** A company with an approved repository that is connected, one whose approval is over, and a team that approves. */
async function approvedCompany() {
  const company = await actingCompany({
    repositories: { web: true, 'app-a': true, 'app-b': false, api: false },
  })
  const { world } = company.github
  const acme = [...world.organizations.values()].find(({ login }) => login === 'acme')!
  const security = company.github.addTeam(acme, { name: 'security' })
  const program = await acting(databases, company, { isAccepted: false })
  const [known] = await listOrganizations(program.store, 'everything')
  const { id, hostId } = known!
  const ofName = async (name: string): Promise<string> => {
    const all = program.store.database.selectFrom('repositories').select('id').where('name', '=', name)
    return (await all.executeTakeFirstOrThrow()).id
  }
  const approver = await recordPerson(program.store, hostId, 5, 'mona')
  const asker = await recordPerson(program.store, hostId, 6, 'hubot')
  const approve = async (name: string, from: number, until: number) => ({
    organization_id: id,
    repository_id: await ofName(name),
    request_id: null,
    kind: 'approval' as const,
    given_by: approver,
    requested_by: asker,
    acts_for: JSON.stringify([{ name: 'acme/security', githubId: security.id }]),
    granted_at: new Date(Date.now() + from * day),
    expires_at: new Date(Date.now() + until * day),
    ticket: null,
    reason: null,
    ended_at: null,
    ended_by: null,
    end_reason: null,
  })
  const given = [await approve('app-a', -1, 30), await approve('app-b', -30, -10)]
  await program.store.database.insertInto('approvals').values(given).execute()
  await program.want(given.map((one) => `repository:${one.repository_id}`))
  await program.settled()
  await program.accept()
  const outcome = async () => (await program.repository('acme/app-a')).decision?.outcome
  const policy = [...world.repositories.values()].find(({ name }) => name === 'gatehouse')!
  const ours = [...world.installations.values()].find(({ appId }) => appId === company.app.id)!
  const writes = () =>
    company.github.calls.filter(({ isWrite, path }) => isWrite && path.includes('/repositories/'))
  return { company, program, security, acme, outcome, policy, ours, writes }
}

/** Our clock jumps, and goes on from there; GitHub's, which the simulator takes from the same one, goes on as it was. */
function jump({ clock }: Simulator, days: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * day, shouldAdvanceTime: true })
  clock.advance(-days * day)
}

test('nothing is removed and nothing granted where a permission, the policy or GitHub is gone, or a clock is wrong', async () => {
  const { company, program, outcome, policy, ours, writes } = await approvedCompany()
  const { github } = company
  const stays = async (what: string): Promise<void> => {
    expect(company.connected(), what).toEqual(['app-a', 'web'])
    expect(writes(), what).toEqual([])
  }
  await stays('approved')
  expect(await outcome()).toBe('allowed')

  const all = ours.permissions
  for (const missing of ['members', 'administration', 'organization_administration']) {
    ours.permissions = Object.fromEntries(Object.entries(all).filter(([name]) => name !== missing))
    await program.swept()
    await program.settled()
    await stays(`without ${missing}`)
  }
  ours.permissions = all

  // Forty days ahead every approval is over, and twenty days back one is in force again that is over. Webhooks and schedules go on.
  for (const days of [40, -20]) {
    const before = program.log.length
    const logged = () => program.log.slice(before).join('\n')
    jump(github, days)
    await program.askForSweep()
    await expect.poll(logged).toMatch(/a GitHub host cannot be worked with/)
    await program.want(
      (await program.store.database.selectFrom('repositories').select('id').execute()).map(
        ({ id }) => `repository:${id}`,
      ),
    )
    await wait(500)
    await stays(`a clock that jumps by ${days} days`)
    expect(await outcome()).toBe('allowed')
    jump(github, -days)
    await expect.poll(logged).toMatch(/a GitHub host can be worked with again/)
    await program.swept()
    await stays(`a clock that was ${days} days off`)
  }
  vi.useRealTimers()

  github.faults.add({ when: () => true, fault: { kind: 'status', status: 502 } })
  const before = program.log.length
  await program.askForSweep()
  await expect.poll(() => program.log.slice(before).join('\n')).toMatch(/it answers 502/)
  await stays('a host that does not answer')
  github.faults.clear()
  await expect
    .poll(() => program.log.slice(before).join('\n'))
    .toMatch(/a GitHub host can be worked with again/)

  github.deleteRepository(policy)
  await program.swept()
  await program.settled()
  await stays('without a policy')
  expect(await outcome()).toBe('allowed')
})

test('an approval of a team counts when the team is renamed, also where the policy follows it first', async () => {
  const { company, program, security, outcome, policy, writes } = await approvedCompany()
  expect(await outcome()).toBe('allowed')
  Object.assign(security, { name: 'Sec Ops', slug: 'sec-ops' })
  const renamed = enforcingPolicy.replace('acme/security', 'acme/sec-ops')
  // Nobody has read the team's new name yet.
  await company.github.pushCommit(policy, { files: { 'gatehouse.yml': renamed } })
  await program.settled()
  expect(await outcome()).not.toBe('denied')
  expect(company.connected()).toEqual(['app-a', 'web'])
  await program.swept()
  await program.settled()
  expect(await outcome()).toBe('allowed')
  expect(writes()).toEqual([])

  // The enterprise's App may only read from now on: what should go stays, and a person is asked.
  company.github.faults.add({
    when: ({ method, path }) => method === 'PATCH' && path.startsWith('/enterprises/'),
    fault: { kind: 'status', status: 403 },
  })
  company.claude.repositoryIds.add(company.repository('api').id)
  const [acme] = await listOrganizations(program.store, 'everything')
  await program.want([`installations:${acme!.id}`])
  await program.settled()
  expect(company.connected()).toEqual(['api', 'app-a', 'web'])
  expect(await readOpenEffects(program.store, 'everything', acme!.id)).toMatchObject([
    { action: { kind: 'disconnect' }, state: 'manual', problem: expect.stringContaining('403') },
  ])
})
