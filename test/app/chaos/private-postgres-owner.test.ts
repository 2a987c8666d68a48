import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sign } from '@octokit/webhooks-methods'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openPrivatePostgres } from '../../../app/database/private-postgres/open.ts'
import { readPostmaster } from '../../../app/database/private-postgres/postmaster.ts'
import { openStore, type Store } from '../../../app/database/store.ts'
import { buildCompany } from '../../demo/company.ts'
import { startSimulator } from '../../github/server/simulator.ts'
import { openWork, recordedState } from './recorded-state.ts'
import { startWorkerProcess } from './worker-process.ts'

const main = path.join(import.meta.dirname, '../../../app/main.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-owner-'))
// Where tests run as root, PostgreSQL runs as somebody else.
chmodSync(folder, 0o755)
const dataFolder = path.join(folder, 'data')
const data = path.join(dataFolder, 'postgres')
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

async function until<Result>(
  what: string,
  look: () => Promise<Result | undefined> | Result | undefined,
): Promise<Result> {
  for (const end = Date.now() + 300_000; Date.now() < end; await delay(100)) {
    const found = await look()
    if (found !== undefined) return found
  }
  throw new Error(`waited for too long until ${what}`)
}

/** Processes that have the folder in their command line, which PostgreSQL's have. */
const processesOf = (place: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      } catch {
        // It has ended since.
        return ''
      }
    })
    .filter((command) => command.includes(place))

/** The simulated GitHub with its company, and processes of the App that share one data folder. */
async function deployment() {
  const github = await startSimulator({ limits: { secondary: false } })
  onTestFinished(() => github.close())
  const company = await buildCompany(github)
  const secret = randomBytes(24).toString('hex')
  const start = async () => {
    let output = ''
    const worker = startWorkerProcess(
      main,
      {
        DATA_FOLDER: dataFolder,
        PORT: '0',
        PUBLIC_URL: 'https://gatehouse.example',
        GITHUB_API_URL: github.apiUrl,
        GITHUB_APP_ID: String(company.app.id),
        GITHUB_PRIVATE_KEY: company.app.privateKey,
        GITHUB_WEBHOOK_SECRET: secret,
      },
      (piece) => void (output += piece),
    )
    onTestFinished(() => worker.kill())
    const port = await until('it listens', () => {
      const end = worker.ended()
      if (end !== undefined) throw new Error(`it ended by itself: ${end}`)
      return /"port":(\d+)[^\n]*"msg":"listening"/.exec(output)?.[1]
    })
    return { worker, url: `http://127.0.0.1:${port}` }
  }
  /** @returns the guid where it was accepted */
  const deliver = async (url: string): Promise<string | undefined> => {
    const guid = randomUUID()
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': guid,
      'x-hub-signature-256': await sign(secret, '{}'),
    }
    const { status } = await fetch(`${url}/webhooks/github`, { method: 'POST', headers, body: '{}' }).catch(
      () => ({ status: 0 }),
    )
    return status === 202 ? guid : undefined
  }
  const repositories = company.organizations.reduce(
    (sum, { id }) => sum + (github.world.repositoriesOf.get(id)?.size ?? 0),
    0,
  )
  return { github, start, deliver, repositories }
}

const pidOfServer = (): number | undefined => readPostmaster(data)?.pid

async function isReady(url: string): Promise<true | undefined> {
  const answer = await fetch(`${url}/readyz`)
  const { checks }: { checks?: { database?: string } } = JSON.parse(await answer.text())
  return checks?.database === 'ready' ? true : undefined
}

async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const postgres = await openPrivatePostgres({ folder: dataFolder })
  const store = openStore(postgres.connection)
  try {
    return await work(store)
  } finally {
    await store.close()
    await postgres.close()
  }
}

// More than a minute on a quiet machine; its parts are tested in `private-postgres-kept.test.ts`.
test.skipIf(process.env['PROOF'] === undefined)(
  'who owns the private PostgreSQL is killed, again and again: others go on, and nothing is lost',
  { timeout: 600_000 },
  async () => {
    const { github, start, deliver, repositories } = await deployment()
    let [owner, joined] = [await start(), await start()]
    const accepted: string[] = []
    for (let kill = 1; kill <= 2; kill += 1) {
      const server = pidOfServer()
      const underWay = [owner, joined].flatMap(({ url }) => Array.from({ length: 20 }, () => deliver(url)))
      accepted.push(...(await Promise.all(underWay.slice(0, 5))).filter((guid) => guid !== undefined))
      await owner.worker.kill()
      accepted.push(...(await Promise.all(underWay.slice(5))).filter((guid) => guid !== undefined))
      await until('another server runs', () => {
        const now = pidOfServer()
        return now !== undefined && now !== server ? now : undefined
      })
      await until('it is ready again', () => isReady(joined.url))
      accepted.push(await until('it takes webhooks in again', () => deliver(joined.url)))
      expect(joined.worker.ended()).toBeUndefined()
      ;[owner, joined] = [joined, await start()]
    }
    expect(accepted.length).toBeGreaterThan(10)
    await withStore((store) =>
      until('all is done', async () =>
        (await openWork(store, new Date(0))).length === 0 ? true : undefined,
      ),
    )
    // Told to end at once, who joined must not start another server.
    await Promise.all([owner.worker.stop(), joined.worker.stop()])
    expect(pidOfServer()).toBeUndefined()
    // oxlint-disable-next-line no-conditional-expect -- other systems have no such list
    if (process.platform === 'linux') expect(processesOf(data)).toEqual([])
    const { state, guids } = await withStore(async (store) => {
      const rows = await store.database.selectFrom('deliveries').select('guid').execute()
      return { state: await recordedState(store), guids: rows.map(({ guid }) => guid) }
    })
    expect(guids).toEqual(expect.arrayContaining(accepted))
    expect(state.brokenRecords).toEqual([])
    expect(state.decisions.size).toBe(repositories)
    for (const { seen, read, failed } of state.coverage.values())
      expect({ read, failed }).toEqual({ read: seen, failed: [] })
    expect(github.calls.filter(({ isWrite }) => isWrite)).toEqual([])
  },
)
