import {
  type Arbitrary,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  integer,
  record,
  subarray,
} from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { countRepositories, listRepositories } from '../../../app/database/list-repositories.ts'
import { refreshSummaries } from '../../../app/database/refresh-summaries.ts'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import type { Store } from '../../../app/database/store.ts'
import {
  type ListedRepository,
  listedOutcomes,
  type RepositoryFilter,
  type RepositoryOrder,
  repositoryOrders,
} from '../../../app/enforcement/reading/repository-list.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const monday = new Date('2026-11-23T08:00:00Z')
const friday = new Date('2026-11-27T08:00:00Z')

async function acmeWith(...names: readonly string[]) {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const snapshots = names.map((name, index) => ({ snapshot: listedRepository(index + 1, name) }))
  const ids = await store.transact((unit) => recordSnapshots(unit, acme, snapshots, monday))
  const listed = async (): Promise<readonly ListedRepository[]> => {
    await refreshSummaries(store, friday)
    const { rows } = await listRepositories(store, 'everything', { order: 'name', limit: 100 })
    return rows
  }
  const run = (statement: ReturnType<typeof sql>): Promise<unknown> => statement.execute(store.database)
  return { store, acme, ids, listed, run }
}

test('a summary says what the tables say, and follows whatever changes it', async () => {
  const { acme, ids, listed, run } = await acmeWith('Web')
  const [web] = ids
  const one = async () => (await listed())[0]!
  expect(await one()).toMatchObject({
    name: 'Web',
    outcome: 'undecided',
    since: monday,
    worst: 0,
    request: null,
  })

  await run(sql`insert into decisions (repository_id, outcome, group_name, mode, reasons, facts, owners, since, decided_at)
    values (${web}, 'denied', 'apps', 'enforce', '[]', '{}', '{"owners": ["@acme/web"]}', ${friday}, ${friday})`)
  expect(await one()).toMatchObject({
    outcome: 'denied',
    group: 'apps',
    mode: 'enforce',
    since: friday,
    owners: ['@acme/web'],
  })
  await run(sql`update decisions set outcome = 'allowed', owners = '{"owners": []}'`)
  expect(await one()).toMatchObject({ outcome: 'allowed', owners: [] })

  const reach = (path: string, state: string, control: string) =>
    run(sql`insert into reaches (repository_id, assistant, path, state, control, evidence, since, read_at)
      values (${web}, 'claude', ${path}, ${state}, ${control}, '[]', ${monday}, ${monday})`)
  await reach('app-installation', 'connected', 'enforceable')
  await reach('secret', 'possible', 'detectable')
  await reach('cloud-session', 'unknown', 'unknown')
  expect(await one()).toMatchObject({
    connectedPaths: ['app-installation'],
    possiblePaths: ['secret'],
    unknownPaths: ['cloud-session'],
    canChange: true,
  })
  await run(sql`update reaches set state = 'connected' where path = 'secret'`)
  expect(await one()).toMatchObject({ connectedPaths: ['app-installation', 'secret'], canChange: false })
  await run(sql`delete from reaches where path = 'app-installation'`)
  expect(await one()).toMatchObject({ connectedPaths: ['secret'] })

  const finding = (fingerprint: string, state: string, place: object) =>
    run(sql`insert into findings (repository_id, rule, fingerprint, path, source, state, first_seen_at, changed_at, last_seen_at, places)
      values (${web}, 'rule', ${fingerprint}, '.env', 'scan', ${state}, ${monday}, ${monday}, ${monday}, ${JSON.stringify([place])})`)
  await finding('g1:1', 'open', { kind: 'secret', severity: 'high' })
  await finding('g1:2', 'fixed-at-tip', { kind: 'code', severity: 'medium', isSecret: true })
  await finding('g1:3', 'open', { kind: 'file', severity: 'low' })
  await finding('g1:4', 'false-positive', { kind: 'secret', severity: 'critical' })
  expect(await one()).toMatchObject({ openSecrets: 2, openFiles: 1, worst: 3 })
  await run(sql`update findings set state = 'rotated' where fingerprint = 'g1:1'`)
  expect(await one()).toMatchObject({ openSecrets: 1, openFiles: 1, worst: 2 })

  await run(sql`insert into people (host_id, github_id) select id, 1 from hosts`)
  await run(sql`insert into access_requests (organization_id, repository_id, requested_by, reason, state, source, opened_at)
    select ${acme}, ${web}, id, '', 'open', 'issue', ${monday} from people`)
  expect(await one()).toMatchObject({ request: expect.any(String), approvedUntil: null })
  await run(sql`update access_requests set state = 'approved', closed_at = ${friday}`)
  const until = new Date('2026-12-24T08:00:00Z')
  await run(sql`insert into approvals (organization_id, repository_id, kind, given_by, requested_by, acts_for, granted_at, expires_at)
    select ${acme}, ${web}, 'approval', id, id, '[]', ${monday}, ${until} from people`)
  expect(await one()).toMatchObject({ request: null, approvedUntil: until })
  await run(sql`update approvals set ended_at = ${friday}`)
  expect(await one()).toMatchObject({ approvedUntil: null })

  await run(sql`update repositories set name = 'shop', visibility = 'public'`)
  expect(await one()).toMatchObject({ name: 'shop', visibility: 'public' })
  await run(sql`update repositories set gone_at = ${friday}`)
  expect(await listed()).toEqual([])
  await run(sql`update repositories set gone_at = null`)
  expect(await one()).toMatchObject({ name: 'shop', outcome: 'allowed' })
})

