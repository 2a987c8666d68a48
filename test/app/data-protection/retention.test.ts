import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readAudit } from '../../../app/database/audit-log.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { deletable } from '../../../app/database/retention/deletable.ts'
import { deleteOld } from '../../../app/database/retention/delete-old.ts'
import { listHolds, liftHold, placeHold } from '../../../app/database/retention/legal-holds.ts'
import { orderRetention, previewRetention, readRetention } from '../../../app/database/retention/settings.ts'
import type { Store } from '../../../app/database/store.ts'
import type { AuditEvent } from '../../../app/enforcement/audit/event.ts'
import { checkChain } from '../../../app/enforcement/audit/chain.ts'
import { daysOf, refusals, retentionClasses } from '../../../app/enforcement/retention/retention.ts'
import { addOrganization } from '../database/add-organization.ts'
import { useDatabases } from '../database/test-database.ts'

const databases = useDatabases()
const now = new Date('2026-11-28T12:00:00Z')
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 24 * 60 * 60_000)

/** Two organizations, each with two repositories; in each of these 30 findings that are gone, from today back. */
async function company() {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const globex = await addOrganization(store, 'globex')
  const { id: host } = await store.database.selectFrom('hosts').select('id').executeTakeFirstOrThrow()
  const ada = await recordPerson(store, host, 1, 'ada')
  const { rows } = await sql<{ id: string; organization: string }>`
    insert into repositories (organization_id, github_id, name, visibility, is_archived, is_fork, first_seen_at, last_seen_at)
    select organizations.id, organizations.id * 10 + n, 'web' || n, 'private', false, false, ${now}, ${now}
    from organizations, generate_series(1, 2) n order by 1, 2 returning id, organization_id as organization`.execute(
    store.database,
  )
  await sql`
    insert into findings (repository_id, rule, fingerprint, path, source, state, first_seen_at, changed_at, last_seen_at, places)
    select repositories.id, 'r', 'f' || n, 'p', 'scan', case when n = 0 then 'open' else 'gone' end,
      ${now}, ${now}::timestamptz - n * interval '1 day', ${now}, '[]'
    from repositories, generate_series(0, 30) n`.execute(store.database)
  const [first, second] = rows.filter(({ organization }) => organization === acme).map(({ id }) => id)
  return { store, acme, globex, ada, first: first!, second: second! }
}

