import { expect, test } from 'vitest'
import { createToken, readTokenViewer } from '../../../app/database/api-tokens.ts'
import { applyHeld, startProvisioning } from '../../../app/database/provisioning/orders.ts'
import { listProvisioning, readDryRun } from '../../../app/database/provisioning/read-provisioning.ts'
import { createScimToken } from '../../../app/database/provisioning/scim-tokens.ts'
import { createSealer, createSealKey, keyLength } from '../../../app/database/sealed.ts'
import { openSession, readViewer, recordMemberships, usualLimits } from '../../../app/database/sessions.ts'
import { useDatabases } from '../database/test-database.ts'
import { patchOf } from './scim-messages.ts'
import { served } from './served.ts'

const databases = useDatabases()
const lines = [
  { name: 'gatehouse-owners', role: 'owner' as const },
  { name: 'engineers', role: 'member' as const },
]
const off = patchOf({ op: 'replace', path: 'active', value: 'False' })
const on = patchOf({ op: 'replace', path: 'active', value: true })

/** Somebody who has linked their account: they are in the organization on GitHub, and signed in. */
async function signIn({ store, acme }: Awaited<ReturnType<typeof served>>, person: string) {
  const at = new Date()
  await store.transact((unit) =>
    recordMemberships(unit, person, [{ organization: acme, role: 'member' }], at),
  )
  const session = { person, avatarUrl: '', agent: undefined, tokens: '{}', at }
  return store.transact((unit) =>
    openSession(unit, createSealer([createSealKey(Buffer.alloc(keyLength, 7))]), session),
  )
}

test('who is deactivated has no session and no token once the provider is answered, and it is recorded', async () => {
  const company = await served(databases, { lines })
  const { store, acme, ask, addUser, addGroup, personOf, audited, owner } = company
  const id = await addUser('ada@acme.test')
  await addGroup('Engineers', [id])
  const person = await personOf(id)
  const { cookie } = await signIn(company, person)
  const in30Days = new Date(Date.now() + 30 * 24 * 60 * 60_000)
  const order = {
    organization: acme,
    name: 'x',
    scopes: ['read' as const],
    expiresAt: in30Days,
    at: new Date(),
  }
  const theirs = await createToken(store, { ...order, by: person })
  const others = await createToken(store, { ...order, by: owner })
  const viewer = () => readViewer(store, cookie, usualLimits, new Date())
  expect([...(await viewer())!.roles.values()]).toEqual(['member'])
  expect((await ask('PATCH', `/Users/${id}`, off)).status).toBe(200)
  expect(await viewer()).toBeUndefined()
  expect(await readTokenViewer(store, theirs.token, new Date())).toBeUndefined()
  expect(await readTokenViewer(store, others.token, new Date())).toBeDefined()
  expect(
    await store.database
      .selectFrom('sealed_values')
      .select('kind')
      .where('kind', '=', 'person-tokens')
      .execute(),
  ).toEqual([])
  const kinds = (await audited()).map(({ kind }) => kind).slice(-4)
  expect(kinds).toEqual(['person.deactivated', 'role.mapped', 'session.ended', 'token.ended'])
  // Whoever is deleted stays nobody, also by what GitHub says, until the provider brings the same one back.
  expect((await ask('DELETE', `/Users/${id}`)).status).toBe(204)
  const again = await signIn(company, person)
  expect([...(await readViewer(store, again.cookie, usualLimits, new Date()))!.roles]).toEqual([])
})

test('whoever is deleted and comes again with the provider’s own id is the same person, and with a name alone is not', async () => {
  const { ask, addUser, personOf } = await served(databases)
  const first = await addUser('ada', { externalId: 'E-1' })
  const person = await personOf(first)
  await ask('DELETE', `/Users/${first}`)
  const namesake = await addUser('ada', { externalId: 'E-2' })
  expect(await personOf(namesake)).not.toBe(person)
  const back = await addUser('ada.lovelace', { externalId: 'E-1' })
  expect(back).not.toBe(first)
  expect(await personOf(back)).toBe(person)
})

test('a dry run gives nobody anything, names every mismatch with what was meant, and roles follow when it is started', async () => {
  const { store, acme, ask, addUser, addGroup, roles, owner, connection } = await served(databases, {
    lines: [...lines, { name: 'gatehouse-auditors', role: 'auditor' }],
    isStarted: false,
  })
  const email = { emails: [{ value: 'a@acme.test' }] }
  const ada = await addUser('ada', email)
  const bo = await addUser('bo')
  await addGroup('Gatehouse-Owners', [ada])
  await addGroup('gatehouse-auditor', [bo])
  await addGroup('Engineers')
  expect(await roles()).toEqual({})
  const dry = await readDryRun(store, acme, connection)
  expect(dry?.people.map(({ userName, roles: all }) => [userName, all.map(({ role }) => role)])).toEqual([
    ['ada', ['owner']],
    ['bo', []],
  ])
  expect(dry?.groups.map(({ name, roles: all }) => [name, all.map(({ role }) => role)])).toEqual([
    ['Engineers', ['member']],
    ['gatehouse-auditor', []],
    ['Gatehouse-Owners', ['owner']],
  ])
  expect(dry?.mismatches).toEqual([
    { kind: 'line-without-group', name: 'gatehouse-auditors', nearest: 'gatehouse-auditor' },
    { kind: 'group-without-line', name: 'gatehouse-auditor', nearest: 'gatehouse-auditors' },
    { kind: 'empty-group', name: 'Engineers', nearest: null },
    { kind: 'person-without-link', name: 'ada', nearest: null },
    { kind: 'person-without-email', name: 'bo', nearest: null },
    { kind: 'person-without-role', name: 'bo', nearest: null },
  ])
  const order = { connection, organization: acme, by: owner, at: new Date() }
  expect(await startProvisioning(store, order)).toBe('done')
  expect(await roles()).toEqual({ ada: 'owner' })
  expect(await startProvisioning(store, order)).toBe('there')
  await ask('PATCH', `/Users/${bo}`, off)
  expect(await roles()).toEqual({ ada: 'owner', bo: 'barred' })
})

