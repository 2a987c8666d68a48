import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabases } from '../database/test-database.ts'
import { twoRepositories } from './two-repositories.ts'

const databases = useDatabases()
const eventSchema = z.record(z.string(), z.unknown())

/** What was told, in order. */
const eventsIn = (text: string): readonly Record<string, unknown>[] =>
  text.split('\n\n').flatMap((event) => {
    const [, data] = /^data: (.*)$/s.exec(event) ?? []
    return data === undefined ? [] : [eventSchema.parse(JSON.parse(data))]
  })

/** Acme with a request and a change of each of its repositories, of which bob sees `web` alone. */
async function company() {
  const { store } = await databases.create()
  const two = await twoRepositories(store)
  const { organization, webId, vaultId, clock } = two
  const [owner, member] = [await two.signIn(two.ada), await two.signIn(two.bob)]
  const { id: person } = await store.database.selectFrom('people').select('id').executeTakeFirstOrThrow()
  const request = async (repository: string): Promise<string> =>
    (
      await sql<{
        id: string
      }>`insert into access_requests (organization_id, repository_id, requested_by, reason, source, state, opened_at)
        values (${organization}, ${repository}, ${person}, 'to build', 'console', 'open', ${clock.now}) returning id`.execute(
        store.database,
      )
    ).rows[0]!.id
  const effect = async (repository: string | null, identity: string): Promise<string> =>
    (
      await sql<{
        id: string
      }>`insert into effects (organization_id, repository_id, planner, identity, kind, action, mode, reason, state,
          not_before, planned_at)
        values (${organization}, ${repository}, 'decision', ${identity}, 'disconnect', '{}', 'enforce', 'It is denied.', 'planned',
          ${clock.now}, ${clock.now}) returning id`.execute(store.database)
    ).rows[0]!.id
  return {
    ...two,
    store,
    requests: { web: await request(webId), vault: await request(vaultId) },
    changes: { web: await effect(webId, 'web'), vault: await effect(vaultId, 'vault') },
    owner,
    member,
  }
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500))

test('a request is followed to its answer, and on until its repository is as it says', async () => {
  const { store, webId, requests, changes, member, clock } = await company()
  const following = member.get(`/api/v1/requests/${requests.web}/progress`)
  await soon()
  await sql`update access_requests set state = 'approved', closed_at = ${clock.now} where id = ${requests.web}`.execute(
    store.database,
  )
  await new Promise((resolve) => setTimeout(resolve, 2500))
  await sql`update effects set state = 'applied', finished_at = ${clock.now} where id = ${changes.web}`.execute(
    store.database,
  )
  const { status, header, text } = await following
  expect([status, header('content-type'), header('cache-control')]).toEqual([
    200,
    'text/event-stream',
    'no-store',
  ])
  expect(eventsIn(text)).toMatchObject([
    { id: requests.web, repository: { id: webId }, state: 'open', isUnderWay: true },
    { state: 'approved', isUnderWay: true },
    { state: 'approved', isUnderWay: false },
  ])
})

test('a change is followed to its end, and the plan until nothing is left for Gatehouse to do', async () => {
  const { store, organization, changes, member, owner, clock } = await company()
  const following = [
    member.get(`/api/v1/organizations/${organization}/changes/${changes.web}/progress`),
    owner.get(`/api/v1/organizations/${organization}/plan/progress`),
  ]
  await soon()
  await sql`update effects set state = 'applied', attempts = 1, finished_at = ${clock.now} where id = ${changes.web}`.execute(
    store.database,
  )
  await sql`update effects set state = 'held' where id = ${changes.vault}`.execute(store.database)
  const [change, plan] = await Promise.all(following)
  expect(eventsIn(change!.text)).toMatchObject([
    { id: changes.web, kind: 'disconnect', repository: { name: 'web' }, state: 'planned', finishedAt: null },
    { state: 'applied', attempts: 1, finishedAt: clock.now.toISOString() },
  ])
  expect(eventsIn(plan!.text)).toMatchObject([
    { planned: 2, held: 0, manual: 0, finishedAt: null },
    { planned: 0, held: 1, manual: 0, finishedAt: clock.now.toISOString() },
  ])
})

test('nobody follows what they do not see', async () => {
  const { organization, otherOrganization, requests, changes, member, owner, browser } = await company()
  const of = (id: string): string => `/api/v1/organizations/${organization}/changes/${id}/progress`
  const statuses = async (at: typeof member, urls: readonly string[]): Promise<readonly number[]> =>
    Promise.all(urls.map(async (url) => (await at.get(url)).status))
  expect(
    await statuses(member, [
      `/api/v1/requests/${requests.vault}/progress`,
      of(changes.vault),
      `/api/v1/organizations/${organization}/plan/progress`,
    ]),
  ).toEqual([404, 404, 403])
  expect(
    await statuses(owner, [
      '/api/v1/requests/999999/progress',
      of('999999'),
      `/api/v1/organizations/${otherOrganization}/changes/${changes.web}/progress`,
      `/api/v1/organizations/${otherOrganization}/plan/progress`,
    ]),
  ).toEqual([404, 404, 404, 404])
  expect((await browser().get(of(changes.web))).status).toBe(401)
})

test('a stream ends within seconds after the session that follows it', async () => {
  const { organization, changes, member, store } = await company()
  const ending = member.get(`/api/v1/organizations/${organization}/changes/${changes.web}/progress`).then(
    () => 'ended',
    () => 'broken off',
  )
  await soon()
  await store.database.deleteFrom('sessions').execute()
  // Something has to be told for somebody to be asked whether they may hear it.
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 2000))
    await sql`update effects set attempts = ${attempt} where id = ${changes.web}`.execute(store.database)
  }
  // One that goes on ends by itself, and not before thirty seconds.
  expect(await ending).toBe('broken off')
})

test('a stream does not hold up whoever stops Gatehouse', async () => {
  const { organization, changes, owner, server } = await company()
  const following = owner.get(`/api/v1/organizations/${organization}/changes/${changes.web}/progress`)
  await soon()
  await server.close()
  const { status, text } = await following
  expect([status, eventsIn(text).length]).toEqual([200, 1])
  // One that has gone on for as long as it may says when to ask again.
  expect(text).not.toContain('retry')
})
