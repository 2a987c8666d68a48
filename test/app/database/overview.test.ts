import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { countRepositories } from '../../../app/database/list-repositories.ts'
import { readLastSweeps } from '../../../app/database/list-sweeps.ts'
import { readOverview, readTrend, recordDailyFigures } from '../../../app/database/read-overview.ts'
import { readRuleNoise } from '../../../app/database/read-findings.ts'
import { refreshSummaries } from '../../../app/database/refresh-summaries.ts'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const monday = new Date('2026-11-23T08:00:00Z')
const tuesday = new Date('2026-11-24T08:00:00Z')

async function acme() {
  const { store } = await databases.create()
  const id = await addOrganization(store, 'acme')
  const names = ['web', 'shop', 'docs']
  const snapshots = names.map((name, index) => ({ snapshot: listedRepository(index + 1, name) }))
  const ids = await store.transact((unit) => recordSnapshots(unit, id, snapshots, monday))
  const run = (statement: ReturnType<typeof sql>): Promise<unknown> => statement.execute(store.database)
  const reach = (repository: string | undefined, state: string, control: string) =>
    run(sql`insert into reaches (repository_id, assistant, path, state, control, evidence, since, read_at)
      values (${repository}, 'claude', 'app-installation', ${state}, ${control}, '[]', ${monday}, ${monday})`)
  const secretIn = (repository: string | undefined) =>
    run(sql`
      insert into findings (repository_id, rule, fingerprint, path, source, state, first_seen_at, changed_at, last_seen_at, places)
      values (${repository}, 'a-token', 'g1:1', '.env', 'scan', 'open', ${monday}, ${monday}, ${monday},
        ${JSON.stringify([{ kind: 'secret', severity: 'high' }])})`)
  return { store, id, ids, run, reach, secretIn }
}

test('what an assistant can read now is told apart from what is open anywhere', async () => {
  const { store, id, ids, reach, secretIn } = await acme()
  const [web, shop, docs] = ids
  await reach(web, 'connected', 'enforceable')
  await reach(shop, 'connected', 'detectable')
  await reach(docs, 'unknown', 'unknown')
  await secretIn(web)
  await secretIn(docs)
  await refreshSummaries(store, monday)
  expect(await readOverview(store, { organizations: [id] }, monday)).toMatchObject({
    repositories: 3,
    exposed: { secrets: 1, files: 0, repositories: 1 },
    open: { secrets: 2, files: 0, repositories: 2 },
    reach: { reached: 2, allowed: 0, canChange: 1, onlySee: 1, cannotSee: 1 },
    unowned: 3,
    undecided: 3,
  })
  expect(await readOverview(store, { organizations: [] }, monday)).toMatchObject({ repositories: 0 })
})

