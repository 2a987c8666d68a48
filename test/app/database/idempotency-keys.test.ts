import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createIdempotencyKeys, forgetIdempotencyKeys } from '../../../app/database/idempotency-keys.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const answer = { status: 201, type: 'application/json', body: '{"id":"1"}' }

test('of many who send one key at once, one makes the change, and all after it are answered alike', async () => {
  const { store } = await databases.create()
  const keys = createIdempotencyKeys(store)
  const states = await Promise.all(Array.from({ length: 8 }, () => keys.begin('ada', 'k', 'digest')))
  expect(states.map(({ kind }) => kind).toSorted()).toEqual(
    ['new', ...Array<string>(7).fill('under-way')].toSorted(),
  )
  await keys.end('ada', 'k', answer)
  expect(await keys.begin('ada', 'k', 'digest')).toEqual({ kind: 'answered', ...answer })
  expect(await keys.begin('ada', 'k', 'another')).toEqual({ kind: 'other' })
  // A key says nothing of anybody else's.
  expect(await keys.begin('bo', 'k', 'another')).toEqual({ kind: 'new' })
})

test('what failed may be tried again at once, what died with its process after two minutes', async () => {
  const { store } = await databases.create()
  const keys = createIdempotencyKeys(store)
  await keys.begin('ada', 'k', 'digest')
  await keys.forget('ada', 'k')
  expect(await keys.begin('ada', 'k', 'digest')).toEqual({ kind: 'new' })
  expect(await keys.begin('ada', 'k', 'digest')).toEqual({ kind: 'under-way' })
  await sql`update idempotency_keys set begun_at = now() - interval '3 minutes'`.execute(store.database)
  expect(await keys.begin('ada', 'k', 'digest')).toEqual({ kind: 'new' })
})

test('after a day keys are forgotten', async () => {
  const { store } = await databases.create()
  const keys = createIdempotencyKeys(store)
  await keys.begin('ada', 'k', 'digest')
  await keys.end('ada', 'k', answer)
  await forgetIdempotencyKeys(store, new Date(Date.now() - 60_000))
  expect(await keys.begin('ada', 'k', 'digest')).toMatchObject({ kind: 'answered' })
  await forgetIdempotencyKeys(store, new Date(Date.now() + 60_000))
  expect(await keys.begin('ada', 'k', 'digest')).toEqual({ kind: 'new' })
})
