import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { createClosers } from '../../../app/closers.ts'
import { readConfig } from '../../../app/config.ts'
import { findHosts } from '../../../app/hosts.ts'
import { readAudit } from '../../../app/database/audit-log.ts'
import type { Connection } from '../../../app/database/connection.ts'
import { readFindings } from '../../../app/database/findings.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store, Unit } from '../../../app/database/store.ts'
import { lanes } from '../../../app/jobs/governing.ts'
import { createWorkQueue } from '../../../app/jobs/work-queue.ts'
import { openLog } from '../../../app/logs/open-log.ts'
import { startGovernor } from '../../../app/start-governor.ts'
import { work } from '../../../app/work.ts'
import { addressOf } from '../database/address-of.ts'
import { freePort } from '../../demo/free-port.ts'
import { storeSource } from '../../demo/store-source.ts'
import type { ShownOrganization, ShownRepository } from '../../demo/demo-source.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { App } from '../../github/world/entities.ts'
import { isAllDone } from '../chaos/recorded-state.ts'
import { sharedThreads } from './shared-threads.ts'

/** The whole program at work, except for the shell of its process, and what a test asks of it. */
export interface Running {
  readonly store: Store
  /** What it logged, one JSON text a line. */
  readonly log: readonly string[]
  /** Where GitHub delivers webhooks to. */
  readonly address: string
  /** Asks for a look at everything, as the schedule does. */
  readonly askForSweep: () => Promise<void>
  /** Asks for one, and waits until it has ended in every organization and nothing is left to be done. */
  readonly swept: () => Promise<void>
  /** Waits until every webhook that was sent is handled and nothing that can be done now is left to be done. */
  readonly settled: () => Promise<void>
  readonly organization: (login: string) => Promise<ShownOrganization>
  /** @param name `owner/name` */
  readonly repository: (name: string) => Promise<ShownRepository>
  /** Findings of secrets in a repository: `stripe-secret-key .env open`. */
  readonly secrets: (name: string) => Promise<readonly string[]>
  /** State of each path of Claude's into a repository. */
  readonly reaches: (name: string) => Promise<Readonly<Record<string, string>>>
  /** Asks for keys of the queue, by name. */
  readonly want: (keys: readonly string[]) => Promise<void>
  /** The same, in a transaction that makes them necessary. */
  readonly wantIn: (unit: Unit, keys: readonly string[]) => Promise<void>
  /** Kinds of what is in an organization's audit log, in order. */
  readonly kinds: (login: string) => Promise<readonly string[]>
  /** Ends it, before the test does. */
  readonly stop: () => Promise<void>
}

const sealKey = randomBytes(32).toString('base64')

interface Started {
  readonly store: Store
  readonly connection: Connection
}

/**
 * Starts the program on a simulated GitHub and a real PostgreSQL. At the test's end it must have written nothing on GitHub, unless
 * the test lets it, and the audit chain of every organization must be whole.
 * @param more settings beside those that the test needs anyway
 */
