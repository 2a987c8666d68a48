import { hostname } from 'node:os'
import type { GaugeSamples } from './api/metrics.ts'
import type { Config } from './config.ts'
import type { Connection } from './database/connection.ts'
import { isPooled } from './database/is-pooled.ts'
import { openSealer, type SealSettings } from './database/open-sealer.ts'
import type { Sealer } from './database/sealed.ts'
import { listSinks } from './database/sinks/list-sinks.ts'
import { readSinkSecret } from './database/sinks/order-sinks.ts'
import { sinkRecords } from './database/sinks/sink-records.ts'
import type { Store } from './database/store.ts'
import { type Locks, openLocks } from './jobs/locks.ts'
import type { Schedule } from './jobs/schedules.ts'
import { routeOf } from './network/route.ts'
import { openTunnel } from './network/tunnel.ts'
import { allowedAddresses } from './notifications/channels/allowed-addresses.ts'
import { resolveByDns } from './notifications/channels/resolve-allowed.ts'
import { createSendRequest, type Tunnel } from './notifications/channels/send-request.ts'
import { openSink, type OpenedSink } from './sinks/open-sink.ts'
import type { SinkProblem } from './sinks/problems.ts'
import type { SinkRow } from './sinks/records.ts'
import { createSender } from './sinks/sender.ts'
import type { SinkNetwork } from './sinks/sink.ts'

export type SinkConfig = Pick<Config, 'siemPrivateAddresses'> &
  Partial<Pick<Config, 'network'>> &
  SealSettings

export interface SinkParts {
  readonly config: SinkConfig
  readonly store: Store
  readonly connection: Connection
  readonly now: () => Date
  /** @param sink our id */
  readonly onError: (sink: string, error: unknown) => void
}

/** What a process does that sends the audit log on. */
export interface OpenedSinks {
  readonly schedules: readonly Schedule[]
  readonly figures: () => Promise<GaugeSamples>
  /** What does not go as it should, in words that anybody may read; undefined: nothing. */
  readonly remark: () => Promise<string | undefined>
  readonly stop: () => Promise<void>
}

const second = 1000
/** From the beginning of a request to the end of its answer. */
const timeoutMs = 30 * second
/** A receiver that is restarted is nothing to tell of. */
const longFailingMs = 5 * 60 * second

/** What receivers are reached with. */
export const sinkNetwork = (
  { siemPrivateAddresses, network }: Pick<SinkConfig, 'siemPrivateAddresses' | 'network'>,
  now: () => Date,
): SinkNetwork => {
  const addresses = allowedAddresses(siemPrivateAddresses)
  const route = network && routeOf(network)
  const tunnel: Tunnel = (host, port, signal) => {
    const proxy = route?.(host, port)
    return proxy && openTunnel(proxy, { host, port }, signal)
  }
  const options = { addresses, resolve: resolveByDns, timeoutMs, tunnel }
  return { ...options, send: createSendRequest(options), now, hostName: hostname() }
}

/** Opens the way of a sink, or one that says why there is none. */
export async function openKeptSink(
  {
    store,
    sealer,
    network,
  }: { readonly store: Store; readonly sealer: Sealer; readonly network: SinkNetwork },
  { id, settings }: Pick<SinkRow, 'id' | 'settings'>,
): Promise<OpenedSink> {
  if (!settings) return closed({ code: 'settings-unreadable' })
  try {
    const secret = await readSinkSecret(store, sealer, id)
    return openSink(settings, () => secret?.reveal() ?? '', network)
  } catch {
    // Why is in the words of the problem; it is looked at again when the sink is changed, or with the next start.
    return closed({ code: 'secret-unreadable' })
  }
}

const closed = (problem: SinkProblem): OpenedSink => ({
  limits: { events: 1, bytes: 1 },
  doubles: true,
  collectSeconds: 0,
  deliver: async () => ({ kind: 'failed', problem, mayHaveArrived: false }),
})

/** Opens what sends the audit log to the sinks that organizations have set up. */
export async function openSinks({
  config,
  store,
  connection,
  now,
  onError,
}: SinkParts): Promise<OpenedSinks> {
  const sealer = openSealer(config)
  const network = sinkNetwork(config, now)
  const pooled = await isPooled(connection)
  let locks: Promise<Locks> | undefined
  /** The one session of this process, opened when there is something to send; a new one after it was lost. */
  const openedLocks = (): Promise<Locks> => {
    const forget = (): void => {
      locks = undefined
    }
    locks ??= openLocks(connection, { isPooled: pooled }).then((opened) => {
      opened.signal.addEventListener('abort', forget, { once: true })
      return opened
    })
    locks.catch(forget)
    return locks
  }
  const sender = createSender({
    records: sinkRecords(store),
    now,
    random: Math.random,
    open: (sink) => openKeptSink({ store, sealer, network }, sink),
    tryLock: async (key) => {
      const own = await openedLocks()
      const unlock = await own.tryLock(key)
      return unlock && { unlock, signal: own.signal }
    },
    onError,
  })
  return {
    schedules: [{ name: 'send-audit-log', everyMs: second, run: sender.send }],
    figures: async () => gaugesOf(await listSinks(store, 'everything', undefined, now())),
    remark: async () => remarkOn(await listSinks(store, 'everything', undefined, now()), now()),
    stop: async () => {
      await sender.stop()
      await (await locks?.catch(() => undefined))?.close()
    },
  }
}

type Listed = Awaited<ReturnType<typeof listSinks>>

/** Names nobody: who asks whether a process is ready need not know whose logs go where. */
function remarkOn(sinks: Listed, now: Date): string | undefined {
  const failing = sinks.filter(
    ({ isPaused, failingSince }) =>
      !isPaused && failingSince !== null && now.getTime() - failingSince.getTime() > longFailingMs,
  )
  if (failing.length === 0) return undefined
  const longest = Math.max(...failing.map(({ failingSince }) => now.getTime() - failingSince!.getTime()))
  return `${failing.length} of ${sinks.length} receivers of the audit log have taken nothing for up to ${Math.floor(longest / 60_000)} minutes; Settings says why`
}

function gaugesOf(sinks: Listed): GaugeSamples {
  const by = (valueOf: (sink: Listed[number]) => number) =>
    sinks.map((sink) => ({
      labels: { host: sink.host, organization: sink.login, sink: sink.name },
      value: valueOf(sink),
    }))
  return {
    gatehouse_sink_lag_events: by(({ lagEvents }) => lagEvents),
    gatehouse_sink_lag_seconds: by(({ lagSeconds }) => lagSeconds),
    gatehouse_sink_failures: by(({ failures }) => failures),
    gatehouse_sink_dead_letters: by(({ deadLetters }) => deadLetters),
    gatehouse_sink_sent_events: by(({ sent }) => sent),
    gatehouse_sink_repeated_events: by(({ repeated }) => repeated),
  }
}
