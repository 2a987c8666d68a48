import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { openForReading } from '../../app/database/open-database.ts'
import { readPostmaster } from '../../app/database/private-postgres/postmaster.ts'
import type { Store } from '../../app/database/store.ts'
import { startWorkerProcess } from '../../test/app/chaos/worker-process.ts'
import type { Aim } from '../speed/aims.ts'
import { startOptions } from './start-program.ts'
import { watchMemory } from './process-memory.ts'
import type { AskedOfGitHub, ServedGitHub } from './served-github.ts'

/** One sweep, as it was measured. */
interface Swept {
  readonly seconds: number
  readonly asked: AskedOfGitHub
}

interface Measured {
  readonly repositories: number
  readonly first: Swept
  readonly unchanged: Swept
  /** Seconds for a thousand of the first sweep's own requests, sent by a loop that does nothing with the answers. */
  readonly bareSeconds: number
  /** The program's largest, in MB: after the first sweep, and in all. */
  readonly memory: readonly [number, number]
  /** PostgreSQL's largest, in MB, all of its processes together; NaN where the system does not tell. */
  readonly databaseMemory: number
  readonly databaseMegabytes: number
  /** Repositories whose content was scanned. */
  readonly scans: number
}

const wantedRequests = 10
const wantedCharged = 0.1
/** GHEC gives an installation so many requests an hour, of which a fifth is left to others. */
const hourlyBudget = 15_000 * 0.8
const limitMs = 6 * 3_600_000

/**
 * What a first and an unchanged sweep cost, at several sizes. GitHub is simulated, in a process of its own and without limits, so
 * that the program is what is measured; how long GitHub's own limits would make it is told beside.
 */
export async function measureSweeps(sizes: readonly number[]): Promise<readonly Aim[]> {
  const measured: Measured[] = []
  for (const size of sizes) {
    const one = await measureSweep(size)
    measured.push(one)
    print(one)
  }
  return measured.flatMap(aimsOf).concat(growthOf(measured))
}

async function measureSweep(repositories: number): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-sweep-'))
  chmodSync(folder, 0o755)
  const child = fork(path.join(import.meta.dirname, 'served-github.ts'), [String(repositories)])
  try {
    const [served] = await once(child, 'message')
    return await measureServed(repositories, child, served, folder)
  } finally {
    child.disconnect()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function measureServed(
  repositories: number,
  child: ChildProcess,
  served: ServedGitHub,
  folder: string,
): Promise<Measured> {
  const started = performance.now()
  const program = startWorkerProcess(path.join(import.meta.dirname, '../../app/main.ts'), {
    DATA_FOLDER: folder,
    PORT: '0',
    GITHUB_API_URL: served.apiUrl,
    GITHUB_APP_ID: String(served.appId),
    GITHUB_PRIVATE_KEY: served.privateKey,
    LOG_LEVEL: 'warn',
    SWEEP_MINUTES: '10080',
    WORKERS: '8',
    NODE_OPTIONS: startOptions(),
  })
  try {
    const database = await openWhenThere(folder, program.ended)
    try {
      const { store } = database
      const memoryOfPostgres = watchMemory(readPostmaster(path.join(folder, 'postgres'))?.pid ?? 0)
      await untilSwept(store, 1, program.ended)
      const memoryAtFirst = peakOf(program.pid)
      const first = { seconds: (performance.now() - started) / 1000, asked: await askedOf(child) }
      const again = performance.now()
      await sql`update work set wanted = wanted + 1, not_before = now() where key like 'host:%'`.execute(
        store.database,
      )
      await untilSwept(store, 2, program.ended)
      const unchanged = { seconds: (performance.now() - again) / 1000, asked: await askedOf(child) }
      const databaseMegabytes = await sizeOf(store)
      return {
        repositories,
        first,
        unchanged,
        memory: [memoryAtFirst, peakOf(program.pid)],
        databaseMemory: memoryOfPostgres.stop(),
        databaseMegabytes,
        scans: await countScans(store),
        bareSeconds: 1000 * (await askBare(served, first.asked.reads)),
      }
    } finally {
      await database.close()
    }
  } finally {
    await program.stop()
  }
}

/** Opens a program's database beside it, once it is there. */
export async function openWhenThere(folder: string, ended: () => string | undefined) {
  for (const end = Date.now() + 60_000; ; await wait(200)) {
    const output = ended()
    if (output !== undefined) throw new Error(`the program ended by itself: ${output}`)
    // Whoever asks before it is there would start it himself.
    if (!readPostmaster(path.join(folder, 'postgres'))?.isReady && Date.now() < end) continue
    try {
      return await openForReading({ database: { folder }, migrator: undefined })
    } catch (error) {
      // Its tables are only just being made.
      if (Date.now() > end) throw error
    }
  }
}

/** Waits until so many sweeps have ended. */
export async function untilSwept(
  store: Store,
  sweeps: number,
  ended: () => string | undefined,
): Promise<void> {
  for (const end = Date.now() + limitMs; Date.now() < end; await wait(250)) {
    const { rows } = await sql<{ done: string }>`
      select count(*) as done from sweeps where finished_at is not null`.execute(store.database)
    if (Number(rows[0]?.done) >= sweeps) return
    const output = ended()
    if (output !== undefined) throw new Error(`the program ended by itself: ${output}`)
  }
  throw new Error('the sweep did not come to its end')
}

async function askedOf(child: ChildProcess): Promise<AskedOfGitHub> {
  child.send('how many')
  const [asked] = await once(child, 'message')
  return asked
}

/** What the program read, as many at a time, by a loop that does nothing with the answers. @returns seconds for one */
async function askBare(
  { apiUrl, graphqlUrl, token }: ServedGitHub,
  reads: AskedOfGitHub['reads'],
): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'bench' }
  const left = [...reads]
  let answered = 0
  const started = performance.now()
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const response =
        'target' in next
          ? await fetch(`${apiUrl}${next.target}`, { headers })
          : await fetch(graphqlUrl, { headers, method: 'POST', body: next.graphql })
      await response.arrayBuffer()
      if (response.ok) answered += 1
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  // What the App asks for itself is refused to its installation; more would be other requests than the program's.
  if (answered < reads.length * 0.9)
    throw new Error(`GitHub refused ${reads.length - answered} of ${reads.length}`)
  return (performance.now() - started) / 1000 / reads.length
}

