import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { openDatabase } from '../../../app/database/open-database.ts'
import { openPrivatePostgres } from '../../../app/database/private-postgres/open.ts'
import { addressOf } from '../database/address-of.ts'
import { freePort } from '../../demo/free-port.ts'
import type { OpenChaosProgram } from './chaos-main.ts'
import type { ActingHands, ChaosWorker } from './chaos-program.ts'
import { actingHands, askForSweep, untilPlanned } from './acting-hands.ts'
import { recordedActs } from './recorded-acts.ts'
import { isAllDone, openWork, recordedState } from './recorded-state.ts'
import { logWithCodes, watchErrors } from './unexpected-errors.ts'
import { startWorkerProcess } from './worker-process.ts'

const entry = path.join(import.meta.dirname, 'worker-main.ts')
/** A computation by one process that nobody disturbs. */
const freshLimitMs = 300_000

/** The real program: processes as `app/main.ts` starts them, on one PostgreSQL, which belongs to none of them. */
export const openRealProgram: OpenChaosProgram = async ({ github, company }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-chaos-'))
  // Where this runs as root, PostgreSQL runs as somebody else.
  chmodSync(folder, 0o755)
  const watch = watchErrors()
  // 120 connections: four processes with 16 each, those of the killed until they are noticed, and ours.
  const postgres = await openPrivatePostgres({
    folder: path.join(folder, 'postgres'),
    onOutput: watch.ofServer,
    // Nobody kills the server or the machine here, so nothing of it has to reach the disk.
    settings: ['fsync=off', 'full_page_writes=off'],
  })
  if (!('host' in postgres.connection)) throw new Error('the private PostgreSQL is reached by a socket')
  const own = postgres.connection
  const port = await freePort()
  const secret = randomBytes(24).toString('hex')
  const address = `http://127.0.0.1:${port}`
  Object.assign(company.app, { webhook: { url: `${address}/webhooks/github`, secret, active: true } })

  const ask = async (...statements: readonly string[]): Promise<void> => {
    const client = new Client(own)
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  await ask(...logWithCodes)
  const open = async (name: string) => {
    await ask(`create database ${name}`)
    const connectionString = addressOf({ ...own, database: name })
    const database = await openDatabase({ database: { connectionString }, migrator: undefined })
    return { ...database, connectionString }
  }
  const settled = await open('settled')
  const start = (connectionString: string, name: string, more: Readonly<Record<string, string>>) =>
    startWorkerProcess(
      entry,
      {
        DATABASE_URL: `${connectionString}&application_name=worker`,
        DATA_FOLDER: path.join(folder, name),
        NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
        GITHUB_API_URL: github.apiUrl,
        GITHUB_APP_ID: String(company.app.id),
        GITHUB_PRIVATE_KEY: company.app.privateKey,
        GITHUB_WEBHOOK_SECRET: secret,
        LOG_LEVEL: 'warn',
        // Each compiles the rules for itself, in each process that comes after a killed one.
        SCAN_THREADS: '1',
        ...company.enforcing?.settings,
        ...more,
      },
      watch.ofWorker(),
    )
  // One of them takes webhooks in; the next one after its death does.
  let isTaken = false
  let asked = new Date(0)
  const hands = actingHands(settled.store, { organizations: company.organizations.length })
  const acting: ActingHands = {
    ...hands,
    async accept() {
      await untilPlanned(settled.store)
      await hands.accept()
    },
  }
  return {
    startWorker(): ChaosWorker {
      const takesWebhooks = !isTaken
      isTaken = true
      const worker = start(
        settled.connectionString,
        'settled',
        takesWebhooks ? { PORT: String(port), PUBLIC_URL: address } : { WORK_ONLY: 'true' },
      )
      return {
        ended: () => {
          const output = worker.ended()
          if (output !== undefined && takesWebhooks) isTaken = false
          return output
        },
        stop: worker.stop,
        async kill() {
          await worker.kill()
          if (takesWebhooks) isTaken = false
        },
      }
    },
    async askForSweep() {
      asked = new Date()
      await askForSweep(settled.store)
    },
    cutConnections: () =>
      ask(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'worker'`),
    ...(company.enforcing && { acting }),
    openWork: async () => {
      const open = await openWork(settled.store, asked)
      if (!company.enforcing || open.length > 0) return open
      const { open: effects } = await recordedActs(settled.store)
      return effects.flatMap(({ place, kind, state }) => (state === 'planned' ? [`${kind} of ${place}`] : []))
    },
    problems: () => watch.problems,
    readState: async () => ({
      ...(await recordedState(settled.store)),
      ...(company.enforcing && { acts: await recordedActs(settled.store) }),
    }),
    async computeFresh() {
      const fresh = await open('fresh')
      const worker = start(fresh.connectionString, 'fresh', { WORK_ONLY: 'true' })
      try {
        for (const end = Date.now() + freshLimitMs; Date.now() < end; await wait(250)) {
          const known = await fresh.store.database.selectFrom('organizations').select('id').execute()
          if (known.length === company.organizations.length && (await isAllDone(fresh.store, new Date(0))))
            return await recordedState(fresh.store)
          const output = worker.ended()
          if (output !== undefined) throw new Error(`the fresh process ended by itself: ${output}`)
        }
        throw new Error(`the fresh computation took longer than ${freshLimitMs / 1000} s`)
      } finally {
        await worker.kill()
        await fresh.close()
      }
    },
    async close() {
      await settled.close()
      await postgres.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
