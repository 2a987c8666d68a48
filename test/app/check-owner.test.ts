import { expect, test } from 'vitest'
import { createGatehouseOwnerCheck, createOwnerCheck } from '../../app/check-owner.ts'
import { readConfig } from '../../app/config.ts'
import { attest } from '../../app/database/attest.ts'
import { readAudit } from '../../app/database/audit-log.ts'
import { listOrganizations, recordHost, recordOrganizations } from '../../app/database/organizations.ts'
import type { Permissions } from '../github/world/entities.ts'
import { company } from '../github/simulated.ts'
import { useDatabases } from './database/test-database.ts'

const databases = useDatabases()
const input = { setting: 'claude-cloud-sessions', value: 'off', evidence: 'ticket SEC-12' }

/** Acme with our App on it, and what ends in its record when somebody states something. */
async function acme(permissions: Permissions = { members: 'read' }) {
  const made = await company(permissions)
  const { github, acme: org, app, installation } = made
  const { store } = await databases.create()
  const host = await recordHost(store, '127.0.0.1')
  await store.transact((unit) =>
    recordOrganizations(
      unit,
      host,
      [
        {
          installationId: installation.id,
          githubId: org.id,
          login: org.login,
          isSuspended: false,
          selection: 'all',
          permissions: {},
        },
      ],
      new Date(),
    ),
  )
  const [organization] = await listOrganizations(store, 'everything')
  const config = readConfig({
    GITHUB_API_URL: github.apiUrl,
    GITHUB_APP_ID: String(app.id),
    GITHUB_PRIVATE_KEY: app.privateKey,
  })
  const check = createOwnerCheck(config, store)
  const recorded = async () => {
    const data = []
    for await (const event of readAudit(store, 'everything', organization!.id)) data.push(event.data)
    return data
  }
  return { ...made, store, organization: organization!, check, recorded }
}

test('what an owner states is recorded as an owner’s, also where they were not known before', async () => {
  const { store, organization, check, recorded, ada } = await acme()
  expect(await attest(store, organization, { login: 'ADA' }, input, new Date(), check)).toMatchObject({
    ok: true,
  })
  expect(await recorded()).toMatchObject([{ stated: 'off', unverified: null }])
  const people = await store.database.selectFrom('people').select('github_id').execute()
  expect(people).toEqual([{ github_id: String(ada.id) }])
})

test('who is a member, or nobody, or gives the number of somebody else states nothing', async () => {
  const { github, acme: org, store, organization, check, recorded, ada } = await acme()
  const bo = github.addUser({ login: 'bo' })
  org.members.set(bo.id, 'member')
  for (const who of [{ login: 'bo' }, { login: 'nobody', githubId: 7 }])
    expect(await attest(store, organization, who, input, new Date(), check)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/is no owner of acme/),
    })
  expect(
    await attest(store, organization, { login: 'ada', githubId: ada.id + 1 }, input, new Date(), check),
  ).toMatchObject({ ok: false, problem: expect.stringMatching(/knows ada by the number/) })
  expect(await recorded()).toEqual([])
})

test('where GitHub cannot say it, the record says so', async () => {
  const { github, ada, store, organization, check, recorded } = await acme({})
  const who = { login: 'ada', githubId: ada.id }
  await attest(store, organization, who, input, new Date(), check)
  github.faults.add({ when: () => true, fault: { kind: 'status', status: 401 } })
  await attest(store, organization, who, input, new Date(), check)
  await attest(store, organization, who, input, new Date())
  expect((await recorded()).map((data) => data['unverified'])).toEqual([
    expect.stringMatching(/our App lacks the permission members: read/),
    'GitHub could not be asked',
    'GitHub was not asked',
  ])
})

test('a Gatehouse owner is who is in one of the named teams, and a team that is not there says nothing', async () => {
  const { github, acme: org, ada, app, store, organization } = await acme()
  const bo = github.addUser({ login: 'bo' })
  org.members.set(bo.id, 'member')
  github.addTeam(org, { name: 'Security', members: [bo] })
  const config = readConfig({
    GITHUB_API_URL: github.apiUrl,
    GITHUB_APP_ID: String(app.id),
    GITHUB_PRIVATE_KEY: app.privateKey,
  })
  const check = createGatehouseOwnerCheck(config, store)
  expect(await check(organization, ['acme/security'], 'BO')).toEqual({ state: 'owner', githubId: bo.id })
  // An owner of the organization counts only where the policy names no team.
  expect(await check(organization, ['acme/security'], 'ada')).toEqual({ state: 'no-owner' })
  expect(await check(organization, undefined, 'ada')).toEqual({ state: 'owner', githubId: ada.id })
  expect(await check(organization, ['acme/gone', 'acme/security'], 'bo')).toMatchObject({ state: 'owner' })
  expect(await check(organization, ['acme/gone'], 'bo')).toMatchObject({ state: 'unknown' })
  expect(await check(organization, ['other/security'], 'bo')).toMatchObject({ state: 'unknown' })
})
