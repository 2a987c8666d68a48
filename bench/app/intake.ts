import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openPrivatePostgres } from '../../app/database/private-postgres/open.ts'
import { openStore } from '../../app/database/store.ts'
import { webhookPath } from '../../app/github/manifest.ts'
import type { Aim } from '../speed/aims.ts'
import { insertLoop } from './insert-loop.ts'
import type { IntakeGitHub } from './intake-github.ts'
import { load, type LoadResult, quantile } from './load.ts'
import { cpuBetween, cpuOf, type CpuSeconds } from './process-cpu.ts'
import { environmentFor, type StartedProgram, startProgram } from './start-program.ts'
import { openWhenThere, untilSwept } from './sweep.ts'
import type { WebhookBody } from './webhook-bodies.ts'
import { describeBodies, type WebhookRequests, webhookRequests } from './webhook-requests.ts'

const root = path.join(import.meta.dirname, '../..')
const connections = 32
const warmUpSeconds = 2
const wantedRate = 1000
const wantedP99 = 100

/**
 * How many webhooks a second become durable: signed ones over connections that stay open, against the real process with its own
 * PostgreSQL, on one machine with whoever sends them and with the simulated github.com that they are about; what the program does
 * because of them goes on meanwhile. Peers of the same run: a receiver that keeps nothing, and PostgreSQL alone.
 */
export async function measureIntake(seconds = 10): Promise<readonly Aim[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-intake-'))
  chmodSync(folder, 0o755)
  const secret = randomBytes(20).toString('hex')
  const child = fork(path.join(import.meta.dirname, 'intake-github.ts'))
  try {
    const [github]: IntakeGitHub[] = await once(child, 'message')
    for (const line of describeBodies(github!.bodies)) console.log(line)
    const bare = await measureBare(github!, secret, seconds)
    const ours = await measureOurs(github!, folder, secret, seconds)
    const { kept, insertRate } = await measureDatabase(folder, github!.bodies, seconds)
    const rate = ours.answered / ours.seconds
    print('Gatehouse, durable', ours)
    print('bare Fastify, keeps nothing', bare)
    console.log(`${'PostgreSQL alone, one row a commit'.padEnd(36)} ${insertRate.toFixed(0)}/s`)
    console.log(
      `${(rate / (bare.answered / bare.seconds)).toFixed(2)} of the bare receiver, ${(rate / insertRate).toFixed(2)} of PostgreSQL alone`,
    )
    return aimsOf(ours, kept)
  } finally {
    child.disconnect()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** A load, and how many different deliveries there were, with the warm-up. */
interface Loaded extends LoadResult {
  readonly distinct: number
  /** While it was measured. */
  readonly cpu: CpuSeconds
}

function aimsOf(ours: Loaded, kept: number): readonly Aim[] {
  const rate = ours.answered / ours.seconds
  const p99 = quantile(ours, 0.99)
  return [
    {
      what: `intake: at least ${wantedRate} durable deliveries/s`,
      reached: rate >= wantedRate,
      found: `${rate.toFixed(0)}/s`,
    },
    { what: `intake: p99 below ${wantedP99} ms`, reached: p99 < wantedP99, found: `${p99.toFixed(1)} ms` },
    {
      what: 'intake: whatever was accepted is kept',
      reached: ours.errors === 0 && kept === ours.distinct,
      found: `${kept} rows of ${ours.distinct} deliveries, ${ours.errors} errors`,
    },
  ]
}

async function measureBare({ bodies }: IntakeGitHub, secret: string, seconds: number): Promise<Loaded> {
  const { port, pid, stop } = await startProgram([path.join(import.meta.dirname, 'bare-server.ts'), secret])
  try {
    return await warmLoad({ port, pid }, webhookRequests(webhookPath, secret, bodies), seconds)
  } finally {
    await stop()
  }
}

async function measureOurs(
  github: IntakeGitHub,
  folder: string,
  secret: string,
  seconds: number,
): Promise<Loaded> {
  const settings = environmentFor({ ...github, secret }, folder)
  const { port, pid, stop } = await startProgram([path.join(root, 'app/main.ts')], settings)
  try {
    const database = await openWhenThere(folder, () => undefined)
    try {
      // What webhooks tell of is known by then, as it usually is.
      await untilSwept(database.store, 1, () => undefined)
    } finally {
      await database.close()
    }
    return await warmLoad({ port, pid }, webhookRequests(webhookPath, secret, github.bodies), seconds)
  } finally {
    await stop()
  }
}

async function warmLoad(
  { port, pid }: Pick<StartedProgram, 'port' | 'pid'>,
  { next, distinct }: WebhookRequests,
  seconds: number,
): Promise<Loaded> {
  const options = { port, connections, nextRequest: next, wanted: 'HTTP/1.1 202' }
  await load({ ...options, seconds: warmUpSeconds })
  const before = cpuOf(pid)
  const result = await load({ ...options, seconds })
  return { ...result, distinct: distinct(), cpu: cpuBetween(before, cpuOf(pid)) }
}

/** What is in the database when our process has ended, and what the database does by itself. */
async function measureDatabase(
  folder: string,
  bodies: readonly WebhookBody[],
  seconds: number,
): Promise<{ readonly kept: number; readonly insertRate: number }> {
  const postgres = await openPrivatePostgres({ folder })
  const store = openStore(postgres.connection)
  try {
    const { count } = await store.database
      .selectFrom('deliveries')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
    return {
      kept: Number(count),
      insertRate: await insertLoop(postgres.connection, { connections: 16, seconds, bodies }),
    }
  } finally {
    await store.close()
    await postgres.close()
  }
}

function print(name: string, result: Loaded): void {
  const rate = (result.answered / result.seconds).toFixed(0)
  const times = [0.5, 0.99].map((part) => quantile(result, part).toFixed(1))
  const [own, children] = [result.cpu.own, result.cpu.children].map((seconds) =>
    ((1000 * seconds) / result.answered).toFixed(3),
  )
  console.log(
    `${name.padEnd(36)} ${rate}/s, p50 ${times[0]} ms, p99 ${times[1]} ms, ${result.errors} errors; CPU ${own} ms a delivery, its PostgreSQL ${children}`,
  )
}
