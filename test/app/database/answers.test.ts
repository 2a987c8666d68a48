import { expect, test } from 'vitest'
import { createAnswerMemory, forgetAnswers } from '../../../app/database/answers.ts'
import type { RememberedAnswer } from '../../../app/enforcement/remembered-answers.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

const answer = (body: string): RememberedAnswer => ({
  etag: `W/"${body}"`,
  isComputable: true,
  body,
  link: body === 'paged' ? '<https://api.github.com/x?page=2>; rel="next"' : null,
  isFresh: true,
})

async function acme() {
  const { store } = await databases.create()
  const organization = await addOrganization(store, 'acme')
  return { store, memory: createAnswerMemory(store), organization }
}

test('what was answered is had again, by organization, installation and subject', async () => {
  const { store, memory, organization } = await acme()
  const other = await addOrganization(store, 'another')
  const place = { organization, installationId: 5, subject: 'repository:17' }
  const answers = new Map([
    ['/repositories/17/keys?page=1', answer('paged')],
    ['/repositories/17/keys?page=2', answer('[]')],
  ])
  await memory.keep(place, answers, [])
  expect(await memory.load(place)).toEqual(answers)
  for (const elsewhere of [{ organization: other }, { installationId: 6 }, { subject: 'repository:18' }])
    expect((await memory.load({ ...place, ...elsewhere })).size).toBe(0)
})

test('what changed is replaced, what holds stays, and what was not asked for is forgotten', async () => {
  const { memory, organization } = await acme()
  const place = { organization, installationId: 5, subject: 'organization' }
  await memory.keep(
    place,
    new Map([
      ['a', answer('1')],
      ['b', answer('1')],
      ['c', answer('1')],
    ]),
    [],
  )
  await memory.keep(place, new Map([['a', answer('2')]]), ['b'])
  expect(await memory.load(place)).toEqual(
    new Map([
      ['a', answer('2')],
      ['b', answer('1')],
    ]),
  )
  // Another installation: nothing of the former one is left.
  await memory.keep({ ...place, installationId: 6 }, new Map([['a', answer('3')]]), [])
  expect((await memory.load(place)).size).toBe(0)
  expect((await memory.load({ ...place, installationId: 6 })).size).toBe(1)
  await memory.keep({ ...place, installationId: 6 }, new Map(), [])
  expect((await memory.load({ ...place, installationId: 6 })).size).toBe(0)
})

test('what nobody asked for in a while is forgotten, and what was asked for is not', async () => {
  const { store, memory, organization } = await acme()
  const place = { organization, installationId: 5, subject: 'organization' }
  await memory.keep(place, new Map([['a', answer('1')]]), [])
  await memory.keep({ ...place, subject: 'repository:1' }, new Map([['b', answer('1')]]), [])
  await store.database
    .updateTable('answers')
    .set({ used_on: new Date('2020-01-01') })
    .execute()
  await memory.keep(place, new Map(), ['a'])
  expect(await forgetAnswers(store, new Date('2025-01-01'))).toBe(1)
  expect((await memory.load(place)).size).toBe(1)
})
