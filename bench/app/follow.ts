import { loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { Store } from '../../app/database/store.ts'
import type { Aim } from '../speed/aims.ts'
import { ask, type Parts, untilQuiet, withProgram } from './act.ts'

/** What people may call a large organization, and what the first sweep reads in ten minutes. */
const repositories = 500
/** Many times what it takes. */
const limitMs = 3_600_000

/**
 * How long it takes until every decision rests on a policy that was pushed, and what is asked of GitHub for it: of one that takes nothing
 * from anybody, and of one that takes ten connections. GitHub is simulated and without limits; the program keeps its own pace.
 */
export async function measureFollowing(): Promise<readonly Aim[]> {
  await withProgram(repositories, async (parts) => {
    await follow(parts, 'that allows all but one', ['acme/r*'])
    await connectAll(parts)
    const allowed = ['acme/r[0-9]', 'acme/r[0-9][0-9]', 'acme/r[0-3][0-9][0-9]', 'acme/r4[0-8][0-9]']
    await follow(parts, 'that takes ten of them', allowed)
  })
  return []
}

async function follow({ child, store }: Parts, what: string, allowed: readonly string[]): Promise<void> {
  await untilQuiet(store)
  await ask(child, { what: 'nothing' })
  const { at } = await ask(child, { what: 'policy', access: 'approval', allowed })
  const decided = await untilFollowed(store, at)
  const { requests } = await ask(child, { what: 'nothing' })
  console.log(
    `\n${repositories} repositories, a policy ${what}: every decision rests on it after ${seconds(at, decided)} s, with ${requests} requests; load ${loadavg()[0]!.toFixed(1)}`,
  )
  await untilQuiet(store)
  const end = Date.now()
  const { requests: more, writes } = await ask(child, { what: 'nothing' })
  console.log(
    `  all is done after ${seconds(at, end)} s, with ${more} more requests, of which ${writes} write`,
  )
}

const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(1)

/** Somebody connects them all by hand, and that is known. */
async function connectAll({ child, store, queue }: Parts): Promise<void> {
  await ask(child, { what: 'drift' })
  const organizations = await store.database.selectFrom('organizations').select('id').execute()
  const keys = organizations.map(({ id }) => `installations:${id}`)
  await store.transact((unit) => queue.want(unit, keys))
}

/** @returns when no decision rests on a policy that was found before an instant; both in milliseconds since 1970 */
async function untilFollowed({ database }: Store, since: number): Promise<number> {
  for (const end = Date.now() + limitMs; ; await wait(50)) {
    const old = await database
      .selectFrom('decisions')
      .leftJoin('policies', 'policies.id', 'policy_id')
      .select('repository_id')
      .where((where) => where.or([where('found_at', 'is', null), where('found_at', '<', new Date(since))]))
      .limit(1)
      .executeTakeFirst()
    if (!old) return Date.now()
    if (Date.now() > end) throw new Error('the policy was not followed')
  }
}