test('when more than a tenth lose something they keep it until an owner agrees, and nothing that came is lost', async () => {
  const { store, acme, ask, addUser, addGroup, roles, owner, connection, audited, personOf } = await served(
    databases,
    { lines },
  )
  const ids: string[] = []
  for (let at = 0; at < 20; at += 1) ids.push(await addUser(`u${String(at).padStart(2, '0')}`))
  await addGroup('engineers', ids)
  const barred = async () => Object.values(await roles()).filter((role) => role === 'barred').length
  for (const id of ids.slice(0, 8)) expect((await ask('PATCH', `/Users/${id}`, off)).status).toBe(200)
  // Five are few; the sixth and those behind it wait.
  expect(await barred()).toBe(5)
  expect((await ask('GET', `/Users/${ids[7]}`)).body.active).toBe(false)
  const hold = async () => (await listProvisioning(store, acme, new Date()))[0]!.hold
  expect(await hold()).toMatchObject({ why: 'many', people: 6, of: 20, waitingCount: 3 })
  expect((await hold())?.waiting[0]).toMatchObject({
    login: 'u05',
    from: [{ role: 'member' }],
    to: [{ role: null }],
  })
  expect((await audited('provisioning.held')).map(({ data }) => data.people)).toEqual([6])
  // What gives goes on meanwhile; whoever comes back does not wait any more.
  const late = await addUser('late')
  await addGroup('Gatehouse-owners', [late])
  expect((await roles())['late']).toBe('owner')
  await ask('PATCH', `/Users/${ids[7]}`, on)
  expect(await hold()).toMatchObject({ waitingCount: 2 })
  const order = { connection, organization: acme, by: owner, at: new Date() }
  expect(await applyHeld(store, order, [await personOf(ids[5]!)])).toBe('done')
  expect([await barred(), (await hold())?.waitingCount]).toEqual([6, 1])
  expect(await applyHeld(store, order, undefined)).toBe('done')
  expect([await barred(), await hold()]).toEqual([7, null])
  expect(await applyHeld(store, order, undefined)).toBe('there')
  // It is counted anew.
  await ask('PATCH', `/Users/${ids[10]}`, off)
  expect(await barred()).toBe(8)
})

test('a hold ends by itself where the provider takes everything back', async () => {
  const { store, acme, ask, addUser, addGroup, roles, audited } = await served(databases, { lines })
  const ids: string[] = []
  for (let at = 0; at < 8; at += 1) ids.push(await addUser(`u${at}`))
  const group = await addGroup('engineers', ids)
  await ask('PUT', `/Groups/${group}`, { displayName: 'engineers', members: [] })
  expect(Object.values(await roles())).toHaveLength(8)
  expect((await listProvisioning(store, acme, new Date()))[0]!.hold?.waitingCount).toBe(8)
  await ask('PUT', `/Groups/${group}`, { displayName: 'engineers', members: ids.map((value) => ({ value })) })
  expect((await listProvisioning(store, acme, new Date()))[0]!.hold).toBeNull()
  expect(await audited('provisioning.released')).toHaveLength(1)
})

test('the last owner stays one, whatever the provider says, until there is another', async () => {
  const company = await served(databases, { lines })
  const { store, acme, ask, addUser, addGroup, personOf, roles, owner, connection } = company
  const ada = await addUser('ada')
  const bo = await addUser('bo')
  const group = await addGroup('gatehouse-owners', [ada, bo])
  await signIn(company, await personOf(ada))
  await signIn(company, await personOf(bo))
  expect((await ask('PATCH', `/Users/${ada}`, off)).status).toBe(200)
  expect(await roles()).toEqual({ ada: 'barred', bo: 'owner' })
  for (const [method, path, body] of [
    ['PATCH', `/Users/${bo}`, off],
    ['PATCH', `/Groups/${group}`, patchOf({ op: 'replace', path: 'displayName', value: 'other' })],
    ['DELETE', `/Groups/${group}`, undefined],
    ['DELETE', `/Users/${bo}`, undefined],
  ] as const) {
    expect((await ask(method, path, body)).status).toBeLessThan(300)
    expect((await roles())['bo']).toBe('owner')
  }
  expect((await listProvisioning(store, acme, new Date()))[0]!.hold).toMatchObject({
    why: 'last-owner',
    waitingCount: 1,
  })
  const order = { connection, organization: acme, by: owner, at: new Date() }
  expect(await applyHeld(store, order, undefined)).toBe('last-owner')
  const at = new Date()
  await store.transact((unit) => recordMemberships(unit, owner, [{ organization: acme, role: 'admin' }], at))
  expect(await applyHeld(store, order, undefined)).toBe('done')
  expect((await roles())['bo']).toBe('barred')
})

test('tokens overlap while one takes over from the other, and three at most', async () => {
  const { store, acme, owner, connection } = await served(databases)
  const order = { connection, organization: acme, by: owner, at: new Date() }
  const later = new Date(Date.now() + 1e9)
  expect(await createScimToken(store, order, later)).toBeDefined()
  expect(await createScimToken(store, order, later)).toBeDefined()
  expect(await createScimToken(store, order, later)).toBeUndefined()
})
