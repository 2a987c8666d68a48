import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createComplianceClient } from '../../../app/claude-tenant/api/client.ts'
import { readFeed } from '../../../app/claude-tenant/read-feed.ts'
import { connectTenant, readOwnTenant } from '../../../app/database/claude/tenants.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { askForWork } from '../../../app/database/ask-for-work.ts'
import { type FakeClaude, openFakeClaude } from '../../claude-tenant/fake-claude.ts'
import { addOrganization } from '../database/add-organization.ts'
import { useDatabases } from '../database/test-database.ts'

const databases = useDatabases()
const sealer = createSealer([createSealKey(randomBytes(32))])
const scopes = ['read:compliance_activities', 'read:compliance_org_data']
const start = new Date('2026-11-28T10:00:00Z')
const minutes = (many: number): Date => new Date(start.getTime() + many * 60_000)

/** A tenant on a real database and a fake Claude, read as far as a test wants, at the times that it wants. */
async function tenantOf({ probe = null }: { readonly probe?: string | null } = {}) {
  const { store } = await databases.create()
  const claude = await openFakeClaude()
  claude.tellsOfCalls = false
  const organization = await addOrganization(store, 'acme')
  const { host_id: host } = await store.database
    .selectFrom('organizations')
    .select('host_id')
    .executeTakeFirstOrThrow()
  const ada = await recordPerson(store, host, 7, 'ada')
  const key = claude.addKey(scopes)
  await connectTenant(store, sealer, {
    organization,
    others: [],
    key: key.key,
    probeRequest: probe,
    by: ada,
    at: start,
  })
  const waits: number[] = []
  let now = start
  const clientOf = (perMinute = 1000) =>
    createComplianceClient({
      apiUrl: claude.apiUrl,
      key: key.key,
      signal: AbortSignal.timeout(20_000),
      perMinute,
      clock: {
        now: () => now,
        wait: async (ms) => void (waits.push(ms), (now = new Date(now.getTime() + ms))),
      },
    })
  const read = async (at: Date, options: { pageSize?: number; stopAfter?: number } = {}) => {
    now = at
    const tenant = (await readOwnTenant(store, organization))!
    const client = clientOf()
    let pages = 0
    return readFeed(tenant, {
      store,
      client: {
        activities: async (query) => {
          pages += 1
          if (options.stopAfter !== undefined && pages > options.stopAfter) throw new Error('killed')
          return client.activities(query)
        },
      },
      want: (unit, keys) => askForWork(unit, keys),
      signal: AbortSignal.timeout(20_000),
      now: () => now,
      ...(options.pageSize !== undefined && { pageSize: options.pageSize }),
    })
  }
  const taken = async (): Promise<string[]> => {
    const rows = await store.database.selectFrom('claude_activities').select('id').orderBy('id').execute()
    return rows.map(({ id }) => id)
  }
  return { store, claude, organization, key, read, taken, waits, clientOf }
}

const ids = (activities: readonly { readonly id: string }[]): string[] =>
  activities.map(({ id }) => id).toSorted()

function addMany(claude: FakeClaude, many: number, from = 0) {
  return Array.from({ length: many }, (_, index) =>
    claude.add(
      'claude_chat_created',
      { claude_chat_id: `chat_${from + index}` },
      { at: minutes(-many + index) },
    ),
  )
}

test('pages are read to their end, also where rows are repeated, and each activity is here once', async () => {
  const { claude, read, taken } = await tenantOf()
  claude.doubles = true
  const all = addMany(claude, 57)
  await read(minutes(5), { pageSize: 10 })
  expect(await taken()).toEqual(ids(all))
  await read(minutes(6), { pageSize: 10 })
  expect(await taken()).toEqual(ids(all))
})

test('what is indexed late, after what is newer, is found by the next look', async () => {
  const { claude, read, taken } = await tenantOf()
  const late = claude.add('claude_chat_created', {}, { at: minutes(1), late: true })
  const newer = claude.add('claude_chat_created', {}, { at: minutes(3) })
  await read(minutes(5))
  expect(await taken()).toEqual([newer.id])
  claude.index()
  await read(minutes(8))
  expect(await taken()).toEqual(ids([late, newer]))
})

test('killed in the middle, it goes on where it was, and nothing is lost or asked for again', async () => {
  const { store, claude, read, taken } = await tenantOf()
  const all = addMany(claude, 95)
  await expect(read(minutes(5), { pageSize: 10, stopAfter: 4 })).rejects.toThrow('killed')
  expect(await taken()).toHaveLength(40)
  // What comes meanwhile is newer than the window, and belongs to the next.
  const meanwhile = claude.add('claude_chat_created', {}, { at: minutes(6) })
  claude.calls.length = 0
  await read(minutes(9), { pageSize: 10 })
  expect(await taken()).toEqual(ids(all))
  expect(claude.calls).toHaveLength(6)
  expect(claude.calls[0]?.query.get('after_id')).not.toBeNull()
  await read(minutes(9), { pageSize: 10 })
  expect(await taken()).toEqual(ids([...all, meanwhile]))
  const row = await store.database
    .selectFrom('claude_tenants')
    .select(['window_after', 'taken'])
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ window_after: null, taken: '96' })
})

