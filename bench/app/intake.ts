import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openPrivatePostgres } from '../../app/database/private-postgres/open.ts'
import { openStore } from '../../app/database/store.ts'
import { webhookPath } from '../../app/github/manifest.ts'
import type { Aim } from '../speed/aims.ts'
import { insertLoop } from './insert-loop.ts'
import { load, type LoadResult, quantile } from './load.ts'
import { startProgram } from './start-program.ts'
import { webhookRequests } from './webhook-requests.ts'

const root = path.join(import.meta.dirname, '../..')
const connections = 32
const warmUpSeconds = 2
const wantedRate = 1000
const wantedP99 = 100

/**
 * How many webhooks a second become durable: signed ones over connections that stay open, against the real process with its own
 * PostgreSQL, on one machine with whoever sends them. Peers of the same run: a receiver that keeps nothing, and PostgreSQL alone.
 */
export async function measureIntake(seconds = 10): Promise<readonly Aim[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-intake-'))
  chmodSync(folder, 0o755)
  const secret = randomBytes(20).toString('hex')
  try {
    const bare = await measureBare(secret, seconds)
    const ours = await measureOurs(folder, secret, seconds)
    const { kept, insertRate } = await measureDatabase(folder, seconds)
    const rate = ours.answered / ours.seconds
    print('Gatehouse, durable', ours)
    print('bare Fastify, keeps nothing', bare)
    console.log(`${'PostgreSQL alone, one row a commit'.padEnd(36)} ${insertRate.toFixed(0)}/s`)
    console.log(
      `${(rate / (bare.answered / bare.seconds)).toFixed(2)} of the bare receiver, ${(rate / insertRate).toFixed(2)} of PostgreSQL alone`,
    )
    return aimsOf(ours, kept)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function aimsOf(ours: LoadResult, kept: number): readonly Aim[] {
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
      reached: ours.errors === 0 && kept >= ours.answered,
      found: `${kept} rows, with the warm-up; ${ours.answered} answers, ${ours.errors} errors`,
    },
  ]
}

async function measureBare(secret: string, seconds: number): Promise<LoadResult> {
  const { port, stop } = await startProgram([path.join(import.meta.dirname, 'bare-server.ts'), secret])
  try {
    return await warmLoad(port, secret, seconds)
  } finally {
    await stop()
  }
}

async function measureOurs(folder: string, secret: string, seconds: number): Promise<LoadResult> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { port, stop } = await startProgram([path.join(root, 'app/main.ts')], {
    DATA_FOLDER: folder,
    PORT: '0',
    PUBLIC_URL: 'http://localhost',
    GITHUB_APP_ID: '1',
    GITHUB_PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    GITHUB_WEBHOOK_SECRET: secret,
  })
  try {
    return await warmLoad(port, secret, seconds)
  } finally {
    await stop()
  }
}

async function warmLoad(port: number, secret: string, seconds: number): Promise<LoadResult> {
  const nextRequest = webhookRequests(webhookPath, secret)
  const options = { port, connections, nextRequest, wanted: 'HTTP/1.1 202' }
  await load({ ...options, seconds: warmUpSeconds })
  return load({ ...options, seconds })
}

/** What is in the database when our process has ended, and what the database does by itself. */
async function measureDatabase(
  folder: string,
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
      insertRate: await insertLoop(postgres.connection, { connections: 16, seconds }),
    }
  } finally {
    await store.close()
    await postgres.close()
  }
}

function print(name: string, result: LoadResult): void {
  const rate = (result.answered / result.seconds).toFixed(0)
  const times = [0.5, 0.99].map((part) => quantile(result, part).toFixed(1))
  console.log(`${name.padEnd(36)} ${rate}/s, p50 ${times[0]} ms, p99 ${times[1]} ms, ${result.errors} errors`)
}
