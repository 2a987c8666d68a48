import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { openPrivatePostgres } from '../../../app/database/private-postgres/open.ts'
import { openStore } from '../../../app/database/store.ts'
import { createWorkQueue } from '../../../app/jobs/work-queue.ts'

export interface KillOptions {
  /** Where the database is made. */
  readonly folder: string
  readonly processes: number
  readonly kills: number
  readonly keys: number
  /** How often keys are asked for, all together. */
  readonly hints: number
  /** From 0 to 1, for what is left to chance. */
  readonly random: () => number
}

/** What was left when everything was quiet. */
export interface KillResult {
  /** Keys whose copy is not their source: asked for and forgotten. */
  readonly lost: number
  /** Copies that are older than one before. */
  readonly backwards: number
  readonly hints: number
  /** Finished runs; one that finished twice would have failed. */
  readonly runs: number
}

/** How long the last run may take to begin after the last kill. */
const quietLimitMs = 60_000

/** Kills processes that work on keys while others ask for these keys, and tells what came of it. */
export async function killWorkers(options: KillOptions): Promise<KillResult> {
  const postgres = await openPrivatePostgres({
    folder: options.folder,
    elsewhere: `${options.folder}-elsewhere`,
  })
  const store = openStore(postgres.connection)
  try {
    await store.migrate()
    await sql`create table sources (key text primary key, value bigint not null)`.execute(store.database)
    await sql`create table copies (id bigint generated always as identity, key text, value bigint)`.execute(
      store.database,
    )
    // A generation of a key that is done twice breaks this.
    await sql`create table runs (key text, done bigint, primary key (key, done))`.execute(store.database)
    const queue = await createWorkQueue(store, postgres.connection)
    const start = (): ChildProcess =>
      spawn(
        process.execPath,
        [path.join(import.meta.dirname, 'copying-worker.ts'), JSON.stringify(postgres.connection)],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      )
    const workers = Array.from({ length: options.processes }, start)
    try {
      await Promise.all([sendHints(), sendKills()])
      await untilQuiet()
      return await countResult()
    } finally {
      for (const worker of workers) worker.kill('SIGKILL')
      await queue.stop()
    }

    async function sendHints(): Promise<void> {
      for (let sent = 0; sent < options.hints; sent += 1) {
        const key = `key:${sent < options.keys ? sent : Math.floor(options.random() * options.keys)}`
        await store.transact(async (unit) => {
          await sql`insert into sources values (${key}, 1)
            on conflict (key) do update set value = sources.value + 1`.execute(unit.database)
          await queue.want(unit, [key])
        })
      }
    }

    async function sendKills(): Promise<void> {
      for (let kill = 0; kill < options.kills; kill += 1) {
        await delay(300 + options.random() * 500)
        const victim = Math.floor(options.random() * workers.length)
        workers[victim]!.kill('SIGKILL')
        workers[victim] = start()
      }
    }

    async function untilQuiet(): Promise<void> {
      for (const until = Date.now() + quietLimitMs; Date.now() < until; await delay(100)) {
        const open = await store.database
          .selectFrom('work')
          .select('key')
          .whereRef('done', '<', 'wanted')
          .executeTakeFirst()
        if (!open) return
      }
    }

    async function countResult(): Promise<KillResult> {
      const { rows } = await sql<KillResult>`select
        (select count(*)::int from sources where value is distinct from
          (select value from copies where copies.key = sources.key order by id desc limit 1)) as lost,
        (select count(*)::int from (select value < lag(value) over (partition by key order by id) as is_back
          from copies) as ordered where is_back) as backwards,
        (select sum(value)::int from sources) as hints,
        (select count(*)::int from runs) as runs`.execute(store.database)
      return rows[0]!
    }
  } finally {
    await store.close()
    await postgres.close()
  }
}
