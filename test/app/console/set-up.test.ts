import { expect, test } from 'vitest'
import { appendAudit } from '../../../app/database/audit-log.ts'
import { useDatabases } from '../database/test-database.ts'
import { type Browser, openDoor } from './open-door.ts'

const databases = useDatabases()

async function door() {
  const { store } = await databases.create()
  const opened = await openDoor(store)
  const { id } = await store.database.selectFrom('organizations').select('id').executeTakeFirstOrThrow()
  return { ...opened, store, of: (rest: string) => `/api/v1/organizations/${id}/${rest}`, id }
}

const json = async (at: Browser, url: string): Promise<unknown> => JSON.parse((await at.get(url)).text)

test('one event is read alone, and the record is verified, by those who may read it', async () => {
  const { store, of, id, ada, bob, signIn } = await door()
  await store.transact((unit) =>
    appendAudit(unit, id, new Date('2026-11-27T08:00:00Z'), [
      { kind: 'sweep.started', actor: null, subject: `organization:${id}`, data: {} },
    ]),
  )
  const owner = await signIn(ada)
  const check = await json(owner, of('audit-check'))
  expect(check).toMatchObject({
    verdict: 'unproven',
    found: null,
    means: expect.stringContaining('signed head'),
  })
  const { last } = Object(check)
  expect(await json(owner, of(`audit-events/${last.sequence}`))).toMatchObject({
    kind: 'session.opened',
    hash: last.hash,
  })
  expect(await json(owner, of('audit-events/1'))).toMatchObject({ kind: 'sweep.started' })
  expect((await owner.get(of(`audit-events/${last.sequence + 1}`))).status).toBe(404)
  const member = await signIn(bob)
  for (const rest of ['audit-check', 'audit-events/1', 'settings'])
    expect([rest, (await member.get(of(rest))).status]).toEqual([rest, 403])
})

test('what fails is told with its reason, and what people have to do by hand', async () => {
  const { store, of, id, ada, signIn } = await door()
  await store.database
    .insertInto('work')
    .values({
      key: `organization:${id}`,
      wanted: '2',
      done: '1',
      claim: null,
      attempts: 3,
      last_error: 'GitHub: 502',
    })
    .onConflict((on) =>
      on.column('key').doUpdateSet({ wanted: '2', done: '1', attempts: 3, last_error: 'GitHub: 502' }),
    )
    .execute()
  const at = new Date('2026-11-27T08:00:00Z')
  await store.database
    .insertInto('organization_findings')
    .values({
      organization_id: id,
      check_id: 'own-permissions-missing',
      subject: '',
      severity: 'medium',
      title: 'It misses some',
      found: 'contents',
      todo: 'Accept them.',
      opened_at: at,
      changed_at: at,
      closed_at: null,
    })
    .execute()
  expect(await json(await signIn(ada), of('settings'))).toMatchObject({
    checks: [{ id: 'own-permissions-missing', since: at.toISOString() }],
    work: { open: 1, failing: 1, errors: [{ repository: null, attempts: 3, error: 'GitHub: 502' }] },
    targets: [],
  })
})

test('a policy is tried before anybody merges it', async () => {
  const { of, ada, signIn } = await door()
  const at = await signIn(ada)
  const { csrfToken } = Object(await json(at, '/api/v1/me'))
  const preview = async (text: string): Promise<unknown> =>
    JSON.parse(
      (await at.post(of('policy/preview'), { text }, { 'x-csrf-token': csrfToken, 'idempotency-key': 'one' }))
        .text,
    )
  expect(await preview('version: 1\nnonsense: true\n')).toMatchObject({
    isValid: false,
    problems: expect.arrayContaining([expect.stringContaining('nonsense')]),
  })
})

test('people see where they are signed in, and sign out elsewhere, but nobody else', async () => {
  const { ada, bob, signIn } = await door()
  const [here, there, other] = [await signIn(ada), await signIn(ada), await signIn(bob)]
  const { items } = Object(await json(here, '/api/v1/me/sessions'))
  expect(items.map(({ isThis }: { isThis: boolean }) => isThis).toSorted()).toEqual([false, true])
  const { id } = items.find(({ isThis }: { isThis: boolean }) => !isThis)
  const tokenOf = async (at: Browser) => ({ 'x-csrf-token': Object(await json(at, '/api/v1/me')).csrfToken })
  expect((await other.delete(`/api/v1/me/sessions/${id}`, await tokenOf(other))).status).toBe(404)
  expect((await there.get('/api/v1/me')).status).toBe(200)
  expect((await here.delete(`/api/v1/me/sessions/${id}`, await tokenOf(here))).status).toBe(200)
  expect((await there.get('/api/v1/me')).status).toBe(401)
})

test('how far a re-check has come is told while it is under way', async () => {
  const { of, id, ada, signIn, store } = await door()
  const at = await signIn(ada)
  const told = async () => (await at.get(of('sweeps/progress'))).text
  const insert = (key: string, done: string) =>
    store.database
      .insertInto('work')
      .values({ key, wanted: '1', done, claim: null, last_error: null })
      .execute()
  await insert(`organization:${id}`, '1')
  expect(await told()).toBe(
    'data: {"done":0,"total":0,"doing":"Everything was looked at","state":"done"}\n\n',
  )
  await store.database.updateTable('work').set({ done: '0' }).execute()
  const following = told()
  await new Promise((resolve) => setTimeout(resolve, 500))
  await store.database.updateTable('work').set({ done: '1' }).execute()
  expect((await following).split('\n\n')).toEqual([
    'data: {"done":0,"total":null,"doing":"Its repositories are listed","state":"running"}',
    'data: {"done":0,"total":0,"doing":"Everything was looked at","state":"done"}',
    '',
  ])
})
