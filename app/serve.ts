import type { Logger } from 'pino'
import { createListener } from './api/create-listener.ts'
import { createMetrics, type GaugeSamples } from './api/metrics.ts'
import { addHealth, addMetrics, measureRequests } from './api/operations.ts'
import type { Check } from './api/readiness.ts'
import type { Closers } from './closers.ts'
import type { Config } from './config.ts'
import type { AppCredentials } from './credentials.ts'
import { createDeliveryWriter } from './database/delivery-writer.ts'
import type { Store } from './database/store.ts'
import { webhookPath } from './github/manifest.ts'
import { hostNameOf } from './github/web-address.ts'
import { closeListener, listen } from './listen.ts'
import { addWebhookIntake } from './webhooks/intake.ts'

export interface ServeOptions {
  readonly config: Config
  readonly app: AppCredentials
  readonly log: Logger
  readonly store: Store
  readonly closers: Closers
  readonly checks: readonly Check[]
  readonly figures: () => Promise<GaugeSamples>
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
  measureRequests(server, metrics, webhookPath)
  addHealth(server, checks)
  if (options.app.webhookSecret !== undefined) await addIntake(server, options, options.app.webhookSecret)
  closers.add('listener', () => closeListener(server))
  const port = await listen(server, config.listen)
  log.info({ host: config.listen.host, port, metricsPort }, 'listening')
  return { port, metricsPort }
}

async function addIntake(
  server: Parameters<typeof addWebhookIntake>[0],
  { config, store, deliveryArrived }: ServeOptions,
  secret: string,
): Promise<void> {
  const host = hostNameOf(config.githubApiUrl)
  const writer = createDeliveryWriter(store)
  await addWebhookIntake(server, {
    path: webhookPath,
    secret,
    accept: async ({ guid, event, payload }) => {
      await writer.record({ host, guid, event, payload })
      deliveryArrived()
    },
  })
}