const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

async function countScans({ database }: Store): Promise<number> {
  const { count } = await database
    .selectFrom('scans')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('good_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function sizeOf({ database }: Store): Promise<number> {
  const { rows } = await sql<{ size: string }>`select pg_database_size(current_database()) as size`.execute(
    database,
  )
  return Number(rows[0]?.size) / 1024 ** 2
}

function print(measured: Measured): void {
  const { repositories, first, unchanged, bareSeconds, memory, databaseMemory, databaseMegabytes, scans } =
    measured
  const perThousand = (1000 * first.seconds) / first.asked.requests
  const line = (what: string, { seconds, asked }: Swept): string =>
    `${what.padEnd(10)} ${seconds.toFixed(1)} s, ${((seconds / repositories) * 1000).toFixed(1)} ms a repository; ` +
    `${(asked.requests / repositories).toFixed(2)} requests and ${(asked.charged / repositories).toFixed(3)} charged a repository, ${(asked.queries / repositories).toFixed(3)} of them queries`
  console.log(`\n${repositories.toLocaleString('en-US')} repositories`)
  console.log(`  ${line('first', first)}`)
  console.log(`  ${line('unchanged', unchanged)}`)
  console.log(
    `  the same requests, bare: ${bareSeconds.toFixed(2)} s a thousand; in the sweep ${perThousand.toFixed(2)} s, ${(perThousand / bareSeconds).toFixed(1)}×`,
  )
  console.log(
    `  memory ${memory.map((one) => one.toFixed(0)).join(', then ')} MB; PostgreSQL ${databaseMemory.toFixed(0)} MB, its files ${databaseMegabytes.toFixed(0)} MB; ${scans} scanned`,
  )
  console.log(
    `  at GitHub's limit of 15,000 an hour, a fifth left to others: first sweep ${((first.asked.charged - first.asked.queries) / hourlyBudget).toFixed(1)} h`,
  )
}

function aimsOf({ repositories, first, unchanged }: Measured): readonly Aim[] {
  const each = (value: number): number => value / repositories
  const name = `${repositories.toLocaleString('en-US')} repositories`
  return [
    {
      what: `${name}: at most ${wantedRequests} requests each at first`,
      reached: each(first.asked.charged) <= wantedRequests,
      found: each(first.asked.charged).toFixed(2),
    },
    {
      what: `${name}: at most ${wantedCharged} charged each when unchanged`,
      reached: each(unchanged.asked.charged) <= wantedCharged,
      found: each(unchanged.asked.charged).toFixed(3),
    },
    {
      what: `${name}: nothing is written on GitHub`,
      reached: first.asked.writes + unchanged.asked.writes === 0 && unchanged.asked.defects.length === 0,
      found: `${first.asked.writes + unchanged.asked.writes} writes, ${unchanged.asked.defects.length} defects`,
    },
  ]
}

/** From the smallest to the largest: time for each repository, and the program's memory. */
function growthOf(measured: readonly Measured[]): readonly Aim[] {
  const [small, large] = [measured[0], measured.at(-1)]
  if (!small || !large || small === large) return []
  const each = ({ first, repositories }: Measured): number => first.seconds / repositories
  return [
    {
      what: 'time a repository does not grow with their number (at most 1.5 times)',
      reached: each(large) <= 1.5 * each(small),
      found: `${(each(large) / each(small)).toFixed(2)} times`,
    },
    {
      what: 'memory does not grow with their number (at most 600 MB)',
      reached: large.memory[1] <= 600,
      found: measured.map(({ memory }) => `${memory[1].toFixed(0)} MB`).join(', '),
    },
  ]
}