export async function running(
  { store, connection }: Started,
  { github, app }: { readonly github: Simulator; readonly app: App },
  more: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-end-to-end-'))
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const secret = randomBytes(24).toString('hex')
  Object.assign(app, { webhook: { url: `${address}/webhooks/github`, secret, active: true } })
  const settings = readConfig({
    DATABASE_URL: addressOf(connection),
    DATA_FOLDER: folder,
    PORT: String(port),
    PUBLIC_URL: address,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_APP_ID: String(app.id),
    GITHUB_PRIVATE_KEY: app.privateKey,
    GITHUB_WEBHOOK_SECRET: secret,
    // A second program on the same database opens what the first one sealed.
    SEAL_KEY: sealKey,
    // Only when a test asks: the first one is due at the start.
    SWEEP_MINUTES: '10080',
    // One for all programs of the process (shared-threads.ts).
    SCAN_THREADS: '1',
    ...more,
  })
  const config = { ...settings, waits: { workMs: 500, sweepMs: 500, hostMs: 1000, answerMs: 5000 } }
  const lines: string[] = []
  const log = openLog({
    level: 'info',
    conceal: (line) => line,
    write: (line) => void lines.push(line),
    form: 'json',
  })
  const closers = createClosers()
  const stopping = new AbortController()
  const ended = work({
    config,
    hosts: (await findHosts(config)) ?? [],
    log,
    closers,
    signal: stopping.signal,
    addSecret: () => {},
    startGovernor: (parts) => startGovernor(parts, sharedThreads),
  })
  const beside = await createWorkQueue(store, connection, lanes)
  const stop = onlyOnce(async () => {
    stopping.abort()
    await ended
    await beside.stop()
    expect(await closers.closeAll(log), lines.slice(-5).join('\n')).toBe(true)
    rmSync(folder, { recursive: true, force: true })
  })
  const source = storeSource(store)
  onTestFinished(async () => {
    await stop()
    if (config.ceiling === 'observe') expect(writesOf(github)).toEqual([])
    for (const { login, audit } of await source.readOrganizations())
      expect(audit.problem, `the audit chain of ${login}`).toBeUndefined()
  })
  // A start that fails ends the test with its reason instead of with a timeout.
  const failed = (async () => {
    await ended
    if (!stopping.signal.aborted) throw new Error('the program ended by itself')
  })()
  failed.catch(() => {})
  const until = (isTrue: () => Promise<boolean>): Promise<void> =>
    Promise.race([failed, poll(isTrue, () => lines.slice(-10).join('\n'))])
  await until(async () => (await fetch(`${address}/readyz`).catch(() => undefined))?.ok === true)

  const askForSweep = async (): Promise<void> => {
    const hosts = await store.database.selectFrom('hosts').select('id').execute()
    await store.transact((unit) =>
      beside.want(
        unit,
        hosts.map(({ id }) => `host:${id}`),
      ),
    )
  }
  const settled = async (): Promise<void> => {
    await github.webhooks.settled()
    await until(() => isAllDone(store, new Date(0)))
  }
  const organization = async (login: string): Promise<ShownOrganization> => {
    const found = (await source.readOrganizations()).find((one) => one.login === login)
    if (found === undefined) throw new Error(`${login} is not known`)
    return found
  }
  const repository = async (name: string): Promise<ShownRepository> => {
    const found = (await organization(name.split('/')[0]!)).repositories.find((one) => one.name === name)
    if (found === undefined) throw new Error(`${name} is not known`)
    return found
  }
  return {
    store,
    log: lines,
    address,
    askForSweep,
    wantIn: (unit, keys) => beside.want(unit, keys),
    want: (keys) => store.transact((unit) => beside.want(unit, keys)),
    settled,
    swept: async () => {
      const since = new Date()
      await askForSweep()
      await until(() => isAllDone(store, since))
    },
    organization,
    repository,
    reaches: async (name) =>
      Object.fromEntries(
        (await repository(name)).reaches
          .filter(({ assistant }) => assistant === 'claude')
          .map(({ path: way, state }) => [way, state]),
      ),
    secrets: async (name) => {
      const row = await store.database
        .selectFrom('repositories')
        .innerJoin('organizations', 'organizations.id', 'organization_id')
        .select('repositories.id')
        .where(sql<boolean>`login || '/' || name = ${name}`)
        .executeTakeFirstOrThrow()
      return (await readFindings(store, 'everything', row.id))
        .filter(({ rule }) => /-(?:key|token)$/.test(rule))
        .map(({ rule, path: file, state }) => `${rule} ${file} ${state}`)
        .toSorted()
    },
    kinds: async (login) => {
      const known = (await listOrganizations(store, 'everything')).find((one) => one.login === login)
      const kinds: string[] = []
      for await (const { kind } of readAudit(store, 'everything', known!.id)) kinds.push(kind)
      return kinds
    },
    stop,
  }
}

/** What changed something on GitHub. Having a webhook delivered again does not: GitHub's own record of deliveries grows. */
const writesOf = ({ calls }: Simulator): Simulator['calls'] =>
  calls.filter(({ isWrite, operationId }) => isWrite && operationId !== 'apps/redeliver-webhook-delivery')

function onlyOnce(task: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= task())
}

/** A whole sweep on a machine with two cores that does something else as well. */
const limitMs = 240_000

async function poll(isTrue: () => Promise<boolean>, explain: () => string): Promise<void> {
  for (const end = Date.now() + limitMs; Date.now() < end; await wait(50)) if (await isTrue()) return
  throw new Error(`it did not come to pass within ${limitMs / 1000} s; the log ends with\n${explain()}`)
}
