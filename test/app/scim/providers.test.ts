import { expect, test } from 'vitest'
import { useDatabases } from '../database/test-database.ts'
import { groupSchema, patchOf, userSchema } from './scim-messages.ts'
import { served } from './served.ts'

const databases = useDatabases()

/** As learn.microsoft.com writes them: "Develop and plan provisioning for a SCIM endpoint in Microsoft Entra ID". */
test('what Entra ID sends, in its older way and its newer', async () => {
  const { ask, addGroup } = await served(databases)
  const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
  const created = await ask('POST', '/Users', {
    schemas: [userSchema, enterprise],
    externalId: '0a21f0f2',
    userName: 'Test_User@acme.test',
    active: true,
    displayName: 'Test User',
    emails: [{ primary: true, type: 'work', value: 'Test_User@acme.test' }],
    meta: { resourceType: 'User' },
    name: { formatted: 'Test User', familyName: 'User', givenName: 'Test' },
    roles: [],
    [enterprise]: { department: 'Research', manager: 'x' },
  })
  expect(created.status).toBe(201)
  const path = `/Users/${created.body.id}`
  const patched = async (...operations: readonly object[]) => {
    const answer = await ask('PATCH', path, patchOf(...operations))
    expect(answer.status).toBe(200)
    return answer.body
  }
  expect(
    await patched(
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updated@acme.test' },
      { op: 'Replace', path: 'name.familyName', value: 'Changed' },
      { op: 'Add', path: `${enterprise}:department`, value: 'Sales' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1' },
    ),
  ).toMatchObject({
    emails: [{ value: 'updated@acme.test', type: 'work', primary: true }],
    name: { familyName: 'Changed', givenName: 'Test' },
  })
  expect(await patched({ op: 'Replace', path: 'active', value: 'False' })).toMatchObject({ active: false })
  expect(await patched({ op: 'Add', path: 'active', value: 'True' })).toMatchObject({ active: true })
  expect(
    await patched({
      op: 'Replace',
      value: {
        'name.givenName': 'Ada',
        'emails[type eq "other"].value': 'other@acme.test',
        [`${enterprise}:costCenter`]: '7',
        displayName: 'Ada',
        active: 'False',
      },
    }),
  ).toMatchObject({
    displayName: 'Ada',
    active: false,
    name: { givenName: 'Ada', familyName: 'Changed' },
    emails: [{ value: 'updated@acme.test' }, { value: 'other@acme.test', type: 'other' }],
  })
  // Without the flag that makes it keep to the standard, single values come as lists, and filters without quotes.
  expect(
    await patched(
      { op: 'Replace', path: 'displayName', value: [{ $ref: null, value: 'List of one' }] },
      { op: 'Remove', path: 'emails[type eq other]' },
    ),
  ).toMatchObject({ displayName: 'List of one', emails: [{ type: 'work' }] })
  expect(await patched({ op: 'Replace', path: 'displayName', value: '' })).not.toHaveProperty('displayName')

  const group = await addGroup('Group1')
  const inGroup = async (...operations: readonly object[]) => {
    const answer = await ask('PATCH', `/Groups/${group}`, patchOf(...operations))
    expect(answer.status).toBe(200)
    return (answer.body.members ?? []).map(({ value }: { value: string }) => value)
  }
  const member = [{ $ref: null, value: created.body.id }]
  expect(await inGroup({ op: 'Add', path: 'members', value: member })).toEqual([created.body.id])
  expect(await inGroup({ op: 'Add', path: 'members', value: member })).toEqual([created.body.id])
  expect(await inGroup({ op: 'Remove', path: 'members', value: member })).toEqual([])
  const found = await ask(
    'GET',
    `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "group1"')}`,
  )
  expect(found.body.Resources).toHaveLength(1)
})

/** As developer.okta.com writes them: "Okta and SCIM Version 2.0". */
test('what Okta sends: whole users, groups renamed by a value without a path, members in bulk', async () => {
  const { ask, addUser } = await served(databases)
  expect((await ask('GET', '/Users?startIndex=1&count=100')).body.totalResults).toBe(0)
  const okta = {
    schemas: [userSchema],
    userName: 'test.user@okta.local',
    name: { givenName: 'Test', familyName: 'User' },
    emails: [{ primary: true, value: 'test.user@okta.local', type: 'work' }],
    displayName: 'Test User',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    active: true,
  }
  const { body } = await ask('POST', '/Users', { ...okta, password: ['1mz', '050nq'].join('') })
  expect(JSON.stringify(body)).not.toContain('050nq')
  const put = await ask('PUT', `/Users/${body.id}`, { ...okta, id: body.id, active: false, meta: body.meta })
  expect(put.body.active).toBe(false)
  const on = await ask('PATCH', `/Users/${body.id}`, patchOf({ op: 'replace', value: { active: true } }))
  expect(on.body.active).toBe(true)

  const group = await ask('POST', '/Groups', {
    schemas: [groupSchema],
    displayName: 'Test SCIMv2',
    members: [],
  })
  const path = `/Groups/${group.body.id}`
  const value = { id: group.body.id, displayName: 'Test SCIMv2 renamed' }
  expect((await ask('PATCH', path, patchOf({ op: 'replace', value }))).body.displayName).toBe(
    value.displayName,
  )
  const others = await Promise.all(['a', 'b', 'c'].map((name) => addUser(name)))
  const members = others.map((id) => ({ value: id, display: 'x' }))
  const bulk = await ask('PATCH', path, patchOf({ op: 'add', path: 'members', value: members }))
  expect(bulk.body.members).toHaveLength(3)
  const removed = await ask(
    'PATCH',
    path,
    patchOf(
      { op: 'remove', path: `members[value eq "${others[0]}"]` },
      { op: 'remove', path: `members[value eq "${others[1]}"]` },
      { op: 'add', path: 'members', value: [{ value: body.id }] },
    ),
  )
  expect(new Set(removed.body.members.map((one: { value: string }) => one.value))).toEqual(
    new Set([others[2], body.id]),
  )
  const replaced = await ask('PATCH', path, patchOf({ op: 'replace', path: 'members', value: [members[0]] }))
  expect(replaced.body.members).toHaveLength(1)
  expect((await ask('PUT', path, { displayName: 'Whole', members: [] })).body).not.toHaveProperty('members')
})
