import path from 'node:path'
import type { Logger } from 'pino'
import { createWorkers } from '../scanner/pool/pool.ts'
import { createHeadsFile } from './audit-heads-file.ts'
import type { Config } from './config.ts'
import type { AppCredentials } from './credentials.ts'
import { createAnswerMemory, forgetAnswers } from './database/answers.ts'
import { createBlobCache, forgetOldRules } from './database/blob-cache.ts'
import { readFigures } from './database/figures.ts'
import { recordHost } from './database/organizations.ts'
import { readSealKeys } from './database/seal-keys.ts'
import { createSealer } from './database/sealed.ts'
import { signHeads } from './database/sign-heads.ts'
import { openSigningKey } from './database/signing-key.ts'
import type { Store } from './database/store.ts'
import { RateBudgetSpent } from './enforcement/rate-budget-spent.ts'
import { createRepositoryScanner } from './enforcement/scanning/repository-scanner.ts'
import type { RepositoryScanner } from './enforcement/scanning.ts'
import type { Governor, GovernorParts } from './governor.ts'
import { openProbot } from './github/client.ts'
import { observePermissions } from './github/permissions.ts'
import { openHost } from './github/open-host.ts'
import { hostNameOf } from './github/web-address.ts'
import { createGoverning, type GovernedHost } from './jobs/governing.ts'
import { followDeliveries } from './jobs/follow-deliveries.ts'
import type { Schedule } from './jobs/schedules.ts'
import { addHandlers } from './webhooks/handlers.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** Answers that nobody has asked for again for so long are of no use. */
const answersKept = 30 * day

/** Nothing is written on GitHub: what Gatehouse does there beyond looking is not built yet. */
const mode = 'observe' as const

const neededPermissions = Object.fromEntries(observePermissions.map(({ key, level }) => [key, level]))

/** Puts together what governs: GitHub, records, scanner, and what is done again and again. */
export async function startGovernor({
  config,
  app,
  log,
  signal,
  store,
  queue,
}: GovernorParts): Promise<Governor> {
  const now = (): Date => new Date()
  const host = await openGoverned(config, app, log, store, cutOff(signal))
  const key = await openSigningKey(store, createSealer(readSealKeys(config.sealKey, config.dataFolder)))
  const keepHeads = createHeadsFile(config.dataFolder, key)
  const { scanner, close } = openScanner(config, store, now)
  const onError = (schedule: string, error: unknown): void =>
    log.warn({ schedule, err: error }, 'a schedule failed')
  const governing = createGoverning({
    store,
    want: queue.want,
    hosts: [host],
    policyRepository: config.policyRepository,
    sweepMinutes: config.sweepMinutes,
    deployment: { neededPermissions, usesClassicToken: config.classicToken !== undefined },
    scanScope: config.scan.scope,
    scanner,
    now,
    onError,
  })
  const followed = followDeliveries({
    store,
    host: host.github,
    isReached: config.publicUrl !== undefined,
    now,
  })
  const upkeep: readonly Schedule[] = [
    {
      name: 'sign-heads',
      everyMs: minute,
      run: async () => void (await signHeads(store, key, now(), keepHeads)),
    },
    { name: 'forget-rules', everyMs: day, run: () => forgetOldRules(store, now()) },
    {
      name: 'forget-answers',
      everyMs: day,
      run: async () => void (await forgetAnswers(store, new Date(now().getTime() - answersKept))),
    },
  ]
  return {
    run: governing.run,
    deliveryArrived: governing.deliveryArrived,
    schedules: [...governing.schedules, ...followed, ...upkeep],
    problem: () => undefined,
    figures: () => readFigures(store, now()),
    stop: close,
  }
}

/** What is under way when the process is told to stop may finish for so long; a GitHub that does not answer is not waited for. */
const lastSecondsMs = 3000

/** Aborted a little after the process was told to stop; what that ends is no failure, and is done after the next start. */
function cutOff(signal: AbortSignal): AbortSignal {
  const cut = new AbortController()
  const end = (): void => cut.abort(new RateBudgetSpent('the process stops', new Date()))
  signal.addEventListener('abort', () => setTimeout(end, lastSecondsMs).unref(), { once: true })
  return cut.signal
}

async function openGoverned(
  config: Config,
  app: AppCredentials,
  log: Logger,
  store: Store,
  signal: AbortSignal,
): Promise<GovernedHost> {
  const name = hostNameOf(config.githubApiUrl)
  const modeOf = () => mode
  const github = await openHost({
    name,
    apiUrl: config.githubApiUrl,
    app,
    ...(config.enterpriseApp && { enforcer: config.enterpriseApp }),
    ...(config.classicToken !== undefined && { classicToken: config.classicToken }),
    memory: createAnswerMemory(store),
    log,
    modeOf,
    signal,
  })
  // Probot hears of webhooks here, and asks GitHub nothing.
  const probot = await openProbot({ apiUrl: config.githubApiUrl, app, log, modeOf })
  return { id: await recordHost(store, name), github, readWebhook: addHandlers(probot) }
}

function openScanner(
  { dataFolder, scan }: Config,
  store: Store,
  now: () => Date,
): { readonly scanner: RepositoryScanner; readonly close: () => Promise<void> } {
  const workers = createWorkers(new URL('./main.ts', import.meta.url), scan.threads)
  const scanner = createRepositoryScanner({
    cacheFolder: path.resolve(dataFolder, 'clones'),
    mostMirrorBytes: scan.cacheBytes,
    mostRepositoryBytes: scan.mostBytes,
    mostSeconds: scan.mostSeconds,
    openPool: workers.open,
    blobCache: (organization, version) => createBlobCache(store, organization, version, now),
  })
  return { scanner, close: workers.close }
}
