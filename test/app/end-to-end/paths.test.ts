import { expect, test } from 'vitest'
import { profiles, type ProfileName } from '../../github/profiles.ts'
import { useDatabases } from '../database/test-database.ts'
import { reachedCompany } from './reached-company.ts'
import { running } from './running.ts'

const databases = useDatabases()

test.each(['ghec'] as ProfileName[])(
  'every path on %s',
  async (profile) => {
    console.time('company')
    const company = await reachedCompany(profile)
    console.timeEnd('company')
    console.time('start')
    const program = await running(await databases.create(), company)
    console.timeEnd('start')
    console.time('swept')
    await program.swept()
    console.timeEnd('swept')
    console.log(program.log.join('\n'))
    const { rows } = await (
      await import('kysely')
    ).sql`select * from work order by key`.execute(program.store.database)
    console.log(JSON.stringify(rows))
    const { rows: s } = await (
      await import('kysely')
    ).sql`select id,organization_id,started_at,finished_at from sweeps`.execute(program.store.database)
    console.log(JSON.stringify(s), new Date())
    console.time('stop')
    await program.stop()
    console.timeEnd('stop')
    expect(1).toBe(1)
  },
  120_000,
)
