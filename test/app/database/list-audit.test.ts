import { expect, test } from 'vitest'
import { appendAudit } from '../../../app/database/audit-log.ts'
import { listAudit } from '../../../app/database/list-audit.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { refreshSummaries } from '../../../app/database/refresh-summaries.ts'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import type { NewAuditEvent } from '../../../app/enforcement/audit/event.ts'
import type { AuditQuery } from '../../../app/enforcement/reading/audit-list.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const on = (day: number): Date => new Date(`2026-11-${day}T08:00:00Z`)

test('events are found by kind, person, subject, day, words, and by names that they do not hold', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const other = await addOrganization(store, 'other-inc')
  const { host_id: host } = await store.database
    .selectFrom('organizations')
    .select('host_id')
    .executeTakeFirstOrThrow()
  const [web, api] = await store.transact((unit) =>
    recordSnapshots(
      unit,
      acme,
      ['Web-Shop', 'api'].map((name, index) => ({ snapshot: listedRepository(index + 1, name) })),
      on(20),
    ),
  )
  await refreshSummaries(store, on(20))
  const ada = await recordPerson(store, host, 7, 'ada')
  const add = (day: number, organization: string, ...events: readonly NewAuditEvent[]) =>
    store.transact((unit) => appendAudit(unit, organization, on(day), events))
  await add(21, acme, {
    kind: 'connection.found',
    actor: null,
    subject: `repository:${web}`,
    data: { path: 'secret' },
  })
  await add(22, acme, {
    kind: 'approval.given',
    actor: ada,
    subject: `repository:${api}`,
    data: { ticket: 'INC-7' },
  })
  await add(23, acme, {
    kind: 'decision.made',
    actor: null,
    subject: `repository:${web}`,
    data: { why: ['it holds', 'secrets'] },
  })
  await add(23, other, {
    kind: 'decision.made',
    actor: null,
    subject: 'repository:9',
    data: { ticket: 'INC-7' },
  })

  const found = async (query: Partial<AuditQuery>, scope: Parameters<typeof listAudit>[1] = 'everything') => {
    const { events, next } = await listAudit(store, scope, {
      organization: acme,
      order: 'newest',
      limit: 10,
      ...query,
    })
    return [...events.map(({ sequence }) => sequence), ...(next === undefined ? [] : [`after ${next}`])]
  }
  expect(await found({})).toEqual([3, 2, 1])
  expect(await found({ order: 'oldest', limit: 2 })).toEqual([1, 2, 'after 2'])
  expect(await found({ order: 'oldest', limit: 2, after: 2 })).toEqual([3])
  expect(await found({ limit: 1, after: 3 })).toEqual([2, 'after 2'])
  expect(await found({ kinds: ['approval.given', 'decision.made'] })).toEqual([3, 2])
  expect(await found({ actor: ada })).toEqual([2])
  expect(await found({ subject: `repository:${web}` })).toEqual([3, 1])
  expect(await found({ from: on(22), to: on(23) })).toEqual([2])
  expect(await found({ search: 'INC-7' })).toEqual([2])
  expect(await found({ search: 'holds secrets' })).toEqual([3])
  expect(await found({ search: 'shop' })).toEqual([3, 1])
  expect(await found({ search: 'ADA' })).toEqual([2])
  expect(await found({ search: '%' })).toEqual([])
  expect(await found({ search: `it's "broken` })).toEqual([])
  expect(await found({}, { organizations: [other] })).toEqual([])
})
