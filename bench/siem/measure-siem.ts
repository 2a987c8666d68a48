import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createSealer, createSealKey } from '../../app/database/sealed.ts'
import { listSinks } from '../../app/database/sinks/list-sinks.ts'
import { createSink, type SinkOrder } from '../../app/database/sinks/order-sinks.ts'
import type { Connection } from '../../app/database/connection.ts'
import type { Store } from '../../app/database/store.ts'
import { startSchedules } from '../../app/jobs/schedules.ts'
import { openSinks } from '../../app/open-sinks.ts'
import { sinkKindNames, type SinkKindName } from '../../app/sinks/settings.ts'
import { makeReceiver, type Receiver } from '../../test/app/sinks/receiver.ts'
import { fillRecord } from '../app/fill-record.ts'
import { withStore } from '../with-store.ts'

interface SinkFigures {
  readonly kind: SinkKindName
  readonly events: number
  /** From the first to the last, without the time in which the receiver was dead. */
  readonly perSecond: number
  readonly kills: number
  readonly missing: number
  readonly doubled: number
  readonly unmarked: number
  /** The largest resident size of this process meanwhile, which the receiver is no part of. */
  readonly peakMegabytes: number
}

/** How long the receiver stays away, and how often it is killed. */
const deadMs = 2000
const kills = 3
const sealKey = randomBytes(32)

/**
 * Sends a long record through each kind of sink to a receiver in a process of its own, which is killed and started again three times
 * meanwhile, and counts what it has on its disk. @returns whether nothing was lost, and every double was marked
 */
export async function measureSiem(events: number, only: readonly string[]): Promise<boolean> {
  const kinds = sinkKindNames.filter((kind) => only.length === 0 || only.includes(kind))
  return withStore(async (store, connection) => {
    const begun = performance.now()
    await fillRecord(store, events, { eventsOfTransaction: 5000, isSigned: false })
    process.stdout.write(`${events} events written in ${seconds(begun)} s\n`)
    const order = await orderOf(store)
    let isWell = true
    for (const kind of kinds) {
      const figures = await measure(store, connection, order, kind, events)
      print(figures)
      isWell &&= figures.missing === 0 && figures.unmarked === 0
    }
    return isWell
  })
}

async function measure(
  store: Store,
  connection: Connection,
  order: SinkOrder,
  kind: SinkKindName,
  events: number,
): Promise<SinkFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-siem-'))
  const receiver = await makeReceiver(kind, path.join(folder, 'receiver'))
  const sink = await createSink(store, createSealer([createSealKey(sealKey)]), order, {
    name: kind,
    format: 'ocsf',
    logins: true,
    isPaused: false,
    settings: receiver.settings,
    secret: receiver.secret === '' ? undefined : receiver.secret,
    from: 'beginning',
  })
  const sinks = await openSinks({
    config: {
      siemPrivateAddresses: ['127.0.0.1', '::1'],
      sealKey: sealKey.toString('hex'),
      dataFolder: folder,
    },
    store,
    connection,
    now: () => new Date(),
    onError: (_, error) => process.stderr.write(`${String(error)}\n`),
  })
  let peak = 0
  const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 100)
  const begun = performance.now()
  try {
    await receiver.start()
    const schedules = startSchedules(sinks.schedules, {
      onError: (name, error) => process.stderr.write(`${name}: ${String(error)}\n`),
    })
    const dead = await untilSent(store, sink, events, receiver)
    const took = performance.now() - begun - dead
    await schedules.stop()
    await sinks.stop()
    await receiver.kill()
    clearInterval(watching)
    return {
      kind,
      events,
      perSecond: events / (took / 1000),
      kills,
      peakMegabytes: peak / 1e6,
      ...count(receiver, await endOf(store)),
    }
  } finally {
    clearInterval(watching)
    await store.database.updateTable('sinks').set({ ended_at: new Date() }).where('id', '=', sink).execute()
    await receiver.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Kills the receiver at each quarter, whatever it is at. @returns how long it was not sent to, in milliseconds */
async function untilSent(store: Store, sink: string, events: number, receiver: Receiver): Promise<number> {
  let killed = 0
  let dead = 0
  for (;;) {
    const [state] = await listSinks(store, 'everything', undefined, new Date(), sink)
    if (!state) throw new Error('the sink is gone')
    if (state.lagEvents === 0) return dead
    if (killed < kills && state.sent >= (events * (killed + 1)) / (kills + 1)) {
      killed += 1
      const begun = performance.now()
      await receiver.kill()
      await wait(deadMs)
      await receiver.start()
      await untilGoingOn(store, sink, state.sent)
      dead += performance.now() - begun
    }
    await wait(50)
  }
}

async function untilGoingOn(store: Store, sink: string, sent: number): Promise<void> {
  for (;;) {
    const [state] = await listSinks(store, 'everything', undefined, new Date(), sink)
    if (state?.failures === 0 && state.sent > sent) return
    await wait(50)
  }
}

/** Orders of this bench stand in the record too. */
async function endOf({ database }: Store): Promise<number> {
  const { count: all } = await database
    .selectFrom('audit_events')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(all)
}

function count(receiver: Receiver, events: number): Pick<SinkFigures, 'missing' | 'doubled' | 'unmarked'> {
  const seen = new Set<string>()
  let doubled = 0
  let unmarked = 0
  for (const { id, isRepeated } of receiver.received()) {
    if (!seen.has(id)) seen.add(id)
    else {
      doubled += 1
      if (!isRepeated) unmarked += 1
    }
  }
  return { missing: events - seen.size, doubled, unmarked }
}

async function orderOf({ database }: Store): Promise<SinkOrder> {
  const { id: organization } = await database
    .selectFrom('organizations')
    .select('id')
    .executeTakeFirstOrThrow()
  const { id: by } = await database.selectFrom('people').select('id').executeTakeFirstOrThrow()
  return { organization, by, at: new Date() }
}

function print({ kind, perSecond, missing, doubled, unmarked, peakMegabytes }: SinkFigures): void {
  process.stdout.write(
    `${kind.padEnd(14)} ${Math.round(perSecond).toString().padStart(7)} events/s  killed ${kills} times: ` +
      `${missing} missing, ${doubled} doubled, ${unmarked} of them not marked; ${Math.round(peakMegabytes)} MB at most\n`,
  )
}

const seconds = (begun: number): string => ((performance.now() - begun) / 1000).toFixed(1)