const findingsOf = async (store: Store, organization: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int from findings join repositories on repositories.id = repository_id
    where organization_id = ${organization}`.execute(store.database)
  return rows[0]!.count
}

test('what a preview counts is what goes: of this organization alone, in batches, each recorded, the chain whole', async () => {
  const { store, acme, globex, ada } = await company()
  const days = { findings: 10 }
  const counts = await previewRetention(store, acme, days, now)
  expect(counts.find(({ class: one }) => one === 'findings')).toMatchObject({ rows: 40, oldest: daysAgo(30) })
  const order = { organization: acme, days, by: ada, at: now }
  const refused = orderRetention(store, { ...order, rows: 39 })
  await expect(refused).rejects.toThrow('It deletes 40 rows, and 39 were confirmed.')
  expect(await deleteOld(store, now)).toBe(0)
  await orderRetention(store, { ...order, rows: 40 })
  expect((await readRetention(store, acme)).findings).toBe(10)
  const stopped = AbortSignal.abort()
  expect(await deleteOld(store, now, stopped)).toBe(0)
  const both = await Promise.all([deleteOld(store, now, undefined, 7), deleteOld(store, now, undefined, 7)])
  const rest = await deleteOld(store, now, undefined, 7)
  expect(both[0] + both[1] + rest).toBe(40)
  expect([await findingsOf(store, acme), await findingsOf(store, globex)]).toEqual([22, 62])
  expect(await deleteOld(store, now)).toBe(0)
  const events: AuditEvent[] = []
  for await (const event of readAudit(store, 'everything', acme)) events.push(event)
  expect((await checkChain(events)).fault).toBeUndefined()
  expect(events[0]).toMatchObject({
    kind: 'retention.changed',
    actor: ada,
    data: { days: { findings: 10 }, before: { findings: 730 } },
  })
  const told = events.filter(({ kind }) => kind === 'retention.deleted').map(({ data }) => data)
  expect(told.reduce((sum, { rows }) => sum + Number(rows), 0)).toBe(40)
  expect(told[0]).toMatchObject({ class: 'findings', days: 10, before: daysAgo(10).toISOString() })
})

test('nothing under a legal hold goes, and it goes when the hold is lifted', async () => {
  const { store, acme, globex, ada, first } = await company()
  for (const organization of [acme, globex])
    await orderRetention(store, { organization, days: { findings: 0 }, rows: 60, by: ada, at: now })
  const about = { organization: acme, person: null, reason: 'a case', by: ada, at: now }
  const hold = await placeHold(store, { ...about, repository: first })
  expect(await listHolds(store, acme)).toMatchObject([{ id: hold, repositoryName: 'web1', placedBy: 'ada' }])
  expect(await deleteOld(store, now)).toBe(90)
  const whole = await placeHold(store, { ...about, repository: null })
  await liftHold(store, { organization: acme, hold, by: ada, at: now })
  const elsewhere = liftHold(store, { organization: globex, hold: whole, by: ada, at: now })
  await expect(elsewhere).rejects.toMatchObject({ code: 'not-there' })
  expect(await deleteOld(store, now)).toBe(0)
  await liftHold(store, { organization: acme, hold: whole, by: ada, at: now })
  expect(await deleteOld(store, now)).toBe(30)
  const foreign = placeHold(store, { ...about, organization: globex, repository: first })
  await expect(foreign).rejects.toMatchObject({ code: 'not-there' })
})

test('an approval goes after its floor and not before, with its review; its request after it', async () => {
  const { store, acme, ada, first } = await company()
  const ids = { organization_id: acme, repository_id: first, requested_by: ada }
  const { id: request } = await store.database
    .insertInto('access_requests')
    .values({
      ...ids,
      reason: 'r',
      state: 'approved',
      source: 'issue',
      opened_at: daysAgo(800),
      closed_at: daysAgo(799),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const approval = async (days: number, ofRequest: string | null): Promise<string> => {
    const { id } = await store.database
      .insertInto('approvals')
      .values({
        ...ids,
        request_id: ofRequest,
        kind: 'emergency',
        given_by: ada,
        acts_for: '[]',
        granted_at: daysAgo(days + 1),
        expires_at: daysAgo(days),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }
  const [old, unreviewed] = [await approval(400, request), await approval(500, null)]
  await approval(300, null)
  for (const [approvalId, reviewed] of [
    [old, now],
    [unreviewed, null],
  ] as const)
    await store.database
      .insertInto('emergency_reviews')
      .values({
        approval_id: approvalId,
        organization_id: acme,
        repository_id: first,
        used_by: ada,
        due_at: now,
        reviewed_at: reviewed,
      })
      .execute()
  const soon = orderRetention(store, {
    organization: acme,
    days: { approvals: 364 },
    rows: 1,
    by: ada,
    at: now,
  })
  await expect(soon).rejects.toThrow('Approvals that are over are kept for 365 days at least.')
  const days = { approvals: 365, requests: 0 }
  await orderRetention(store, { organization: acme, days, rows: 1, by: ada, at: now })
  expect(await deleteOld(store, now)).toBe(1)
  const left = await store.database.selectFrom('approvals').select('id').execute()
  expect(left.map(({ id }) => id)).not.toContain(old)
  expect(left).toHaveLength(2)
  // Its request was held by it, and goes with the next run.
  expect(await deleteOld(store, now)).toBe(1)
})

test('every class can be counted and deleted, and what is usual deletes nothing that is younger', async () => {
  const { store, acme } = await company()
  await deleteOld(store, now)
  const counts = await previewRetention(store, acme, {}, now)
  expect(counts.map(({ class: one }) => one)).toEqual(retentionClasses.map(({ id }) => id))
  for (const [name, { table, children }] of Object.entries(deletable)) {
    // A table that something leads to and that is not among its children could not be deleted from.
    const { rows } = await sql<{ table: string }>`
      select conrelid::regclass::text as table from pg_constraint
      where contype = 'f' and confrelid = ${table}::regclass and confdeltype = 'a'`.execute(store.database)
    const known = new Set([
      ...children.map((child) => child.table),
      ...(name === 'requests' ? ['approvals'] : []),
    ])
    expect([name, rows.map((row) => row.table).filter((one) => !known.has(one))]).toEqual([name, []])
  }
})

test('what is set is kept within floors, whatever a newer version makes of them', () => {
  expect(
    daysOf([
      { class: 'approvals', days: 3 },
      { class: 'unknown', days: 1 },
    ]).approvals,
  ).toBe(365)
  expect(daysOf([{ class: 'findings', days: 0 }]).findings).toBe(0)
  expect(refusals({ findings: 0, approvals: 365 })).toEqual([])
  expect(refusals({ connections: 0 })).toHaveLength(1)
  for (const { usual, floor, why } of retentionClasses) {
    expect(usual).toBeGreaterThanOrEqual(floor)
    expect(why === null).toBe(floor === 0)
  }
})
