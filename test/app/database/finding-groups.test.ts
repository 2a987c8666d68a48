import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listFindings } from '../../../app/database/list-findings.ts'
import { readFindingAccounts, readRuleNoise } from '../../../app/database/read-findings.ts'
import { refreshSummaries } from '../../../app/database/refresh-summaries.ts'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import { openStore, type Store } from '../../../app/database/store.ts'
import { hasTrigrams, makeTrigrams } from '../../../app/database/trigrams.ts'
import type { FindingQuery } from '../../../app/enforcement/reading/finding-list.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const monday = new Date('2026-11-23T08:00:00Z')
const friday = new Date('2026-11-27T08:00:00Z')
const head = 'c'.repeat(40)
const printOf = (letter: string): string => `g1:${letter.repeat(40)}`

interface Found {
  readonly repository: string
  readonly letter: string
  readonly severity?: string
  readonly state?: string
  readonly path?: string
  readonly at?: Date
}

async function acmeWith(...names: readonly string[]) {
  const { store, connection } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const snapshots = names.map((name, index) => ({
    snapshot: { ...listedRepository(index + 1, name), headCommit: head },
  }))
  const ids = await store.transact((unit) => recordSnapshots(unit, acme, snapshots, monday))
  const run = (statement: ReturnType<typeof sql>): Promise<unknown> => statement.execute(store.database)
  const find = ({ repository, letter, ...rest }: Found) => {
    const { severity = 'high', state = 'open', path = '.env', at = monday } = rest
    const place = {
      kind: 'secret',
      title: 'A token',
      severity,
      line: 3,
      excerpt: 'token = ****',
      path,
      commit: null,
    }
    return run(sql`
      insert into findings (repository_id, rule, fingerprint, path, source, state, first_seen_at, changed_at, last_seen_at, places)
      values (${repository}, 'a-token', ${printOf(letter)}, ${path}, 'scan', ${state}, ${at}, ${at}, ${at},
        ${JSON.stringify([place])})`)
  }
  const connect = (repository: string) =>
    run(sql`
      insert into reaches (repository_id, assistant, path, state, control, evidence, since, read_at)
      values (${repository}, 'claude', 'app-installation', 'connected', 'enforceable', '[]', ${monday}, ${monday})`)
  const list = async (query: Partial<FindingQuery> = {}) => {
    await refreshSummaries(store, friday)
    return listFindings(store, { organizations: [acme] }, { order: 'severity', limit: 50, ...query })
  }
  const letters = async (query: Partial<FindingQuery> = {}) =>
    (await list(query)).rows.map(({ fingerprint }) => fingerprint.charAt(3))
  return { store, connection, acme, ids, run, find, connect, list, letters }
}

test('one key in three repositories is one row, and says how many of them an assistant reads', async () => {
  const { ids, find, connect, list } = await acmeWith('web', 'shop', 'docs')
  for (const repository of ids) await find({ repository, letter: 'a' })
  await connect(ids[0]!)
  const { rows } = await list()
  expect(rows).toMatchObject([
    { rule: 'a-token', repositories: 3, reachable: 1, severity: 'high', states: { open: 3 }, isSecret: true },
  ])
})

test('a group follows what becomes of its findings and repositories, and goes with the last', async () => {
  const { ids, run, find, list } = await acmeWith('web', 'shop')
  for (const repository of ids) await find({ repository, letter: 'a' })
  await run(sql`update findings set state = 'false-positive' where repository_id = ${ids[0]}`)
  expect((await list()).rows).toMatchObject([{ repositories: 2, states: { open: 1, 'false-positive': 1 } }])
  await run(sql`update findings set state = 'gone' where repository_id = ${ids[0]}`)
  expect((await list()).rows).toMatchObject([{ repositories: 1, states: { open: 1 } }])
  await run(sql`update repositories set gone_at = ${friday} where id = ${ids[1]}`)
  expect((await list()).rows).toEqual([])
})

test('lists are sorted, filtered and gone through page by page', async () => {
  const { ids, find, connect, list, letters } = await acmeWith('web', 'shop')
  const [web, shop] = [ids[0]!, ids[1]!]
  await find({ repository: web, letter: 'a', severity: 'low', at: new Date('2026-01-01T00:00:00Z') })
  await find({ repository: web, letter: 'b', severity: 'critical', path: 'src/Deep_Path.ts' })
  await find({ repository: web, letter: 'c' })
  await find({ repository: shop, letter: 'c', state: 'risk-accepted' })
  await connect(shop)
  expect(await letters()).toEqual(['b', 'c', 'a'])
  expect(await letters({ order: 'age' })).toEqual(['a', 'b', 'c'])
  expect(await letters({ order: 'spread' })).toEqual(['c', 'b', 'a'])
  expect(await letters({ severities: ['critical', 'low'] })).toEqual(['b', 'a'])
  expect(await letters({ states: ['risk-accepted'] })).toEqual(['c'])
  expect(await letters({ repository: shop })).toEqual(['c'])
  expect(await letters({ isReachable: true })).toEqual(['c'])
  expect(await letters({ search: 'DEEP_path' })).toEqual(['b'])
  expect(await letters({ search: '%' })).toEqual([])
  expect(await letters({ rules: ['another'] })).toEqual([])
  for (const order of ['severity', 'age', 'spread'] as const) {
    const whole = await letters({ order })
    const first = await list({ order, limit: 2 })
    const second = await list({ order, limit: 2, after: first.next! })
    const paged = [...first.rows, ...second.rows].map(({ fingerprint }) => fingerprint.charAt(3))
    expect([paged, second.next]).toEqual([whole, undefined])
  }
})