test('what does not change a summary marks nothing, and what is not committed yet is seen once it is', async () => {
  const { store, ids, listed, run } = await acmeWith('web')
  await listed()
  await run(sql`update repositories set last_seen_at = ${friday}, reconciled_at = ${friday}`)
  expect(await refreshSummaries(store, friday)).toBe(0)
  await store.transact(async ({ database }) => {
    await sql`update repositories set name = 'late' where id = ${ids[0]}`.execute(database)
    // Another process looks meanwhile.
    expect(await refreshSummaries(store, friday)).toBe(0)
  })
  expect(await listed()).toMatchObject([{ name: 'late' }])
})

test('of two processes one makes summaries, and the other leaves it to it', async () => {
  const { store } = await acmeWith('web')
  await store.transact(async ({ database }) => {
    await sql`select pg_advisory_xact_lock(hashtext('gatehouse summaries'), 0)`.execute(database)
    expect(await refreshSummaries(store, friday)).toBe(0)
  })
  expect(await refreshSummaries(store, friday)).toBe(1)
})

const filters: Arbitrary<RepositoryFilter> = record(
  {
    search: constantFrom('a', 'B', 'shop-1', '%', '_', String.raw`\ `.trim(), 'none'),
    outcomes: subarray([...listedOutcomes], { minLength: 1 }),
    isConnected: boolean(),
    path: constantFrom('app-installation' as const, 'secret' as const),
    hasFindings: boolean(),
    isUnowned: boolean(),
    isRequested: boolean(),
    group: constantFrom('one', 'two'),
    visibility: constantFrom('private', 'public'),
  },
  { requiredKeys: [] },
)

/** Rows of three organizations, many alike in what they are sorted by. */
async function manyRepositories(): Promise<{
  readonly store: Store
  readonly organizations: readonly string[]
}> {
  const { store } = await databases.create()
  const organizations: string[] = []
  for (const login of ['acme', 'beta-co', 'gamma-inc'])
    organizations.push(await addOrganization(store, login))
  for (const [place, organization] of organizations.entries())
    await store.transact((unit) =>
      recordSnapshots(
        unit,
        organization,
        Array.from({ length: 17 }, (_, index) => ({
          snapshot: listedRepository(
            100 * place + index + 1,
            ['a_b', 'A%', 'shop', String.raw`b\c`][index % 4]! + (index > 3 ? `-${index}` : ''),
          ),
        })),
        monday,
      ),
    )
  await refreshSummaries(store, friday)
  await sql`update repository_summaries set outcome = (${sql.val([...listedOutcomes])}::text[])[1 + repository_id % 5],
    group_name = (array['one', 'two', null])[1 + repository_id % 3], since = ${monday}::timestamptz + repository_id % 4 * interval '1.001 ms',
    worst = repository_id % 3, open_secrets = repository_id % 2, owners = case when repository_id % 4 = 0 then array['@x'] else '{}' end,
    connected_paths = case repository_id % 3 when 0 then array['app-installation', 'secret'] when 1 then array['secret'] else '{}' end,
    visibility = case when repository_id % 5 = 0 then 'public' else 'private' end`.execute(store.database)
  return { store, organizations }
}

const comparisons: Readonly<
  Record<RepositoryOrder, (one: ListedRepository, other: ListedRepository) => number>
> = {
  name: (one, other) =>
    compare(one.name.toLowerCase(), other.name.toLowerCase()) || Number(one.id) - Number(other.id),
  since: (one, other) => other.since.getTime() - one.since.getTime() || Number(other.id) - Number(one.id),
  worst: (one, other) =>
    other.worst - one.worst || other.openSecrets - one.openSecrets || Number(other.id) - Number(one.id),
}
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const isMatch = (row: ListedRepository, filter: RepositoryFilter): boolean =>
  (filter.search === undefined || row.name.toLowerCase().includes(filter.search.toLowerCase())) &&
  (filter.outcomes?.includes(row.outcome) ?? true) &&
  (filter.isConnected === undefined || row.connectedPaths.length > 0 === filter.isConnected) &&
  (filter.path === undefined || row.connectedPaths.includes(filter.path)) &&
  (filter.hasFindings === undefined || row.worst > 0 === filter.hasFindings) &&
  (filter.isUnowned === undefined || (row.owners.length === 0) === filter.isUnowned) &&
  (filter.isRequested === undefined || (row.request !== null) === filter.isRequested) &&
  (filter.group === undefined || row.group === filter.group) &&
  (filter.visibility === undefined || row.visibility === filter.visibility)

test('pages of any filter and order are what one list of all would be, and hold nobody else’s rows', async () => {
  const { store, organizations } = await manyRepositories()
  const { rows: all } = await listRepositories(store, 'everything', { order: 'name', limit: 1000 })
  expect(all).toHaveLength(51)
  await assert(
    asyncProperty(
      filters,
      constantFrom(...repositoryOrders),
      integer({ min: 1, max: 30 }),
      subarray([...organizations]),
      async (filter, order, limit, seen) => {
        const scope = { organizations: seen }
        const wanted = all
          .filter((row) => seen.includes(row.organization.id) && isMatch(row, filter))
          .toSorted(comparisons[order])
        const got: ListedRepository[] = []
        for (let after: readonly string[] | undefined, isFirst = true; isFirst || after; isFirst = false) {
          const page = await listRepositories(store, scope, {
            ...filter,
            order,
            limit,
            ...(after && { after }),
          })
          got.push(...page.rows)
          after = page.next
        }
        expect(got.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
        expect(await countRepositories(store, scope, filter)).toBe(wanted.length)
      },
    ),
    { numRuns: 60 },
  )
}, 120_000)
