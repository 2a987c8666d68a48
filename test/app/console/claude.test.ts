import { expect, test } from 'vitest'
import { type FakeClaude, openFakeClaude } from '../../claude-tenant/fake-claude.ts'
import { useDatabases } from '../database/test-database.ts'
import { type Answer, type Browser, openDoor } from './open-door.ts'

const databases = useDatabases()
const scopes = ['read:compliance_activities', 'read:compliance_org_data']
const bodyOf = ({ text }: Answer) => Object(JSON.parse(text))

/** The console of acme, which ada owns, with a fake Claude behind it. */
async function console() {
  const { store } = await databases.create()
  const claude = await openFakeClaude()
  const door = await openDoor(store, { claudeApiUrl: claude.apiUrl })
  const of = (rest = '', organization = door.organization) =>
    `/api/v1/organizations/${organization}/claude${rest}`
  const csrf = async (at: Browser) => ({
    'x-csrf-token': String(bodyOf(await at.get('/api/v1/me')).csrfToken),
  })
  const post = async (at: Browser, url: string, body: Readonly<Record<string, unknown>> = {}) =>
    at.post(url, body, await csrf(at))
  const drop = async (at: Browser, url: string) => at.delete(url, await csrf(at))
  return { ...door, claude, of, post, drop }
}

const everythingKept = async (store: Awaited<ReturnType<typeof console>>['store']): Promise<string> =>
  JSON.stringify([
    await store.database.selectFrom('claude_tenants').selectAll().execute(),
    await store.database.selectFrom('audit_events').selectAll().execute(),
    await store.database.selectFrom('sealed_values').selectAll().execute(),
    await store.database.selectFrom('idempotency_keys').selectAll().execute(),
  ])

test('an owner connects a key that only reads, sees the tenant, and disconnects it; the key is in no answer and nowhere as it is', async () => {
  const { store, ada, signIn, claude, of, post, drop, organization } = await console()
  const key = claude.addKey(scopes)
  const owner = await signIn(ada)
  expect(bodyOf(await owner.get(of()))).toMatchObject({ tenant: null, connections: [] })
  const connected = await post(owner, of(), { key: key.key })
  expect([connected.status, bodyOf(connected)]).toEqual([200, { isProven: true, names: ['Acme'] }])
  const shown = await owner.get(of())
  expect(bodyOf(shown).tenant).toMatchObject({
    owner: { id: organization, login: 'acme' },
    isOwner: true,
    keyEnding: key.key.slice(-4),
    keyState: 'reads-only',
    setBy: 'ada',
    problem: null,
  })
  const work = await store.database
    .selectFrom('work')
    .select('key')
    .where('key', 'like', 'claude:%')
    .execute()
  expect(work).toEqual([{ key: `claude:${organization}` }])
  expect(shown.text + connected.text + (await everythingKept(store))).not.toContain(key.key.slice(0, -4))
  expect(claude.calls.every(({ method }) => method === 'GET')).toBe(true)
  expect((await drop(owner, of())).status).toBe(200)
  expect((await drop(owner, of())).status).toBe(404)
  expect(bodyOf(await owner.get(of())).tenant).toBeNull()
  expect(
    await store.database
      .selectFrom('sealed_values')
      .select('kind')
      .where('kind', '=', 'claude-key')
      .execute(),
  ).toEqual([])
  const kinds = await store.database
    .selectFrom('audit_events')
    .select('kind')
    .where('kind', 'like', 'claude.%')
    .execute()
  expect(kinds.map(({ kind }) => kind)).toEqual(['claude.connected', 'claude.disconnected'])
})

test.each<[string, (claude: FakeClaude) => string, string]>([
  [
    'may delete',
    (claude) => claude.addKey([...scopes, 'delete:compliance_user_data']).key,
    'delete:compliance_user_data',
  ],
  ['Claude does not know', (claude) => `${claude.addKey(scopes).key}x`, 'does not know the key'],
  ['may not read settings', (claude) => claude.addKey(['read:compliance_activities']).key, 'may not read'],
  [
    'is of the Admin API',
    () => ['sk', 'ant', 'admin01', 'x'.repeat(30)].join('-'),
    'no Compliance Access Key',
  ],
])('a key is refused that %s, and nothing is kept', async (_, keyOf, why) => {
  const { store, ada, signIn, claude, of, post } = await console()
  const owner = await signIn(ada)
  const refused = await post(owner, of(), { key: keyOf(claude) })
  expect(refused.status).toBe(422)
  expect(bodyOf(refused)).toMatchObject({ code: 'claude-key-refused', detail: expect.stringContaining(why) })
  expect(await store.database.selectFrom('claude_tenants').select('id').execute()).toEqual([])
})

