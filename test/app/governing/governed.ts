import { onTestFinished } from 'vitest'
import { readAudit } from '../../../app/database/audit-log.ts'
import type { Connection } from '../../../app/database/connection.ts'
import { recordDelivery } from '../../../app/database/deliveries.ts'
import { readDecisions } from '../../../app/database/decisions.ts'
import { listOrganizations, recordHost } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import { readLastSweep } from '../../../app/database/sweeps.ts'
import type { GitHubHost } from '../../../app/enforcement/github.ts'
import { hintsOf } from '../../../app/enforcement/hints.ts'
import { createGoverning, lanes } from '../../../app/jobs/governing.ts'
import { startSchedules } from '../../../app/jobs/schedules.ts'
import { createWorkQueue } from '../../../app/jobs/work-queue.ts'
import { usualWaits } from '../../../app/waits.ts'

/** A governor at work, and what a test asks of it. */
export interface Governed {
  readonly store: Store
  readonly errors: unknown[]
  readonly hostId: string
  readonly askForSweep: () => Promise<void>
  /** Waits until a sweep that began after now has ended in every organization. */
  readonly swept: () => Promise<void>
  /** Delivers a webhook. */
  readonly hint: (event: string, payload: object) => Promise<void>
  /** Delivers a webhook, and waits until nothing is left to be done. */
  readonly deliver: (event: string, payload: object) => Promise<void>
  readonly settled: () => Promise<void>
  readonly decisions: (login: string) => Promise<Readonly<Record<string, string>>>
  readonly kinds: (login: string) => Promise<readonly string[]>
}

export async function govern(
  { store, connection }: { readonly store: Store; readonly connection: Connection },
  github: GitHubHost,
  now: () => Date = () => new Date(),
): Promise<Governed> {
  const hostId = await recordHost(store, github.name)
  const queue = await createWorkQueue(store, connection, lanes)
  const errors: unknown[] = []
  const governing = createGoverning({
    store,
    want: queue.want,
    hosts: [{ id: hostId, github, readWebhook: async ({ event, payload }) => hintsOf(event, payload) }],
    policyRepository: 'gatehouse',
    sweepMinutes: 60,
    sweepMs: usualWaits.sweepMs,
    watchSeconds: 120,
    deployment: () => ({ neededPermissions: {}, usesClassicToken: false }),
    scanScope: 'reachable',
    scanner: {
      scan: async () => ({ status: 'not-scanned', code: 'refused', why: 'There is nothing to scan.' }),
    },
    ceiling: 'observe',
    now,
    onError: (_, error) => errors.push(error),
  })
  const onError = (_: string, error: unknown): void => void errors.push(error)
  await queue.start(governing.run, { concurrency: { work: 4, wide: 5, scan: 1 }, lookAgainMs: 5000, onError })
  // Sweeps only when a test asks for one, so that none falls into the middle of what it looks at.
  const schedules = startSchedules(
    governing.schedules.filter(({ name }) => name !== 'sweep'),
    { onError },
  )
  const askForSweep = (): Promise<void> => store.transact((unit) => queue.want(unit, [`host:${hostId}`]))
  onTestFinished(async () => {
    await schedules.stop()
    await queue.stop()
  })
  const settled = (): Promise<void> => until(() => isSettled(store))
  const hint: Governed['hint'] = async (event, payload) => {
    await recordDelivery(store, {
      host: github.name,
      guid: crypto.randomUUID(),
      event,
      payload: Buffer.from(JSON.stringify(payload)),
    })
    governing.deliveryArrived()
  }
  const idOf = async (login: string): Promise<string> =>
    (await listOrganizations(store, 'everything')).find((one) => one.login === login)!.id
  return {
    store,
    errors,
    hostId,
    settled,
    askForSweep,
    swept: async () => {
      const began = Date.now()
      await askForSweep()
      await until(async () => {
        const all = await listOrganizations(store, 'everything')
        const last = await Promise.all(all.map(({ id }) => readLastSweep(store, 'everything', id)))
        return (
          last.length > 0 && last.every((sweep) => sweep !== undefined && sweep.finishedAt.getTime() >= began)
        )
      })
    },
    hint,
    deliver: async (event, payload) => {
      await hint(event, payload)
      await settled()
    },
    decisions: async (login) =>
      Object.fromEntries(
        (await readDecisions(store, 'everything', await idOf(login))).map(({ name, outcome }) => [
          name,
          outcome,
        ]),
      ),
    kinds: async (login) => {
      const kinds: string[] = []
      for await (const { kind } of readAudit(store, 'everything', await idOf(login))) kinds.push(kind)
      return kinds
    },
  }
}

/** Deliveries first: one that is handled in between has asked for its work before. */
async function isSettled({ database }: Store): Promise<boolean> {
  const deliveries = await database
    .selectFrom('deliveries')
    .select('guid')
    .where('handled_at', 'is', null)
    .execute()
  const work = await database
    .selectFrom('work')
    .select('key')
    .whereRef('done', '<', 'wanted')
    .where('attempts', '=', 0)
    .execute()
  return work.length === 0 && deliveries.length === 0
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 100_000; Date.now() < end;) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not come to pass within 100 seconds')
}
