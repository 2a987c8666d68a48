/**
 * Proves that a long record is exported and verified whole, in memory that does not grow with it: `node bench/app/long-record.ts`,
 * a step of `npm run proof`. Runs the packed commands on a real PostgreSQL, with a tenth of the events and with all of them, and
 * ends with 1 where an event is missing, the verdict is not `whole`, or a command takes more memory than `memoryLimits` allow.
 * Numbers of events may be given: `node bench/app/long-record.ts 1000 10000`.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Connection } from '../../app/database/connection.ts'
import { openPrivatePostgres } from '../../app/database/private-postgres/open.ts'
import { openStore } from '../../app/database/store.ts'
import { recordFormats } from '../../app/enforcement/audit/render-record.ts'
import { addressOf } from '../../test/app/database/address-of.ts'
import { buildPacked, gatehouseFiles } from '../gatehouse.ts'
import type { Command } from '../speed/contender.ts'
import { errorsOf, runCommand } from '../speed/run-command.ts'
import { missingEvents } from './count-events.ts'
import { fillRecord } from './fill-record.ts'
import { judgeMemory, type MemoryOf } from './judge-memory.ts'

/** A large organization's first weeks: 50,000 repositories with four events each. */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [20_000, 200_000]
/**
 * Megabytes of V8's old space, in which all commands run once more: enough for a page of events and for all heads, and a
 * fraction of what all events take; a command that kept them would be ended.
 */
const smallHeap = 48
/** Seconds that one command may take; the script in Python checks 2,000 signatures by itself. */
const limit = 1200

const script = join(import.meta.dirname, '../../docs/verify_audit.py')

interface Step {
  readonly name: string
  readonly command: Command
  /** @returns what is wrong with what it did; undefined: nothing */
  readonly problem: () => Promise<string | undefined> | string | undefined
}

const scratch = mkdtempSync(join(tmpdir(), 'gatehouse-long-record-'))
// Where this runs as root, PostgreSQL runs as somebody else.
chmodSync(scratch, 0o755)
buildPacked()
const postgres = await openPrivatePostgres({ folder: join(scratch, 'postgres') })
try {
  const runs: MemoryOf[] = []
  const wrong: string[] = []
  for (const events of sizes) {
    const { measured, problems } = await measure(await fill(events), events)
    runs.push(...measured)
    wrong.push(...problems)
  }
  wrong.push(...judgeMemory(runs))
  for (const one of wrong) console.error(`Wrong: ${one}`)
  console.log(wrong.length === 0 ? 'Whole, in bounded memory.' : `${wrong.length} things are wrong.`)
  if (wrong.length > 0) process.exitCode = 1
} finally {
  await postgres.close()
  rmSync(scratch, { recursive: true, force: true })
}

/** @returns the address of a database that holds as many events */
async function fill(events: number): Promise<string> {
  const name = `record_${events}`
  const client = new Client(postgres.connection)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const connection: Connection = { ...postgres.connection, database: name }
  const started = performance.now()
  const store = openStore({ ...connection, max: 2 })
  try {
    await store.migrate()
    await fillRecord(store, events)
  } finally {
    await store.close()
  }
  console.log(`\n${events} events recorded in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return addressOf(connection)
}

async function measure(address: string, events: number) {
  process.env['DATABASE_URL'] = address
  const measured: MemoryOf[] = []
  const problems: string[] = []
  for (const { name, command, problem } of stepsOf(events)) {
    const { seconds, peakMegabytes, exitCode } = await runCommand(command, scratch, limit)
    measured.push({ name, events, megabytes: peakMegabytes })
    console.log(
      `  ${name.padEnd(36)} ${seconds.toFixed(1).padStart(7)} s ${(peakMegabytes ?? Number.NaN).toFixed(0).padStart(6)} MB`,
    )
    const found = exitCode === 0 ? await problem() : `it ended with ${exitCode}: ${errorsOf(scratch)}`
    if (found !== undefined) problems.push(`${name}, ${events} events: ${found}`)
  }
  return { measured, problems }
}

/** In a small heap always; as users run it for the most events. The script in Python has but one way. */
function stepsOf(events: number): readonly Step[] {
  const inSmallHeap = gatehouseSteps(events, [`--max-old-space-size=${smallHeap}`]).map((step) => ({
    ...step,
    name: `${step.name}, small heap`,
  }))
  const python = {
    name: 'the script in Python',
    command: { program: 'python3', arguments: [script, fileOf('jsonl')] },
    problem: says(`whole: ${events} events of 1 organizations`),
  }
  return [...(events === Math.max(...sizes) ? gatehouseSteps(events, []) : []), ...inSmallHeap, python]
}

function gatehouseSteps(events: number, options: readonly string[]): readonly Step[] {
  const gatehouse = (...words: readonly string[]): Command => ({
    program: process.execPath,
    arguments: [...options, gatehouseFiles.packed, 'audit', ...words],
  })
  const whole = says(`Whole: ${events.toLocaleString('en-US')} events of 1 organization`)
  return [
    ...recordFormats.map((format) => ({
      name: `export as ${format}`,
      command: gatehouse('export', '--format', format, '-o', fileOf(format)),
      problem: () => missingEvents(fileOf(format), format, events),
    })),
    { name: 'verify the database', command: gatehouse('verify'), problem: whole },
    {
      name: 'verify the exported file',
      command: gatehouse('verify', '--export', fileOf('jsonl')),
      problem: whole,
    },
  ]
}

function fileOf(format: string): string {
  return join(scratch, `record.${format}`)
}

/** What the last command printed says it, or the record is not whole. */
function says(text: string): () => string | undefined {
  return () =>
    readFileSync(join(scratch, 'output'), 'utf8').includes(text) ? undefined : `it does not say "${text}"`
}
