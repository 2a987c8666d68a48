import { expect, test } from 'vitest'
import { useDatabases } from '../database/test-database.ts'
import { type Answer, type Browser, openDoor } from './open-door.ts'

const databases = useDatabases()

async function door() {
  const { store } = await databases.create()
  const opened = await openDoor(store)
  const of = (rest: string, organization = opened.organization) =>
    `/api/v1/organizations/${organization}/${rest}`
  const csrf = async (at: Browser) => ({ 'x-csrf-token': String((await meOf(at)).csrfToken) })
  const post = async (at: Browser, url: string, body: Readonly<Record<string, unknown>> = {}) =>
    at.post(url, body, await csrf(at))
  const drop = async (at: Browser, url: string) => at.delete(url, await csrf(at))
  const grant = (at: Browser, login: string, role: string) => post(at, of('members'), { login, role })
  const kinds = async (at: Browser) =>
    Object(bodyOf(await at.get(of('audit-events')))).items.map(
      (event: { kind: string; data: { role?: string } }) =>
        [event.kind, event.data.role ?? ''].join(' ').trim(),
    )
  return { ...opened, of, post, drop, grant, kinds }
}

const bodyOf = ({ text }: Answer) => Object(JSON.parse(text))
const meOf = async (at: Browser) => bodyOf(await at.get('/api/v1/me'))

test('an owner makes somebody an auditor who is nobody on GitHub: they read everything and order nothing', async () => {
  const { ada, eve, organization, signIn, grant, drop, of, post, kinds } = await door()
  const owner = await signIn(ada)
  await expect(signIn(eve)).rejects.toThrow('403')
  expect((await grant(owner, 'EVE', 'auditor')).status).toBe(200)
  const auditor = await signIn(eve)
  expect((await meOf(auditor)).roles).toMatchObject([{ organization, role: 'auditor', seesAll: true }])
  for (const rest of ['audit-events', 'members', 'settings', 'tokens'])
    expect([rest, (await auditor.get(of(rest))).status]).toEqual([rest, 200])
  const orders = [
    await grant(auditor, 'eve', 'owner'),
    await post(auditor, of('pause'), { reason: 'why' }),
    await post(auditor, of('tokens'), { name: 'mine', scopes: ['read'], days: 1 }),
  ]
  expect(orders.map(({ status }) => status)).toEqual([403, 403, 403])
  const { items } = bodyOf(await owner.get(of('members?login=ev')))
  expect(items).toMatchObject([
    { login: 'eve', role: 'auditor', granted: 'auditor', grantedBy: 'ada', onGitHub: null, sessions: 1 },
  ])
  expect((await drop(owner, of(`members/${items[0].person}`))).status).toBe(200)
  expect((await auditor.get('/api/v1/me')).status).toBe(401)
  await expect(signIn(eve)).rejects.toThrow('403')
  expect((await drop(owner, of(`members/${items[0].person}`))).status).toBe(404)
  expect(await kinds(owner)).toEqual([
    'session.ended',
    'role.ended auditor',
    'session.opened',
    'role.granted auditor',
    'session.opened',
  ])
})

test('the last owner stays one, and whoever gets another role signs in again', async () => {
  const { ada, bob, signIn, grant, of } = await door()
  const owner = await signIn(ada)
  const refused = await grant(owner, 'ada', 'member')
  expect([refused.status, bodyOf(refused).code]).toEqual([409, 'conflict'])
  const before = await signIn(bob)
  expect((await grant(before, 'bob', 'owner')).status).toBe(403)
  expect((await grant(owner, 'bob', 'owner')).status).toBe(200)
  expect((await before.get('/api/v1/me')).status).toBe(401)
  const second = await signIn(bob)
  expect((await grant(owner, 'ada', 'member')).status).toBe(200)
  expect((await owner.get('/api/v1/me')).status).toBe(401)
  const lowered = await signIn(ada)
  expect((await meOf(lowered)).roles).toMatchObject([{ role: 'member' }])
  expect((await lowered.get(of('members'))).status).toBe(403)
  expect((await grant(second, 'bob', 'owner')).status).toBe(200)
})

