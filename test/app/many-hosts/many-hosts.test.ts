import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { readLastSweep } from '../../../app/database/sweeps.ts'
import type { Store } from '../../../app/database/store.ts'
import { useDatabases } from '../database/test-database.ts'
import { hostCalled, programOnHosts } from './program-on-hosts.ts'

const databases = useDatabases()

/** Whether the sweep of `acme` on a host has ended, and how many repositories it saw. */
async function sweptOn(store: Store, host: string): Promise<number | undefined> {
  const hosts = await store.database.selectFrom('hosts').select(['id', 'name']).execute()
  const id = hosts.find(({ name }) => name === host)?.id
  const known = (await listOrganizations(store, 'everything')).find(({ hostId }) => hostId === id)
  return known && (await readLastSweep(store, 'everything', known.id))?.coverage.repositories
}

async function decidedOn(store: Store, host: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select login || '/' || repositories.name || ' ' || github_id as name from decisions
    join repositories on repositories.id = repository_id
    join (select id, login, host_id from organizations) o on o.id = organization_id
    join hosts on hosts.id = host_id where hosts.name = ${host} order by 1`.execute(store.database)
  return rows.map(({ name }) => name)
}

const twoHosts = async () =>
  Promise.all([
    hostCalled('github.example', 'ghec', ['shop', 'cloud-only']),
    hostCalled('git.example', 'ghes-newest', ['shop', 'server-only']),
  ])

test('two hosts with the same names and ids are governed side by side, and hear each of its own', async () => {
  const { store, connection } = await databases.create()
  const hosts = await twoHosts()
  const [cloud, server] = hosts
  const ids = ({ github }: typeof cloud) => [...github.world.repositories.keys()]
  expect(ids(cloud)).toEqual(ids(server))
  const program = await programOnHosts(connection, hosts)
  await program.until(async () => (await sweptOn(store, 'github.example')) === 2)
  await program.until(async () => (await sweptOn(store, 'git.example')) === 2)
  const [first, second] = ids(cloud)
  expect(await decidedOn(store, 'github.example')).toEqual([
    `acme/cloud-only ${second}`,
    `acme/shop ${first}`,
  ])
  expect(await decidedOn(store, 'git.example')).toEqual([`acme/server-only ${second}`, `acme/shop ${first}`])

  // The same repository id on both; one of them is renamed.
  server.github.rename(server.github.world.repositories.get(first!)!, { name: 'till' })
  await server.github.webhooks.settled()
  await program.until(async () => (await decidedOn(store, 'git.example')).includes(`acme/till ${first}`))
  expect(await decidedOn(store, 'github.example')).toContain(`acme/shop ${first}`)
  const deliveries = await store.database.selectFrom('deliveries').select('host').distinct().execute()
  expect(deliveries).toEqual([{ host: 'git.example' }])

  const metrics = await program.metrics()
  for (const host of ['github.example', 'git.example']) {
    expect(metrics).toContain(`gatehouse_host_up{host="${host}"} 1`)
    expect(metrics).toMatch(new RegExp(`gatehouse_decisions\\{host="${host}",organization="acme",.+\\} 2`))
  }
  expect(await program.ready()).toMatchObject({ status: 200, checks: { 'GitHub hosts': 'ready' } })
  for (const { github } of hosts) expect(github.calls.filter(({ isWrite }) => isWrite)).toEqual([])
})

test('a host that answers nothing but 503 keeps no other from its sweep, is told of, and is caught up with later', async () => {
  const { store, connection } = await databases.create()
  const hosts = await twoHosts()
  const [, server] = hosts
  server.github.faults.add({ when: () => true, fault: { kind: 'status', status: 503 } })
  const program = await programOnHosts(connection, hosts)
  await program.until(async () => (await sweptOn(store, 'github.example')) === 2)
  expect(await sweptOn(store, 'git.example')).toBeUndefined()
  await program.until(async () =>
    (await program.metrics()).includes('gatehouse_host_up{host="git.example"} 0'),
  )
  expect(await program.metrics()).toContain('gatehouse_host_up{host="github.example"} 1')
  expect(await program.ready()).toEqual({
    status: 200,
    checks: expect.objectContaining({
      'GitHub hosts': '1 of 2 cannot be worked with; the log says which and why',
    }),
  })
  expect(program.log()).toMatch(/"host":"git\.example","problem":"it answers 503"/)

  server.github.faults.clear()
  await program.until(async () => (await sweptOn(store, 'git.example')) === 2)
  expect(program.log()).toMatch(/"host":"git\.example","msg":"a GitHub host can be worked with again"/)
})

test.each([
  ['no key at all', 'nonsense', /app\.privateKeyFile: .+ does not hold what it should/],
  [
    'the key of another App',
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
    /"problem":"it does not take the App's private key/,
  ],
])('a host for which there is %s is put right without a new start', async (_, wrong, told) => {
  const { store, connection } = await databases.create()
  const hosts = await twoHosts()
  const [, server] = hosts
  const program = await programOnHosts(connection, hosts, { keys: { 'git.example': wrong.toString() } })
  await program.until(async () => (await sweptOn(store, 'github.example')) === 2)
  await program.until(() => told.test(program.log()))
  expect(await sweptOn(store, 'git.example')).toBeUndefined()
  writeFileSync(path.join(program.folder, 'git.example.pem'), server.app.privateKey)
  await program.until(async () => (await sweptOn(store, 'git.example')) === 2)
})

test('a host without a secret for webhooks is polled beside one that delivers', async () => {
  const { store, connection } = await databases.create()
  const hosts = await twoHosts()
  const program = await programOnHosts(connection, hosts, { polled: ['git.example'] })
  for (const { name } of hosts) await program.until(async () => (await sweptOn(store, name)) === 2)
  expect(await fetch(`${program.address}/webhooks/github/git.example`, { method: 'POST' })).toMatchObject({
    status: 404,
  })
  const lists = (index: number): number =>
    hosts[index]!.github.calls.filter(({ path: at }) => at.endsWith('/app/hook/deliveries')).length
  await program.until(() => lists(1) > 0)
})
