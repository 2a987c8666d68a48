import { expect, test } from 'vitest'
import { useDatabases } from '../database/test-database.ts'
import { patchOf, userSchema } from './scim-messages.ts'
import { served } from './served.ts'

const databases = useDatabases()

const ada = {
  schemas: [userSchema],
  userName: 'Ada@acme.test',
  externalId: 'E-1',
  displayName: 'Ada',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [
    { value: 'ada@acme.test', type: 'work', primary: true },
    { value: 'ada@home.test', type: 'home' },
  ],
  phoneNumbers: [{ value: '+44', type: 'work' }],
  active: true,
}

test('users are found by every operator, sorted, and given in pages', async () => {
  const { ask, addUser, addGroup } = await served(databases)
  const id = await addUser('Ada@acme.test', ada)
  await addUser('bo@acme.test', { displayName: 'Bo', active: false, name: { familyName: 'Abel' } })
  await addUser('cy@acme.test', { displayName: '100%_x' })
  const group = await addGroup('Security', [id])
  const found = async (filter: string, path = '/Users'): Promise<readonly string[]> => {
    const { body } = await ask(
      'GET',
      `${path}?filter=${encodeURIComponent(filter)}&sortBy=${path === '/Users' ? 'userName' : 'displayName'}`,
    )
    expect(body.detail).toBeUndefined()
    return body.Resources.map((one: { userName?: string; displayName: string }) =>
      (one.userName ?? one.displayName).slice(0, 2).toLowerCase(),
    )
  }
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['userName eq "ADA@ACME.TEST"', ['ad']],
    ['USERNAME Eq "ada@acme.test"', ['ad']],
    [`${userSchema}:userName sw "b"`, ['bo']],
    ['externalId eq "e-1"', []],
    ['externalId eq "E-1"', ['ad']],
    ['externalId pr', ['ad']],
    ['not (externalId pr)', ['bo', 'cy']],
    ['userName ne "bo@acme.test"', ['ad', 'cy']],
    ['displayName ne "Ada"', ['bo', 'cy']],
    ['displayName co "%_"', ['cy']],
    ['userName ew "ACME.test"', ['ad', 'bo', 'cy']],
    ['userName gt "bo@acme.test"', ['cy']],
    ['userName le "bo@acme.test"', ['ad', 'bo']],
    ['active eq false', ['bo']],
    ['active eq "False"', ['bo']],
    ['active ne false', ['ad', 'cy']],
    ['name.familyName eq "lovelace" or name.familyName eq "abel"', ['ad', 'bo']],
    ['emails co "home"', ['ad']],
    ['emails.type eq "work" and active eq true', ['ad']],
    ['emails[type eq "work" and value co "home"]', []],
    ['emails[type eq "home" and value co "home"]', ['ad']],
    ['emails[not (primary eq true)]', ['ad']],
    [`groups eq "${group}"`, ['ad']],
    ['groups.display eq "security"', ['ad']],
    [`id eq "${id}"`, ['ad']],
    ['id eq "nobody"', []],
    ['meta.created gt "2001-01-01T00:00:00Z"', ['ad', 'bo', 'cy']],
    ['meta.lastModified lt "2001-01-01T00:00:00Z"', []],
    ['externalId eq null', ['bo', 'cy']],
  ]
  for (const [filter, names] of table) expect([filter, await found(filter)]).toEqual([filter, names])
  expect(await found(`members[value eq "${id}"]`, '/Groups')).toEqual(['se'])
  const page = await ask('GET', '/Users?startIndex=2&count=1&sortBy=userName&sortOrder=descending')
  expect(page.body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 })
  expect(page.body.Resources[0].userName).toBe('bo@acme.test')
  expect((await ask('GET', '/Users?count=0')).body).toMatchObject({ totalResults: 3, Resources: [] })
  expect((await ask('POST', '/.search', { filter: 'displayName sw "s"' })).body).toMatchObject({
    totalResults: 1,
    Resources: [{ displayName: 'Security' }],
  })
})

