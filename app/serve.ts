import type { Logger } from 'pino'
import type { ReadTicket } from './enforcement/requests/ticket.ts'
import { addConsole, githubPictures } from './api/console-files.ts'
import { createListener } from './api/create-listener.ts'
import { createMetrics, type GaugeSamples } from './api/metrics.ts'
import { addHealth, addMetrics, measureRequests } from './api/operations.ts'
import type { Check } from './api/readiness.ts'
import type { Closers } from './closers.ts'
import type { Config } from './config.ts'
import { findConsole } from './console-folder.ts'
import { createDeliveryWriter, type DeliveryWriter } from './database/delivery-writer.ts'
import type { Store } from './database/store.ts'
import { webhookPath, webhookPathOf } from './github/manifest.ts'
import { webAddressOf } from './github/web-address.ts'
import type { HostAccess } from './host-access.ts'
import { closeListener, listen } from './listen.ts'
import { openConsole } from './open-console.ts'
import { type BodyReader, createBodyReader } from './webhooks/body-reader.ts'
import { addWebhookIntake } from './webhooks/intake.ts'

export interface ServeOptions {
  readonly config: Config
  readonly hosts: readonly HostAccess[]
  readonly log: Logger
  readonly store: Store
  readonly closers: Closers
  readonly checks: readonly Check[]
  readonly figures: () => Promise<GaugeSamples>
  /** Reads tickets of other systems; undefined: this process can read none. */
  readonly readTicket: ReadTicket | undefined
  /** Aborted when the process is to stop. */
  readonly signal: AbortSignal
  /** A delivery is durable. */
  readonly deliveryArrived: () => void
}

/** Where this process listens; undefined where it does not. */
export interface Served {
  readonly port: number | undefined
  readonly metricsPort: number | undefined
}

/** Opens the listeners that this process is to have. @throws AppError `listen-failed` */
export async function serve(options: ServeOptions): Promise<Served> {
  const { config, log, closers, checks } = options
  const metrics = createMetrics(options.figures)
  let metricsPort: number | undefined
  if (config.metrics) {
    const operations = createListener(log)
    addHealth(operations, checks)
    addMetrics(operations, metrics)
    closers.add('metrics', () => closeListener(operations))
    metricsPort = await listen(operations, config.metrics)
  }
  // It only works through the queue.
  if (config.workOnly) {
    log.info({ metricsPort }, 'working only')
    return { port: undefined, metricsPort }
  }
  const server = createListener(log, { isHttps: config.publicUrl?.startsWith('https:') ?? false })
  const intakes = intakesOf(options.hosts)
  measureRequests(
    server,
    metrics,
    intakes.map(({ path }) => path),
  )
  addHealth(server, checks)
  await addConsole(server, findConsole(), picturesOf(options.hosts))
  await openConsole(server, { ...options, now: () => new Date() })
  const taking = { writer: createDeliveryWriter(options.store), readBody: createBodyReader() }
  for (const { path, access } of intakes) await addIntake(server, options, taking, path, access)
  closers.add('listener', () => closeListener(server))
  const port = await listen(server, config.listen)
  log.info({ host: config.listen.host, port, metricsPort }, 'listening')
  return { port, metricsPort }
}

/** Enterprise Server has pictures at its own address, or beside it. Source: docs.github.com, "Enabling subdomain isolation". */
const picturesOf = (hosts: readonly HostAccess[]): readonly string[] => [
  githubPictures,
  ...hosts.flatMap(({ host: { apiUrl } }) => {
    const { protocol, host, origin } = new URL(webAddressOf(apiUrl))
    return [origin, `${protocol}//avatars.${host}`]
  }),
]

interface Intake {
  readonly path: string
  readonly access: HostAccess
}

/** Where hosts deliver to; those that sign nothing, nowhere. The one host, or the first, keeps the path that needs no name. */
function intakesOf(hosts: readonly HostAccess[]): readonly Intake[] {
  const named = hosts.map((access) => ({ path: webhookPathOf(access.host.name), access }))
  const [first] = hosts
  return [
    ...(first ? [{ path: webhookPath, access: first }] : []),
    ...(hosts.length > 1 ? named : []),
  ].filter(({ access }) => mayBeSigned(access))
}

/** A host whose credentials cannot be read yet may have a secret. */
const mayBeSigned = (access: HostAccess): boolean => {
  const credentials = access.current()
  return credentials === undefined || credentials.app.webhookSecret !== undefined
}

async function addIntake(
  server: Parameters<typeof addWebhookIntake>[0],
  { deliveryArrived }: ServeOptions,
  { writer, readBody }: { readonly writer: DeliveryWriter; readonly readBody: BodyReader },
  path: string,
  access: HostAccess,
): Promise<void> {
  await addWebhookIntake(server, {
    path,
    readBody,
    // What is wrong with a host's files is told of by who looks at it.
    secret: async () => (access.current() ?? (await access.read().catch(() => undefined)))?.app.webhookSecret,
    accept: async ({ guid, event, payload }) => {
      await writer.record({ host: access.host.name, guid, event, payload })
      deliveryArrived()
    },
  })
}