test('two owners who end each other at once do not leave nobody', async () => {
  const { ada, bob, signIn, grant } = await door()
  const owner = await signIn(ada)
  await signIn(bob)
  await grant(owner, 'bob', 'owner')
  const other = await signIn(bob)
  const [one, two] = await Promise.all([grant(owner, 'bob', 'member'), grant(other, 'ada', 'member')])
  expect([one, two].filter(({ status }) => status === 200)).toHaveLength(1)
  // One after the other: the simulated GitHub has one browser, in which one person is signed in.
  const roles: string[] = []
  for (const user of [ada, bob]) roles.push((await meOf(await signIn(user))).roles[0].role)
  expect(roles).toContain('owner')
})

test.each([
  ['nobody whom GitHub knows', { login: 'nobody-of-that-name', role: 'auditor' }, 404],
  ['no login', { login: '../orgs', role: 'auditor' }, 400],
  ['no role', { login: 'bob', role: 'root' }, 400],
  ['more than was asked', { login: 'bob', role: 'auditor', organization: '2' }, 400],
])('a role is not granted: %s', async (_, body, status) => {
  const { ada, signIn, post, of } = await door()
  expect((await post(await signIn(ada), of('members'), body)).status).toBe(status)
})

test('an owner signs somebody out everywhere', async () => {
  const { ada, bob, signIn, post, of } = await door()
  const [owner, first, second] = [await signIn(ada), await signIn(bob), await signIn(bob)]
  const { items } = bodyOf(await owner.get(of('members?login=bob')))
  const url = of(`members/${items[0].person}/sign-out`)
  expect((await post(first, url)).status).toBe(403)
  expect(bodyOf(await post(owner, url))).toEqual({ sessions: 2 })
  expect([(await first.get('/api/v1/me')).status, (await second.get('/api/v1/me')).status]).toEqual([
    401, 401,
  ])
})

test('a token reads what its scopes say of its organization, until it ends, and is kept nowhere', async () => {
  const { ada, bob, organization, otherOrganization, signIn, post, drop, of, browser, clock, store } =
    await door()
  const owner = await signIn(ada)
  expect((await post(await signIn(bob), of('tokens'), { name: 'x', scopes: ['read'], days: 1 })).status).toBe(
    403,
  )
  const { csrfToken } = await meOf(owner)
  const headers = { 'x-csrf-token': csrfToken, 'idempotency-key': 'one' }
  const made = bodyOf(
    await owner.post(of('tokens'), { name: 'SIEM', scopes: ['read-audit'], days: 7 }, headers),
  )
  const program = browser()
  const ask = (url: string, token = made.token) => program.get(url, { authorization: `Bearer ${token}` })
  const statuses = async (...urls: readonly string[]) =>
    Promise.all(urls.map(async (url) => (await ask(url)).status))
  expect(await statuses(of('audit-events'), of('members'), '/api/v1/repositories')).toEqual([200, 403, 403])
  expect((await ask(of('audit-events', otherOrganization))).status).toBe(404)
  expect((await ask(of('audit-events'), `${made.token}x`)).status).toBe(401)
  expect(bodyOf(await ask('/api/v1/me'))).toMatchObject({
    person: null,
    name: 'SIEM',
    via: 'api-token',
    roles: [{ organization, permissions: ['read-audit'] }],
  })
  const ordered = await program.post(
    of('pause'),
    { reason: 'why' },
    { authorization: `Bearer ${made.token}` },
  )
  expect(ordered.status).toBe(403)
  const { items } = bodyOf(await owner.get(of('tokens')))
  expect(items).toMatchObject([
    { name: 'SIEM', createdBy: 'ada', usedAt: clock.now.toISOString(), endedAt: null },
  ])
  for (const table of ['api_tokens', 'idempotency_keys', 'audit_events'] as const)
    expect(JSON.stringify(await store.database.selectFrom(table).selectAll().execute())).not.toContain(
      made.token,
    )
  clock.now = new Date(clock.now.getTime() + 7 * 86_400_000)
  expect((await ask(of('audit-events'))).status).toBe(401)
  clock.now = new Date(clock.now.getTime() - 7 * 86_400_000)
  expect((await drop(owner, of(`tokens/${made.id}`))).status).toBe(200)
  expect((await ask(of('audit-events'))).status).toBe(401)
  expect((await drop(owner, of(`tokens/${made.id}`))).status).toBe(404)
})