test('only what is needed is kept, and only what is wanted is given', async () => {
  const { ask, addUser } = await served(databases)
  const id = await addUser('ada', ada)
  const { body, headers } = await ask('GET', `/Users/${id}`)
  expect(headers.get('content-type')).toMatch(/^application\/scim\+json/)
  expect(Object.keys(body).toSorted()).toEqual(
    ['active', 'displayName', 'emails', 'externalId', 'id', 'meta', 'name', 'schemas', 'userName'].toSorted(),
  )
  expect(body.meta).toMatchObject({ resourceType: 'User', version: 'W/"1"' })
  const some = await ask('GET', `/Users/${id}?attributes=userName,emails.value`)
  expect(some.body).toEqual({
    schemas: [userSchema],
    id,
    userName: ada.userName,
    emails: [{ value: 'ada@acme.test' }, { value: 'ada@home.test' }],
  })
  const less = await ask('GET', `/Users/${id}?excludedAttributes=emails,meta`)
  expect(Object.keys(less.body)).not.toContain('emails')
  expect((await ask('GET', `/Users/${id}?attributes=id&excludedAttributes=meta`)).status).toBe(400)
})

test('two names that differ in case alone are one, and a version that is past changes nothing', async () => {
  const { ask, addUser, addGroup } = await served(databases)
  const id = await addUser('ada', ada)
  expect((await ask('POST', '/Users', { ...ada, userName: 'ADA@acme.TEST' })).body).toMatchObject({
    status: '409',
    scimType: 'uniqueness',
  })
  const group = await addGroup('Security')
  expect((await ask('POST', '/Groups', { displayName: 'SECURITY' })).status).toBe(409)
  const rename = patchOf({ op: 'replace', path: 'displayName', value: 'Ada L' })
  const changed = await ask('PATCH', `/Users/${id}`, rename, { 'if-match': 'W/"1"' })
  expect([changed.status, changed.headers.get('etag')]).toEqual([200, 'W/"2"'])
  expect((await ask('PATCH', `/Users/${id}`, rename, { 'if-match': 'W/"1"' })).status).toBe(412)
  expect((await ask('DELETE', `/Groups/${group}`, undefined, { 'if-match': '"9"' })).status).toBe(412)
  expect((await ask('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"2"' })).status).toBe(304)
  // What says nothing new is no new version, and nothing is recorded of it.
  expect((await ask('PATCH', `/Users/${id}`, rename)).headers.get('etag')).toBe('W/"2"')
  expect((await ask('DELETE', `/Users/${id}`)).status).toBe(204)
  expect((await ask('GET', `/Users/${id}`)).status).toBe(404)
  expect((await ask('POST', '/Users', ada)).status).toBe(201)
})

test('what cannot be is refused with what is wrong', async () => {
  const { ask, addUser, addGroup } = await served(databases)
  const id = await addUser('ada', ada)
  const group = await addGroup('Security', [id])
  const of = async (method: string, path: string, body?: unknown) => {
    const answer = await ask(method, path, body)
    return [answer.status, answer.body?.scimType ?? '']
  }
  const patched = (...operations: readonly object[]) => of('PATCH', `/Users/${id}`, patchOf(...operations))
  expect(await of('GET', '/Users?filter=userName%20xx%20"a"')).toEqual([400, 'invalidFilter'])
  expect(await of('GET', '/Users?filter=password%20eq%20"a"')).toEqual([400, 'invalidFilter'])
  expect(await of('GET', '/Users?startIndex=x')).toEqual([400, 'invalidValue'])
  expect(await of('POST', '/Users', { displayName: 'Nobody' })).toEqual([400, 'invalidValue'])
  expect(await of('POST', '/Users', '{')).toEqual([400, 'invalidSyntax'])
  expect(await of('POST', '/Users', [])).toEqual([400, 'invalidSyntax'])
  expect(await of('POST', '/Users', { userName: 'a\0b' })).toEqual([400, 'invalidValue'])
  expect(await patched({ op: 'move', path: 'userName' })).toEqual([400, 'invalidSyntax'])
  expect(await patched({ op: 'remove' })).toEqual([400, 'noTarget'])
  expect(await patched({ op: 'remove', path: 'userName' })).toEqual([400, 'mutability'])
  expect(await patched({ op: 'replace', path: 'id', value: 'x' })).toEqual([400, 'mutability'])
  expect(await patched({ op: 'replace', path: 'emails[[', value: 'x' })).toEqual([400, 'invalidPath'])
  expect(await patched({ op: 'replace', path: 'active', value: 'perhaps' })).toEqual([400, 'invalidValue'])
  expect(
    await of('PATCH', `/Groups/${group}`, patchOf({ op: 'add', path: 'members', value: [{ value: group }] })),
  ).toEqual([400, 'invalidValue'])
  expect(await of('PUT', '/ServiceProviderConfig', {})).toEqual([405, ''])
  expect(await of('GET', '/Nothing')).toEqual([404, ''])
  expect(await of('GET', '/Users/x')).toEqual([404, ''])
})
