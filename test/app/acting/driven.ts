import { sql } from 'kysely'
import { createRecords } from '../../../app/database/records.ts'
import { recordHost } from '../../../app/database/organizations.ts'
import type { Store, Unit } from '../../../app/database/store.ts'
import { readSweepsToClose } from '../../../app/database/sweeps.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { App } from '../../github/world/entities.ts'
import { runKey, type Works } from '../../../app/jobs/run-key.ts'
import { runOnce } from '../../../app/jobs/run-once.ts'
import { openFor } from '../github/opened.ts'

/** The use cases on a simulated GitHub and a real PostgreSQL, whose queue is driven by the test: one key at a time, in one order. */
export interface Driven {
  readonly want: (unit: Unit, keys: readonly string[]) => Promise<void>
  /** Looks at everything, and does what that asks for, without waiting for pauses. @returns what is still left to be done */
  readonly sweep: () => Promise<readonly string[]>
  /** Does what these keys ask for, and what that asks for. @returns what is still left to be done */
  readonly work: (keys: readonly string[]) => Promise<readonly string[]>
}

export interface DrivenOptions {
  readonly store: Store
  readonly github: Simulator
  readonly app: App
  /** As `Config` reads them. */
  readonly settings: Readonly<Record<string, string>>
  readonly now: () => Date
}

/** What fails again and again is left after so many tries. */
const mostRounds = 12

export async function drive({ store, github, app, settings, now }: DrivenOptions): Promise<Driven> {
  const { ENTERPRISE: enterprise, GITHUB_CLASSIC_TOKEN: classicToken } = settings
  const host = await openFor(github, app, {
    ...(enterprise !== undefined && {
      enforcer: {
        enterprise,
        id: Number(settings['ENTERPRISE_APP_ID']),
        privateKey: settings['ENTERPRISE_APP_PRIVATE_KEY']!,
        installationId: Number(settings['ENTERPRISE_APP_INSTALLATION_ID']),
      },
    }),
    ...(classicToken !== undefined && { classicToken }),
    now: () => now().getTime(),
  })
  const hostId = await recordHost(store, host.name)
  const want: Driven['want'] = async ({ database }, keys) => {
    if (keys.length === 0) return
    await sql`insert into work (key) select unnest(${sql.val([...new Set(keys)].toSorted())}::text[])
      on conflict (key) do update set wanted = work.wanted + 1, not_before = now()`.execute(database)
  }
  const works: Works = {
    records: createRecords(store, want),
    hosts: new Map([[hostId, host]]),
    policyRepository: 'gatehouse',
    deployment: () => ({ neededPermissions: {}, usesClassicToken: false }),
    scanScope: 'reachable',
    scanner: { scan: () => Promise.reject(new Error('nothing is scanned here')) },
    ceiling: 'enforce',
    now,
  }
  const never = new AbortController().signal
  /** Whoever asks is seen by the next round. */
  const nobody = async (): Promise<void> => {}
  const openKeys = async (): Promise<readonly string[]> => {
    // Content is none of this test's business.
    await sql`update work set done = wanted where key like 'scan:%'`.execute(store.database)
    await sql`update work set not_before = now() where done < wanted`.execute(store.database)
    const rows = await store.database
      .selectFrom('work')
      .select('key')
      .whereRef('done', '<', 'wanted')
      .orderBy('key')
      .execute()
    return rows.map(({ key }) => key)
  }
  const ask = (keys: readonly string[]): Promise<void> => store.transact((unit) => want(unit, keys))
  const work = async (keys: readonly string[]): Promise<readonly string[]> => {
    await ask(keys)
    for (let round = 0; round < mostRounds; round += 1) {
      const open = await openKeys()
      for (const key of open)
        await runOnce(store, key, (one, context) => runKey(works, one, context), {
          signal: never,
          wake: nobody,
        }).catch(() => {})
      const closing = (await readSweepsToClose(store)).map((id) => `coverage:${id}`)
      await ask(closing)
      if (open.length === 0 && closing.length === 0) return []
    }
    return openKeys()
  }
  return { want, work, sweep: () => work([`host:${hostId}`]) }
}