test('a part of a path is found the same where the database has no module for it', async () => {
  const { store, connection, acme, ids, find, letters } = await acmeWith('web')
  await find({ repository: ids[0]!, letter: 'a', path: 'src/100%_sure.ts' })
  await find({ repository: ids[0]!, letter: 'b', path: 'src/1000_sure.ts' })
  const opened: Store[] = []
  const searches = ['0%_S', '_sure', 'src/100', '0', 'rc\\']
  expect(await hasTrigrams(store)).toBe(true)
  const found: (readonly string[])[] = []
  for (const search of searches) found.push(await letters({ search }))
  expect(found).toEqual([['a'], ['b', 'a'], ['b', 'a'], ['b', 'a'], []])
  await sql`drop extension pg_trgm cascade`.execute(store.database)
  const without = openStore(connection)
  try {
    expect(await hasTrigrams(without)).toBe(false)
    for (const [index, search] of searches.entries()) {
      const query = { order: 'severity', limit: 50, search } as const
      const { rows } = await listFindings(without, { organizations: [acme] }, query)
      expect(rows.map(({ fingerprint }) => fingerprint.charAt(3))).toEqual(found[index])
    }
    // Whoever may not make it does without.
    const name = 'no_rights_' + connection.database.slice(-8)
    await sql`create role ${sql.id(name)}`.execute(store.database)
    const role = openStore({ ...connection, max: 1 })
    await sql`set role ${sql.id(name)}`.execute(role.database)
    await makeTrigrams(role.database)
    await role.close()
    expect(await hasTrigrams(openedAnew())).toBe(false)
    await makeTrigrams(store.database)
    expect(await hasTrigrams(openedAnew())).toBe(true)
    await sql`drop role ${sql.id(name)}`.execute(store.database)
  } finally {
    await without.close()
    for (const one of opened) await one.close()
  }

  function openedAnew() {
    const one = openStore(connection)
    opened.push(one)
    return one
  }
})

test('another organization sees neither groups nor findings', async () => {
  const { store, ids, find, list } = await acmeWith('web')
  const other = await addOrganization(store, 'other')
  await find({ repository: ids[0]!, letter: 'a' })
  await list()
  const scope = { organizations: [other] }
  expect((await listFindings(store, scope, { order: 'severity', limit: 50 })).rows).toEqual([])
  const which = { rule: 'a-token', fingerprint: printOf('a') }
  expect((await readFindingAccounts(store, scope, which, { limit: 50 })).rows).toEqual([])
  expect((await readFindingAccounts(store, scope, { repository: ids[0]! }, { limit: 50 })).rows).toEqual([])
  expect(await readRuleNoise(store, scope)).toEqual([])
})

test('a finding tells its place on GitHub, its owners, and since when it could be read', async () => {
  const { store, acme, ids, run, find } = await acmeWith('web')
  await find({ repository: ids[0]!, letter: 'a', path: 'a folder/.env#1' })
  await run(sql`insert into reach_intervals (repository_id, assistant, path, state, from_at, begin_is_known)
    values (${ids[0]}, 'claude', 'app-installation', 'connected', ${friday}, true)`)
  const which = { rule: 'a-token', fingerprint: printOf('a') }
  const { rows } = await readFindingAccounts(store, { organizations: [acme] }, which, { limit: 50 })
  expect(rows).toMatchObject([
    {
      repository: { name: 'web', owner: 'acme', isReachable: false },
      places: [
        {
          line: 3,
          commit: null,
          page: `https://github.com/acme/web/blob/${head}/a%20folder/.env%231#L3`,
        },
      ],
      exposure: [{ assistant: 'claude', from: friday, until: null }],
    },
  ])
  expect(await readRuleNoise(store, { organizations: [acme] })).toEqual([])
  await refreshSummaries(store, friday)
  expect(await readRuleNoise(store, { organizations: [acme] })).toEqual([
    { rule: 'a-token', states: { open: 1 } },
  ])
})
