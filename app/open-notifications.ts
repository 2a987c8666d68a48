import type { GaugeSamples } from './api/metrics.ts'
import type { Config } from './config.ts'
import { readFailures, readTargetFigures, replayFailures } from './database/notifications/failures.ts'
import { notificationRecords } from './database/notifications/notification-records.ts'
import { createGovernanceReader } from './database/policies.ts'
import type { Store } from './database/store.ts'
import type { ReadTicket } from './enforcement/requests/ticket.ts'
import type { Schedule } from './jobs/schedules.ts'
import { routeOf } from './network/route.ts'
import { openTunnel } from './network/tunnel.ts'
import { allowedAddresses } from './notifications/channels/allowed-addresses.ts'
import { openChannel, openTickets } from './notifications/channels/open-channel.ts'
import { resolveByDns } from './notifications/channels/resolve-allowed.ts'
import { createSendRequest, type Tunnel } from './notifications/channels/send-request.ts'
import { distribute, distributeDays } from './notifications/distribute.ts'
import type { Notifications } from './notifications/notifications.ts'
import { createNotifier } from './notifications/notifier.ts'
import { sendTest } from './notifications/send-test.ts'
import { shownTarget } from './notifications/shown-target.ts'

export interface NotificationParts {
  readonly config: Pick<Config, 'notifications' | 'policyRepository' | 'network'>
  readonly store: Store
  readonly now: () => Date
  /** @param target its name */
  readonly onError: (target: string, error: unknown) => void
}

/** Everything about notifications that a process does or is asked for. */
export interface OpenedNotifications {
  readonly api: Notifications
  readonly schedules: readonly Schedule[]
  readonly figures: () => Promise<GaugeSamples>
  readonly readTicket: ReadTicket
  readonly stop: () => Promise<void>
}

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute
/** From the beginning of a request to the end of its answer. */
const timeoutMs = 20 * second
const sentKept = 30 * day
const deadKept = 90 * day
const mostFailuresShown = 200

/** Opens the targets of the settings; without any nothing is told, and nothing is kept for later. */
export function openNotifications({ config, store, now, onError }: NotificationParts): OpenedNotifications {
  const targets = config.notifications?.targets ?? []
  const stopping = new AbortController()
  const addresses = allowedAddresses(config.notifications?.privateAddresses ?? [])
  const route = routeOf(config.network)
  const tunnel: Tunnel = (host, port, signal) => {
    const proxy = route(host, port)
    return proxy && openTunnel(proxy, { host, port }, signal)
  }
  const send = createSendRequest({ addresses, resolve: resolveByDns, timeoutMs, tunnel })
  const network = {
    send: (request: Parameters<typeof send>[0]) => send({ ...request, signal: stopping.signal }),
    addresses,
    resolve: resolveByDns,
    tunnel,
    timeoutMs,
    now,
  }
  const opened = targets.map((target) => ({
    target,
    channel: openChannel(target.channel, network),
    tickets: openTickets(target.channel, network),
  }))
  const records = notificationRecords(store, now)
  const readGovernance = createGovernanceReader(store)
  const notifier = createNotifier({
    records,
    targets: opened,
    policyRepository: config.policyRepository,
    now,
    random: Math.random,
    stopping,
    onError,
  })
  const distribution = {
    records,
    targets,
    policyOf: async (organization: string) => (await readGovernance(organization)).inForce.policy,
    now,
  }
  const names = targets.map(({ name }) => name)
  return {
    api: {
      listTargets: async (visible) => {
        const figures = await readTargetFigures(store, names, visible)
        return targets.map((target) => {
          const { target: _, ...known } = figures.find((one) => one.target === target.name)!
          return { ...shownTarget(target), ...known }
        })
      },
      sendTest: async (name) => {
        const meant = opened.find(({ target }) => target.name === name)
        return meant && sendTest(meant.target, meant.channel, meant.tickets)
      },
      listFailures: (visible, most = mostFailuresShown) => readFailures(store, visible, most),
      replay: (visible, deliveries) => replayFailures(store, visible, deliveries, now()),
    },
    schedules:
      targets.length === 0
        ? []
        : [
            { name: 'notifications', everyMs: 2 * second, run: (signal) => distribute(distribution, signal) },
            { name: 'send-notifications', everyMs: second, run: notifier.send },
            { name: 'notification-days', everyMs: minute, run: () => distributeDays(distribution) },
            {
              name: 'forget-notifications',
              everyMs: day,
              run: () =>
                records.forget(new Date(now().getTime() - sentKept), new Date(now().getTime() - deadKept)),
            },
          ],
    figures: async () => gaugesOf(await readTargetFigures(store, names, 'everything')),
    readTicket: async (system, ticket) => {
      const tickets = opened.find(({ target }) => target.name === system)?.tickets
      return (
        tickets?.read(ticket) ?? { known: false, why: `no target ${system} of the settings keeps tickets` }
      )
    },
    stop: notifier.stop,
  }
}

const gaugesOf = (figures: Awaited<ReturnType<typeof readTargetFigures>>): GaugeSamples => ({
  gatehouse_notifications_open: figures.flatMap(({ target, waiting, dead }) => [
    { labels: { target, state: 'waiting' }, value: waiting },
    { labels: { target, state: 'dead' }, value: dead },
  ]),
  gatehouse_notifications_failing: figures.map(({ target, lastError }) => ({
    labels: { target },
    value: lastError === null ? 0 : 1,
  })),
})
