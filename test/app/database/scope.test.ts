import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import { refreshSummaries } from '../../../app/database/refresh-summaries.ts'
import { inScopeOfRepository } from '../../../app/database/scope.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

test.each([
  ['with their tables', 'repository_summaries.organization_id', 'repository_summaries.repository_id'],
  ['by themselves', 'organization_id', 'repository_id'],
  ['one so, one so', 'repository_summaries.organization_id', 'repository_id'],
])(
  'somebody sees the repository that they can read, and not the one beside it: columns named %s',
  async (_, organizationColumn, repositoryColumn) => {
    const { store } = await databases.create()
    const organization = await addOrganization(store, 'acme')
    const now = new Date()
    const snapshots = [20, 21].map((id) => ({ snapshot: listedRepository(id, `shop-${id}`) }))
    const [seen] = await store.transact((unit) => recordSnapshots(unit, organization, snapshots, now))
    const person = '0b5f9d2e-3d55-4a4e-9d53-3f0c5f6f8a10'
    await sql`insert into people (id, host_id, github_id) select ${person}::uuid, host_id, 7 from organizations where id = ${organization}`.execute(
      store.database,
    )
    await sql`insert into looks values (${person}::uuid, ${organization}, ${now})`.execute(store.database)
    await sql`insert into visible_repositories values (${person}::uuid, ${organization}, ${seen})`.execute(
      store.database,
    )
    const shownTo = async (lookedAfter: Date) => {
      const scope = {
        organizations: [],
        visibleTo: { person, organizations: [organization], lookedAfter },
      }
      const { rows } = await sql<{ repository_id: string }>`
      select repository_id from repository_summaries
      where ${inScopeOfRepository(scope, organizationColumn, repositoryColumn)}`.execute(store.database)
      return rows.map((row) => row.repository_id)
    }
    await refreshSummaries(store, now)
    expect(await shownTo(new Date(now.getTime() - 1000))).toEqual([seen])
    expect(await shownTo(new Date(now.getTime() + 1000))).toEqual([])
  },
)