test('what is kept for an organization is what its lists show, whatever changes, moves or goes', async () => {
  const { store, id, ids, run, reach, secretIn } = await acme()
  const other = await addOrganization(store, 'others')
  const [web, shop, docs] = ids
  // Nobody sees an organization wholly by such a scope, so that every summary is counted.
  const person = (
    await sql<{
      id: string
    }>`insert into people (host_id, github_id) select host_id, 7 from organizations where id = ${id}
      returning id`.execute(store.database)
  ).rows[0]!.id
  for (const organization of [id, other])
    await run(
      sql`insert into looks (person_id, organization_id, looked_at) values (${person}, ${organization}, ${monday})`,
    )
  const agree = async () => {
    await refreshSummaries(store, monday)
    await run(sql`delete from visible_repositories`)
    await run(sql`insert into visible_repositories (person_id, organization_id, repository_id)
      select ${person}, organization_id, id from repositories`)
    const kept = await readOverview(store, { organizations: [id, other] }, monday)
    const visibleTo = { person, organizations: [id, other], lookedAfter: new Date(0) }
    expect(kept).toEqual(await readOverview(store, { organizations: [], visibleTo }, monday))
    expect(kept).toEqual(await readOverview(store, { organizations: [other], visibleTo }, monday))
    for (const scope of [
      { organizations: [id, other] },
      { organizations: [], visibleTo },
      { organizations: [other], visibleTo },
    ])
      expect(await countRepositories(store, scope, {})).toBe(kept.repositories)
    const rules = await readRuleNoise(store, { organizations: [id, other] })
    expect(await readRuleNoise(store, { organizations: [], visibleTo })).toEqual(rules)
    expect(await readRuleNoise(store, { organizations: [other], visibleTo })).toEqual(rules)
    return { ...kept, states: rules.find(({ rule }) => rule === 'a-token')?.states }
  }
  expect(await agree()).toMatchObject({ repositories: 3, undecided: 3 })
  for (const one of [web, shop]) await reach(one, 'connected', 'enforceable')
  await secretIn(web)
  await secretIn(shop)
  expect(await agree()).toMatchObject({
    exposed: { secrets: 2, repositories: 2 },
    reach: { reached: 2 },
    states: { open: 2 },
  })
  await run(sql`
    insert into approvals (organization_id, repository_id, kind, given_by, requested_by, acts_for, granted_at, expires_at)
    values (${id}, ${web}, 'request', ${person}, ${person}, '[]', ${monday}, ${tuesday})`)
  await run(sql`update findings set state = 'gone' where repository_id = ${shop}`)
  await run(sql`update reaches set state = 'unknown' where repository_id = ${shop}`)
  expect(await agree()).toMatchObject({
    expiring: 1,
    exposed: { secrets: 1 },
    reach: { cannotSee: 1 },
    states: { open: 1, gone: 1 },
  })
  await run(sql`update repositories set organization_id = ${other} where id = ${web}`)
  await run(sql`update repositories set gone_at = ${monday} where id = ${docs}`)
  expect(await agree()).toMatchObject({ repositories: 2, exposed: { secrets: 1 } })
  expect(await readOverview(store, { organizations: [other] }, monday)).toMatchObject({ repositories: 1 })
  await run(sql`update repositories set gone_at = ${monday}`)
  expect(await agree()).toMatchObject({
    repositories: 0,
    exposed: { secrets: 0 },
    unowned: 0,
    states: undefined,
  })
})

test('a day keeps its last numbers, and only organizations that are seen wholly count', async () => {
  const { store, id, ids, reach, secretIn } = await acme()
  await refreshSummaries(store, monday)
  await recordDailyFigures(store, monday)
  await reach(ids[0], 'connected', 'enforceable')
  await secretIn(ids[0])
  await refreshSummaries(store, tuesday)
  await recordDailyFigures(store, tuesday)
  await recordDailyFigures(store, new Date('2026-11-24T23:00:00Z'))
  expect(await readTrend(store, [id], tuesday)).toEqual([
    { day: '2026-11-23', reached: 0, allowed: 0, exposedSecrets: 0 },
    { day: '2026-11-24', reached: 1, allowed: 0, exposedSecrets: 1 },
  ])
  expect(await readTrend(store, [id], new Date('2027-02-21T00:00:00Z'))).toHaveLength(1)
  expect(await readTrend(store, [], tuesday)).toEqual([])
})

test('of each organization the last sweep that ended is told', async () => {
  const { store, id, run } = await acme()
  const coverage = JSON.stringify({
    repositories: 3,
    read: 3,
    scanned: 1,
    notWanted: 2,
    failedCount: 0,
    failed: [],
    unknown: [],
  })
  for (const at of [monday, tuesday])
    await run(sql`insert into sweeps (organization_id, started_at, finished_at, coverage)
      values (${id}, ${at}, ${at}, ${coverage})`)
  await run(sql`insert into sweeps (organization_id, started_at) values (${id}, ${tuesday})`)
  expect(await readLastSweeps(store, { organizations: [id] })).toMatchObject([
    { organization: id, finishedAt: tuesday, coverage: { scanned: 1 } },
  ])
  expect(await readLastSweeps(store, { organizations: [] })).toEqual([])
})
