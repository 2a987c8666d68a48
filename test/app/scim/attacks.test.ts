import { expect, test } from 'vitest'
import { addOrganization } from '../database/add-organization.ts'
import { useDatabases } from '../database/test-database.ts'
import { addConnection, asking } from './provider.ts'
import { patchOf } from './scim-messages.ts'
import { served } from './served.ts'

const databases = useDatabases()

test('a token of one connection never reaches another one’s people, by whatever address or id', async () => {
  const { store, address, addUser, addGroup, ask, connection, token } = await served(databases)
  const victim = await addUser('ada')
  const group = await addGroup('Owners', [victim])
  const evil = await addConnection(store, await addOrganization(store, 'evil-corp'))
  const crossed = asking(`${address}/${connection}`, evil.token)
  const own = asking(`${address}/${evil.connection}`, evil.token)
  for (const path of ['/Users', `/Users/${victim}`, '/ServiceProviderConfig'])
    expect((await crossed('GET', path)).status).toBe(401)
  expect((await crossed('DELETE', `/Users/${victim}`)).status).toBe(401)
  expect((await own('GET', `/Users/${victim}`)).status).toBe(404)
  expect((await own('PUT', `/Users/${victim}`, { userName: 'x' })).status).toBe(404)
  expect((await own('DELETE', `/Groups/${group}`)).status).toBe(404)
  expect((await own('GET', '/Users?filter=userName%20pr')).body.totalResults).toBe(0)
  const joined = await own('POST', '/Groups', { displayName: 'Mine', members: [{ value: victim }] })
  expect([joined.status, joined.body.scimType]).toEqual([400, 'invalidValue'])
  expect((await own('GET', '/Groups')).body.totalResults).toBe(0)
  for (const wrong of ['', 'x', token.slice(0, -1), `${token}x`, token.replace('_scim_', '_')])
    expect((await asking(`${address}/${connection}`, wrong)('GET', '/Users')).status).toBe(401)
  for (const path of ['0', 'x', "1' or '1'='1", '99999999999999999999'])
    expect((await asking(`${address}/${encodeURIComponent(path)}`, token)('GET', '/Users')).status).toBe(401)
  expect((await ask('GET', `/Users/${victim}`)).status).toBe(200)
  await store.database.updateTable('scim_tokens').set({ ended_at: new Date() }).execute()
  expect((await ask('GET', '/Users')).status).toBe(401)
})

test('nothing of a filter, a path or a name becomes part of a statement or of an object', async () => {
  const { ask, addUser } = await served(databases)
  const id = await addUser('ada', { displayName: "'; drop table identities; --" })
  await addUser('bo')
  const list = (parameters: string) => ask('GET', `/Users?${parameters}`)
  const filter = (text: string) => list(`filter=${encodeURIComponent(text)}`)
  const hostile = [
    "userName eq \"x' or '1'='1\"",
    'userName eq "x\\" or userName pr or userName eq \\"y"',
    'userName co "%"',
    'displayName sw "_"',
  ]
  for (const text of hostile) expect([text, (await filter(text)).body.totalResults]).toEqual([text, 0])
  expect((await filter(`displayName eq "'; drop table identities; --"`)).body.totalResults).toBe(1)
  const refused = [
    'resource.connection_id pr',
    'person_id eq "x"',
    "userName') or ('1'='1 pr",
    'constructor eq "x"',
    '__proto__ pr',
    'userName eq "a" constructor userName pr',
    'emails.constructor pr',
    'userName eq "\\u0000"',
    `${'not '.repeat(100)}userName pr`,
    Array.from({ length: 300 }, () => 'userName pr').join(' or '),
  ]
  for (const text of refused)
    expect([text.slice(0, 40), (await filter(text)).body.scimType]).toEqual([
      text.slice(0, 40),
      'invalidFilter',
    ])
  expect((await filter(`${'('.repeat(3000)}userName pr${')'.repeat(3000)}`)).status).toBe(200)
  expect((await list('sortBy=user_name;--')).status).toBe(400)
  expect((await list('sortBy=constructor')).status).toBe(400)
  const polluting = patchOf(
    { op: 'add', path: '__proto__.isAdmin', value: true },
    { op: 'add', path: 'constructor.prototype.isAdmin', value: 'x' },
    { op: 'add', value: { 'name.__proto__': { isAdmin: true }, constructor: { x: 1 } } },
  )
  expect((await ask('PATCH', `/Users/${id}`, polluting)).status).toBeLessThan(500)
  const direct = '{"userName":"p","__proto__":{"isAdmin":true}}'
  expect((await ask('POST', '/Users', direct)).status).toBe(400)
  expect(Object(['isAdmin' in {}])[0]).toBe(false)
})

test('bodies that are huge or deep are refused, and cost little', async () => {
  const { ask, addUser, addGroup } = await served(databases)
  const id = await addUser('ada')
  const group = await addGroup('Security')
  expect((await ask('POST', '/Users', { userName: 'x'.repeat(4 << 20) })).status).toBe(413)
  expect((await ask('POST', '/Users', { userName: 'x'.repeat(2000) })).status).toBe(400)
  expect((await ask('POST', '/Users', `{"userName":${'['.repeat(200_000)}`)).status).toBe(400)
  const many = Array.from({ length: 20_001 }, (_, at) => ({
    value: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
  }))
  expect(
    (await ask('PATCH', `/Groups/${group}`, patchOf({ op: 'add', path: 'members', value: many }))).status,
  ).toBe(413)
  const operations = Array.from({ length: 1001 }, () => ({ op: 'replace', path: 'displayName', value: 'x' }))
  expect((await ask('PATCH', `/Users/${id}`, patchOf(...operations))).status).toBe(400)
  const emails = Array.from({ length: 51 }, (_, at) => ({ value: `${at}@acme.test` }))
  expect((await ask('POST', '/Users', { userName: 'bo', emails })).status).toBe(400)
  expect((await ask('GET', '/Users?count=100000')).body.itemsPerPage).toBeLessThanOrEqual(200)
})

test('a group that is renamed to one that gives a role gives it, and the record says that it came of that', async () => {
  const { ask, addUser, addGroup, roles, audited } = await served(databases, {
    lines: [{ name: 'gatehouse-owners', role: 'owner' }],
  })
  const mallory = await addUser('mallory')
  const harmless = await addGroup('Lunch', [mallory])
  expect(await roles()).toEqual({})
  const rename = patchOf({ op: 'replace', path: 'displayName', value: 'Gatehouse-Owners ' })
  expect((await ask('PATCH', `/Groups/${harmless}`, rename)).status).toBe(200)
  expect(await roles()).toEqual({ mallory: 'owner' })
  expect(await audited('group.renamed')).toMatchObject([{ data: { from: 'Lunch', to: 'Gatehouse-Owners ' } }])
  expect(await audited('role.mapped')).toMatchObject([
    { data: { because: 'group.renamed', group: harmless, from: 'nothing', to: 'owner' } },
  ])
})
