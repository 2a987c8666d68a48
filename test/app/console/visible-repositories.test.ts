import { expect, test } from 'vitest'
import type { Store } from '../../../app/database/store.ts'
import { useDatabases } from '../database/test-database.ts'
import type { Browser } from './open-door.ts'
import { twoRepositories as twoIn } from './two-repositories.ts'

const databases = useDatabases()
const twoRepositories = async () => twoIn((await databases.create()).store)

const namesIn = async (at: Browser): Promise<readonly string[]> => {
  const { status, text } = await at.get('/api/v1/repositories')
  if (status !== 200) throw new Error(`${status}: ${text}`)
  const { items }: { items: readonly { readonly name: string }[] } = JSON.parse(text)
  return items.map(({ name }) => name)
}

const triedAt = async (store: Store): Promise<number | undefined> =>
  (
    await store.database.selectFrom('sessions').select('tried_at').executeTakeFirstOrThrow()
  ).tried_at?.getTime()

test('members see what they can read on GitHub, and owners all', async () => {
  const { ada, bob, signIn, webId, vaultId } = await twoRepositories()
  expect(await namesIn(await signIn(ada))).toEqual(['vault', 'web'])
  const member = await signIn(bob)
  expect(await namesIn(member)).toEqual(['web'])
  expect((await member.get(`/api/v1/repositories/${webId}`)).status).toBe(200)
  expect((await member.get(`/api/v1/repositories/${vaultId}`)).status).toBe(404)
  const organizations = JSON.parse((await member.get('/api/v1/organizations')).text)
  expect(organizations).toMatchObject({ items: [{ login: 'acme' }] })
})

test('what they can read is asked again while they use it, and what they lost is gone', async () => {
  const { bob, signIn, team, web, vault, later } = await twoRepositories()
  const member = await signIn(bob)
  team.repositories.set(vault.id, 'read')
  team.repositories.delete(web.id)
  expect(await namesIn(member)).toEqual(['web'])
  later(6)
  await expect.poll(() => namesIn(member)).toEqual(['vault'])
})

test('where GitHub does not say it, nothing is granted, and what it said is not believed for long', async () => {
  const { bob, signIn, github, later, store, clock } = await twoRepositories()
  const member = await signIn(bob)
  github.faults.add({ when: () => true, fault: { kind: 'status', status: 503 } })
  later(29)
  expect(await namesIn(member)).toEqual(['web'])
  await expect.poll(() => triedAt(store)).toBe(clock.now.getTime())
  later(2)
  expect(await namesIn(member)).toEqual([])
})

test('a repository that moved to another organization is not seen by what was read of the old one', async () => {
  const { bob, signIn, store, webId } = await twoRepositories()
  const member = await signIn(bob)
  const { host_id: host } = await store.database
    .selectFrom('organizations')
    .select('host_id')
    .executeTakeFirstOrThrow()
  const { id } = await store.database
    .insertInto('organizations')
    .values({ host_id: host, github_id: '77', login: 'other' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await store.database
    .updateTable('repositories')
    .set({ organization_id: id })
    .where('id', '=', webId)
    .execute()
  expect((await member.get(`/api/v1/repositories/${webId}`)).status).toBe(404)
})
