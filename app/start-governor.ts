import path from 'node:path'
import { createWorkers } from '../scanner/pool/pool.ts'
import { createHeadsFile, readHeadsFile } from './audit-heads-file.ts'
import { createClaudeFollower } from './follow-claude.ts'
import type { Config } from './config.ts'
import { voidOldAcceptances } from './database/acceptances.ts'
import { forgetAnswers } from './database/answers.ts'
import { createBlobCache, forgetOldRules } from './database/blob-cache.ts'
import { enforcementRemark, readBrakeFigures, readEffectFigures } from './database/effect-figures.ts'
import { countOverdueReviews } from './database/emergency-reviews.ts'
import { readFigures } from './database/figures.ts'
import { forgetIdempotencyKeys } from './database/idempotency-keys.ts'
import { recordDailyFigures } from './database/read-overview.ts'
import { refreshSummaries } from './database/refresh-summaries.ts'
import { deleteOld } from './database/retention/delete-old.ts'
import { openSealer } from './database/open-sealer.ts'
import { signHeads } from './database/sign-heads.ts'
import { openSigningKey } from './database/signing-key.ts'
import type { Store } from './database/store.ts'
import type { Deployment } from './enforcement/judge-organization.ts'
import { RateBudgetSpent } from './enforcement/rate-budget-spent.ts'
import { createRepositoryScanner } from './enforcement/scanning/repository-scanner.ts'
import type { RepositoryScanner } from './enforcement/scanning.ts'
import type { Governor, GovernorParts } from './governor.ts'
import { createGoverning } from './jobs/governing.ts'
import { followDeliveries } from './jobs/follow-deliveries.ts'
import type { Schedule } from './jobs/schedules.ts'
import { openNotifications } from './open-notifications.ts'
import { deployedApp, openGovernedHosts, remarkOn } from './open-governed-hosts.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** Answers that nobody has asked for again for so long are of no use. */
const answersKept = 30 * day

/**
 * Puts together what governs: GitHub, records, scanner, and what is done again and again.
 * @param openThreads who starts one program after the other in a process keeps threads for all of them
 */