test('the newest minute is left for the next look', async () => {
  const { claude, read, taken } = await tenantOf()
  const early = claude.add('claude_chat_created', {}, { at: minutes(1) })
  const justNow = claude.add('claude_chat_created', {}, { at: new Date(minutes(5).getTime() - 30_000) })
  await read(minutes(5))
  expect(await taken()).toEqual([early.id])
  await read(minutes(7))
  expect(await taken()).toEqual(ids([early, justNow]))
})

test('kinds and actors that nobody knows are kept whole, without addresses and browsers of people', async () => {
  const { store, claude, read } = await tenantOf()
  const user = { id: 'user_1', email: 'ada@example.com', role: 'user' }
  claude.add('something_of_next_year', { nested: { list: [1, 'a\u0000b'] } }, { at: minutes(1), user })
  claude.add('another_one', { actor: { type: 'robot_actor', serial: 9 } }, { at: minutes(1) })
  await read(minutes(5))
  const rows = await store.database
    .selectFrom('claude_activities')
    .select(['type', 'body', 'person'])
    .orderBy('type')
    .execute()
  expect(rows).toMatchObject([
    { type: 'another_one', person: null },
    { type: 'something_of_next_year', body: { nested: { list: [1, 'ab'] } } },
  ])
  const people = await store.database.selectFrom('claude_people').selectAll().execute()
  expect(people).toMatchObject([{ user_id: 'user_1', email: 'ada@example.com', person: rows[1]?.person }])
  expect(JSON.stringify(rows)).not.toMatch(/192\.0\.2|Mozilla|ada@/)
})

test('what is older than a month is kept only where something rests on it', async () => {
  const { claude, read, taken } = await tenantOf()
  const old = new Date(start.getTime() - 400 * 24 * 60 * 60_000)
  claude.add('claude_chat_created', {}, { at: old })
  const source = claude.add(
    'claude_project_sync_source_created',
    { claude_project_sync_source_id: 's1', provider: 'github', resource_descriptor: 'acme/web' },
    { at: old },
  )
  await read(minutes(5))
  expect(await taken()).toEqual([source.id])
})

test('a limit is waited for as long as it says, and errors of Claude and of the line are tried again', async () => {
  const { claude, clientOf, waits } = await tenantOf()
  const one = claude.add('claude_chat_created', {}, { at: minutes(1) })
  claude.faults.push(
    { status: 429, headers: { 'retry-after': '7' } },
    { status: 503 },
    { status: 200, isCut: true },
  )
  const page = await clientOf().activities({
    from: undefined,
    until: minutes(9).toISOString(),
    afterId: undefined,
    limit: 10,
  })
  expect(page.data.map(({ id }) => id)).toEqual([one.id])
  expect(page.requestId).toMatch(/^req_/)
  expect(waits).toEqual([7000, 2000, 4000])
  expect(claude.calls).toHaveLength(4)
})

test('a wait of many minutes is put off, and not waited for', async () => {
  const { claude, clientOf } = await tenantOf()
  claude.faults.push({ status: 429, headers: { 'retry-after': '900' } })
  await expect(clientOf().organizations()).rejects.toMatchObject({ name: 'PutOff', retryAt: minutes(15) })
  expect(claude.calls).toHaveLength(1)
})

test('no more requests are made in a minute than are let', async () => {
  const { clientOf, waits } = await tenantOf()
  const client = clientOf(3)
  for (let made = 0; made < 7; made += 1) await client.organizations()
  expect(waits).toEqual([60_001, 60_001])
})

test('a key that Claude does not know, and one that may not read, are refused in words that name neither', async () => {
  const { claude, clientOf } = await tenantOf()
  const weak = claude.addKey(['read:compliance_activities'])
  const options = { apiUrl: claude.apiUrl, signal: AbortSignal.timeout(5000) }
  const refusal = async (key: string): Promise<string> => {
    const error = await createComplianceClient({ ...options, key })
      .organizations()
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'claude-key-refused' })
    return String(error)
  }
  expect(await refusal('nonsense')).toContain('does not know the key')
  expect(await refusal(weak.key)).toContain('may not read /v1/compliance/organizations')
  expect(await clientOf().users('abcdef01-2345-6789-abcd-ef0123456789')).toBeUndefined()
})

test('our own key is learnt from what Claude records of its call, and what it does is not kept', async () => {
  const { store, claude, organization, key, clientOf, read, taken } = await tenantOf()
  claude.tellsOfCalls = true
  claude.now = () => minutes(1)
  const { requestId } = await clientOf().activities({
    from: undefined,
    until: minutes(9).toISOString(),
    afterId: undefined,
    limit: 1,
  })
  await store.database.updateTable('claude_tenants').set({ probe_request: requestId }).execute()
  const other = claude.add(
    'compliance_api_accessed',
    { actor: { type: 'api_actor', api_key_id: 'another' } },
    { at: minutes(2) },
  )
  expect((await read(minutes(5))).keyId).toBe(key.id)
  expect((await readOwnTenant(store, organization))?.keyId).toBe(key.id)
  expect(await taken()).toEqual([other.id])
})