test('a key beside one that may delete is taken as not proven', async () => {
  const { ada, signIn, claude, of, post } = await console()
  const owner = await signIn(ada)
  claude.addKey([...scopes, 'delete:compliance_user_data'])
  const connected = await post(owner, of(), { key: claude.addKey(scopes).key })
  expect(bodyOf(connected)).toEqual({ isProven: false, names: ['Acme'] })
})

test('Claude that cannot be reached is told as that', async () => {
  const { ada, signIn, claude, of, post } = await console()
  claude.faults.push({ status: 503 }, { status: 503 })
  const answer = await post(await signIn(ada), of(), { key: claude.addKey(scopes).key })
  expect([answer.status, bodyOf(answer).code]).toEqual([503, 'claude-unavailable'])
})

test('only owners order, each of their own organizations, and members see nothing', async () => {
  const { ada, bob, signIn, claude, of, post, otherOrganization } = await console()
  const key = claude.addKey(scopes).key
  const owner = await signIn(ada)
  const others = await post(owner, of(), { key, organizations: [otherOrganization] })
  expect([others.status, bodyOf(others).code]).toEqual([403, 'not-allowed'])
  expect((await post(owner, of('', otherOrganization), { key })).status).toBe(404)
  const member = await signIn(bob)
  const orders = [
    await member.get(of()),
    await post(member, of(), { key }),
    await post(member, of('/domains'), { domain: 'example.com' }),
    await post(member, of('/look')),
  ]
  expect(orders.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  expect(claude.calls).toEqual([])
})

test('domains are named with their record and forgotten, once a tenant is connected', async () => {
  const { store, ada, signIn, claude, of, post, drop } = await console()
  const owner = await signIn(ada)
  const early = await post(owner, of('/domains'), { domain: 'example.com' })
  expect([early.status, bodyOf(early).code]).toEqual([409, 'claude-not-connected'])
  await post(owner, of(), { key: claude.addKey(scopes).key })
  const record = 'anthropic-domain-verification-ab12cd=example'
  for (const wrong of [{ domain: 'no domain' }, { domain: 'example.com', record: 'v=spf1 something' }])
    expect((await post(owner, of('/domains'), wrong)).status).toBe(400)
  expect((await post(owner, of('/domains'), { domain: 'Example.com', record })).status).toBe(200)
  expect(bodyOf(await owner.get(of())).domains).toMatchObject([
    { domain: 'example.com', record, state: 'not-looked' },
  ])
  expect((await drop(owner, of('/domains/example.com'))).status).toBe(200)
  expect((await drop(owner, of('/domains/example.com'))).status).toBe(404)
  const rows = await store.database
    .selectFrom('audit_events')
    .select(['kind', 'data'])
    .where('kind', 'like', 'claude.domain%')
    .execute()
  expect(rows).toMatchObject([
    { kind: 'claude.domain-named', data: { domain: 'example.com' } },
    { kind: 'claude.domain-forgotten', data: { domain: 'example.com' } },
  ])
})

test('a mapping is tried, and every mismatch told at once', async () => {
  const { ada, signIn, of, post } = await console()
  const answer = await post(await signIn(ada), of('/group-mapping'), {
    mapping: [
      { group: 'Engineering', gives: 'premium' },
      { group: 'engineering ', gives: 'standard' },
    ],
    groups: ['Engineering', 'Sales'],
  })
  expect(bodyOf(answer)).toEqual({
    rows: [
      { group: 'Engineering', gives: 'premium', state: 'matches' },
      {
        group: 'engineering ',
        gives: 'standard',
        state: 'missing',
        nearest: 'Engineering',
        differs: 'spaces and capitals',
      },
    ],
    unmapped: ['Sales'],
  })
})