export async function startGovernor(
  { config, hosts, log, signal, store, queue }: GovernorParts,
  openThreads: typeof createWorkers = createWorkers,
): Promise<Governor> {
  const now = (): Date => new Date()
  const cut = cutOff(signal)
  const linked = await openGovernedHosts({ config, hosts, log, store }, now, cut)
  const sealer = openSealer(config)
  const key = await openSigningKey(store, sealer)
  const heads = await readHeadsFile(config.dataFolder)
  const writeHeads = createHeadsFile(config.dataFolder, key)
  const keepHeads: typeof writeHeads = async (signed) => {
    await writeHeads(signed)
    for (const head of signed) heads.add(head)
  }
  const compareHeads = async (): Promise<void> => {
    for (const organization of await voidOldAcceptances(store, heads, now()))
      log.warn({ organization }, 'the database is older than what was kept of it: nothing is enforced')
  }
  // Before anything is worked on: what was restored must change nothing.
  await compareHeads()
  const { scanner, close } = openScanner(config, { store, now, cut, openThreads })
  const onError = (schedule: string, error: unknown): void =>
    log.warn({ schedule, err: error }, 'a schedule failed')
  const notifications = openNotifications({
    config,
    store,
    now,
    onError: (target, error) =>
      log.warn({ target, err: error }, 'telling a target failed and is tried again'),
  })
  const deployment: Deployment = (name) => {
    const known = hosts.find(({ host }) => host.name === name)
    // One that is not in the settings any more: nothing is asked of it.
    return known ? deployedApp(known.host) : { neededPermissions: {}, usesClassicToken: false }
  }
  const governing = createGoverning({
    store,
    want: queue.want,
    hosts: linked.map(({ governed }) => governed),
    policyRepository: config.policyRepository,
    sweepMinutes: config.sweepMinutes,
    sweepMs: config.waits.sweepMs,
    watchSeconds: config.watchSeconds,
    deployment,
    isPolled: (id) => {
      const host = linked.find(({ governed }) => governed.id === id)
      return config.publicUrl === undefined || host?.access.current()?.app.webhookSecret === undefined
    },
    scanScope: config.scan.scope,
    scanner,
    ceiling: config.ceiling,
    readTicket: notifications.readTicket,
    heads,
    followClaude: createClaudeFollower({
      config,
      store,
      sealer,
      want: queue.want,
      deployment,
      log,
      now,
      cut,
    }),
    now,
    onError,
  })
  const followed = linked.flatMap(({ access, link, governed }) =>
    followDeliveries({
      store,
      host: governed.github,
      isReached: () => config.publicUrl !== undefined && access.current()?.app.webhookSecret !== undefined,
      isInOrder: () => link.problem() === undefined,
      now,
    }),
  )
  const upkeep: readonly Schedule[] = [
    {
      name: 'sign-heads',
      everyMs: minute,
      run: async () => void (await signHeads(store, key, now(), keepHeads)),
    },
    {
      name: 'refresh-summaries',
      everyMs: 2000,
      run: async () => void (await refreshSummaries(store, now())),
    },
    {
      name: 'record-daily-figures',
      everyMs: 60 * minute,
      run: () => recordDailyFigures(store, now()),
    },
    { name: 'compare-heads', everyMs: minute, run: compareHeads },
    {
      name: 'forget-idempotency-keys',
      everyMs: 60 * minute,
      run: () => forgetIdempotencyKeys(store, new Date(now().getTime() - day)),
    },
    {
      name: 'delete-old',
      everyMs: 60 * minute,
      run: async (stopping) => void (await deleteOld(store, now(), stopping)),
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
    schedules: [
      ...linked.map(({ link }) => link.look),
      ...governing.schedules,
      ...followed,
      ...upkeep,
      ...notifications.schedules,
    ],
    problem: () => undefined,
    remark: () => remarkOn(linked),
    enforcement: async () => enforcementRemark(await readBrakeFigures(store)),
    figures: async () => ({
      ...(await readEffectFigures(store)),
      gatehouse_emergency_reviews_overdue: await countOverdueReviews(store, now()),
      ...(await readFigures(store, now())),
      ...(await notifications.figures()),
      gatehouse_host_up: linked.map(({ access, link }) => ({
        labels: { host: access.host.name },
        value: link.problem() === undefined ? 1 : 0,
      })),
    }),
    readTicket: notifications.readTicket,
    stop: async () => {
      await notifications.stop()
      await close()
    },
  }
}

/**
 * What is under way when the process is told to stop may finish for so long. Neither a GitHub that does not answer nor a large clone
 * or scan is waited for.
 */
const lastSecondsMs = 3000

/** Aborted a little after the process was told to stop; what that ends is no failure, and is done after the next start. */
function cutOff(signal: AbortSignal): AbortSignal {
  const cut = new AbortController()
  const end = (): void => cut.abort(new RateBudgetSpent('the process stops', new Date()))
  signal.addEventListener('abort', () => setTimeout(end, lastSecondsMs).unref(), { once: true })
  return cut.signal
}

interface Scanning {
  readonly store: Store
  readonly now: () => Date
  /** Ends what is under way. */
  readonly cut: AbortSignal
  readonly openThreads: typeof createWorkers
}

function openScanner(
  { dataFolder, scan }: Config,
  { store, now, cut, openThreads }: Scanning,
): { readonly scanner: RepositoryScanner; readonly close: () => Promise<void> } {
  const workers = openThreads(new URL('./main.ts', import.meta.url), scan.threads)
  const scanner = createRepositoryScanner({
    cacheFolder: path.resolve(dataFolder, 'clones'),
    mostMirrorBytes: scan.cacheBytes,
    mostRepositoryBytes: scan.mostBytes,
    mostSeconds: scan.mostSeconds,
    openPool: workers.open,
    blobCache: (organization, version) => createBlobCache(store, organization, version, now),
  })
  // Threads hear nothing while they are at a task.
  cut.addEventListener('abort', () => void workers.close(), { once: true })
  return {
    scanner: {
      scan: (request) => scanner.scan({ ...request, signal: AbortSignal.any([request.signal, cut]) }),
    },
    close: workers.close,
  }
}
