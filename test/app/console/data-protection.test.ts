import { expect, test } from 'vitest'
import { useDatabases } from '../database/test-database.ts'
import { type Answer, type Browser, openDoor } from './open-door.ts'

const databases = useDatabases()
const bodyOf = ({ text }: Answer) => Object(JSON.parse(text))

test('owners export and erase people, set how long data is kept, and place holds; nobody else does', async () => {
  const { store } = await databases.create()
  const { ada, bob, organization, signIn } = await openDoor(store)
  const owner = await signIn(ada)
  const member = await signIn(bob)
  const of = (rest: string) => `/api/v1/organizations/${organization}/${rest}`
  const post = async (at: Browser, rest: string, body: Readonly<Record<string, unknown>> = {}) =>
    at.post(of(rest), body, { 'x-csrf-token': String(bodyOf(await at.get('/api/v1/me')).csrfToken) })
  const { items } = bodyOf(await owner.get(of('members')))
  const personOf = (login: string): string =>
    items.find((one: { login: string }) => one.login === login).person
  const [adaId, bobId] = [personOf('ada'), personOf('bob')]

  for (const rest of [`members/${adaId}/export`, 'retention/preview'])
    expect([rest, (await post(member, rest, rest.endsWith('preview') ? { days: {} } : {})).status]).toEqual([
      rest,
      403,
    ])
  expect((await post(member, `members/${adaId}/erase`, { confirm: 'ada' })).status).toBe(403)

  const exported = bodyOf(await post(owner, `members/${bobId}/export`))
  expect(exported).toMatchObject({ person: { login: 'bob' }, tables: { memberships: [{}] } })
  expect(JSON.stringify(exported)).not.toContain('csrf')

  const placed = await post(owner, 'legal-holds', { reason: 'a case', person: bobId })
  const held = await post(owner, `members/${bobId}/erase`, { confirm: 'bob' })
  expect([held.status, bodyOf(held).detail]).toEqual([409, expect.stringContaining('legal hold')])
  expect(bodyOf(await owner.get(of('retention'))).holds).toMatchObject([{ login: 'bob', reason: 'a case' }])
  expect((await post(owner, `legal-holds/${bodyOf(placed).id}/lift`)).status).toBe(200)

  expect((await post(owner, `members/${bobId}/erase`, { confirm: 'bbo' })).status).toBe(400)
  expect((await post(owner, `members/${adaId}/erase`, { confirm: 'ada' })).status).toBe(409)
  expect((await post(owner, `members/${bobId}/erase`, { confirm: 'bob' })).status).toBe(200)
  expect((await member.get('/api/v1/me')).status).toBe(401)
  expect((await post(owner, `members/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}/export`)).status).toBe(
    404,
  )

  const days = { sweeps: 30 }
  const preview = bodyOf(await post(owner, 'retention/preview', { days }))
  expect(preview.rows).toBe(0)
  expect((await post(owner, 'retention', { days, rows: 1 })).status).toBe(409)
  expect((await post(owner, 'retention', { days: { approvals: 1 }, rows: 0 })).status).toBe(400)
  expect((await post(owner, 'retention', { days, rows: 0 })).status).toBe(200)
  const { classes } = bodyOf(await owner.get(of('retention')))
  expect(classes.find(({ id }: { id: string }) => id === 'sweeps')).toMatchObject({ days: 30, usual: 730 })
  const events = bodyOf(await owner.get(of('audit-events'))).items
  expect(events.map(({ kind }: { kind: string }) => kind).slice(0, 5)).toEqual([
    'retention.changed',
    'person.erased',
    'legal-hold.lifted',
    'legal-hold.placed',
    'person.exported',
  ])
})
