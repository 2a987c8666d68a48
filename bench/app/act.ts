import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Store } from '../../app/database/store.ts'
import { lanes } from '../../app/jobs/governing.ts'
import { createWorkQueue, type WorkQueue } from '../../app/jobs/work-queue.ts'
import { webhookPath } from '../../app/github/manifest.ts'
import { actingHands } from '../../test/app/chaos/acting-hands.ts'
import type { ActingHands } from '../../test/app/chaos/chaos-program.ts'
import { type Aim, fasterThan } from '../speed/aims.ts'
import type { ActAnswer, ActAsked, ActChange, ActGitHub } from './act-github.ts'
import { environmentFor, type StartedProgram, startProgram } from './start-program.ts'
import { openWhenThere, untilSwept } from './sweep.ts'

/** Half of them give a connection, half take it. */
const repetitions = 20
/** Between two: without it requests would wait for the pace that the program keeps to with GitHub, and that would be measured. */
const betweenMs = 5_000
/** Many times what any of them takes. */
const limitMs = 60_000
const driftLimitMs = 3_600_000
/** Hundreds of repositories are read again within it. */
const quietLimitMs = 600_000
/** GitHub's documentation, "Rate limits for the REST API": content-generating requests; PATCH of an installation may count as one. */
const writesPerMinute = 80

/** What a measurement works with. */
export interface Parts {
  readonly github: ActGitHub
  readonly child: ChildProcess
  readonly program: StartedProgram
  readonly store: Store
  readonly hands: ActingHands
  readonly queue: WorkQueue
}

/**
 * How long it takes from what somebody does until GitHub is changed by it, through the whole program with its PostgreSQL; and how long
 * many repositories' drift takes to repair. GitHub is simulated, in a process of its own and without limits.
 * @param isLarge whether also 5,000 repositories' drift is measured, and not only computed
 */
export async function measureActs(isLarge: boolean): Promise<readonly Aim[]> {
  const aims = await withProgram(5, measureHints)
  for (const size of isLarge ? [500, 5_000] : [500]) await withProgram(size, measureDrift)
  if (!isLarge) printWrites(5_000, Math.ceil(5_000 / 50))
  return aims
}

/** Runs a task with the program at work on a simulated GitHub, after its first sweep. */
export async function withProgram<Result>(
  repositories: number,
  task: (parts: Parts) => Promise<Result>,
): Promise<Result> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-act-'))
  chmodSync(scratch, 0o755)
  const folder = path.join(scratch, 'data')
  mkdirSync(folder)
  const secret = randomBytes(20).toString('hex')
  const child = fork(path.join(import.meta.dirname, 'act-github.ts'), [secret, String(repositories)])
  try {
    const [github]: ActGitHub[] = await once(child, 'message')
    const entry = path.join(import.meta.dirname, '../../app/main.ts')
    const program = await startProgram([entry], environmentOf(github!, folder))
    try {
      const database = await openWhenThere(folder, () => undefined)
      const queue = await createWorkQueue(database.store, database.connection, lanes)
      try {
        const hands = actingHands(database.store, { organizations: 1, want: queue.want })
        const parts = { github: github!, child, program, store: database.store, hands, queue }
        await untilSwept(parts.store, 1, () => undefined)
        await ask(child, { what: 'deliver', to: `http://127.0.0.1:${program.port}${webhookPath}` })
        await hands.accept()
        return await task(parts)
      } finally {
        await queue.stop()
        await database.close()
      }
    } finally {
      await program.stop()
    }
  } finally {
    child.disconnect()
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
}

const environmentOf = (github: ActGitHub, folder: string): Readonly<Record<string, string>> => ({
  ...environmentFor(github, folder),
  MODE: 'enforce',
  // The program is what is measured, not the pace that GitHub asks for.
  WRITES_PER_MINUTE: '100000',
  CONTENT_PER_HOUR: '1000000',
  ...github.settings,
})

/** What somebody does, by turns so that a connection is given and taken. @returns when, in milliseconds since 1970 */
type Hint = (parts: Parts, isGiving: boolean) => Promise<number>

const hints: Readonly<Record<string, Hint>> = {
  'an approval is given or ended': async ({ hands, github }, isGiving) => {
    const at = Date.now()
    await (isGiving ? hands.approve(github.subject) : hands.endApprovals(github.subject))
    return at
  },
  'a repository is renamed (webhook)': async ({ child }, isGiving) =>
    (await ask(child, { what: 'rename', name: isGiving ? 'app' : 'renamed' })).at,
  'a policy is pushed (webhook), 8 repositories': async ({ child }, isGiving) =>
    (await ask(child, { what: 'policy', access: isGiving ? 'approval' : 'deny' })).at,
}

async function measureHints(parts: Parts): Promise<readonly Aim[]> {
  console.log(
    `\nfrom what somebody does to the change on GitHub, ${repetitions} times each; load ${loadavg()[0]!.toFixed(1)}`,
  )
  const aims: Aim[] = []
  for (const [name, hint] of Object.entries(hints)) {
    const seconds: number[] = []
    // The first turn gives where nothing is given yet, and takes where the turns before have given.
    const isFirst = aims.length === 0
    for (let turn = 0; turn < repetitions; turn += 1) {
      const changed = nextChange(parts.child)
      const at = await hint(parts, (turn % 2 === 0) === isFirst)
      seconds.push(((await changed) - at) / 1000)
      await untilQuiet(parts.store)
      await wait(betweenMs)
    }
    if (isFirst) await giveBack(parts)
    const [half, most] = [quantile(seconds, 0.5), quantile(seconds, 0.95)]
    console.log(`  ${name.padEnd(48)} p50 ${half.toFixed(2)} s, p95 ${most.toFixed(2)} s`)
    aims.push(fasterThan(`${name}, to the change on GitHub, p95`, 2, most))
  }
  return aims
}

/** The turns of an approval end with it taken, and the others rest on one. */
async function giveBack({ child, hands, github, store }: Parts): Promise<void> {
  const changed = nextChange(child)
  await hands.approve(github.subject)
  await changed
  await untilQuiet(store)
}

async function measureDrift({ child, store, queue }: Parts): Promise<void> {
  const { connected: before } = await ask(child, { what: 'nothing' })
  const drift = await ask(child, { what: 'drift' })
  const given = drift.connected - before
  const organizations = await store.database.selectFrom('organizations').select('id').execute()
  // As every two minutes by itself.
  await store.transact((unit) =>
    queue.want(
      unit,
      organizations.map(({ id }) => `installations:${id}`),
    ),
  )
  let writes = 0
  for (const end = Date.now() + driftLimitMs; ; await wait(100)) {
    const now = await ask(child, { what: 'nothing' })
    writes += now.writes
    if (now.connected === before) {
      console.log(
        `\n${given} repositories' drift: repaired ${((now.at - drift.at) / 1000).toFixed(1)} s after a look for it; load ${loadavg()[0]!.toFixed(1)}`,
      )
      return printWrites(given, writes)
    }
    if (Date.now() > end) throw new Error(`${now.connected - before} of ${given} are still connected`)
  }
}

const printWrites = (repositories: number, writes: number): void =>
  console.log(
    `  ${writes} writes for ${repositories} repositories; at ${writesPerMinute} a minute they take ${(writes / writesPerMinute).toFixed(1)} minutes`,
  )

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * share) - 1]!

/** @returns when the program changes something next, in milliseconds since 1970 */
const nextChange = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    const hear = (message: ActChange | ActAnswer): void => {
      if (!('changedAt' in message)) return
      child.off('message', hear)
      clearTimeout(late)
      resolve(message.changedAt)
    }
    const late = setTimeout(() => {
      child.off('message', hear)
      reject(new Error(`nothing was changed within ${limitMs / 1000} s`))
    }, limitMs)
    child.on('message', hear)
  })

/** @returns what the simulated GitHub did, and what it was asked since the last time */
export async function ask(child: ChildProcess, asked: ActAsked): Promise<ActAnswer> {
  const answered = new Promise<ActAnswer>((resolve) => {
    const hear = (message: ActChange | ActAnswer): void => {
      if ('changedAt' in message) return
      child.off('message', hear)
      resolve(message)
    }
    child.on('message', hear)
  })
  child.send(asked)
  const answer = await answered
  if (answer.defects.length > 0) throw new Error(answer.defects.slice(0, 3).join('\n'))
  return answer
}

/** What one turn left to be done is no part of the next. @throws where something stays open that nobody will ever do */
export async function untilQuiet({ database }: Store): Promise<void> {
  for (const end = Date.now() + quietLimitMs; ; await wait(20)) {
    const open = await database
      .selectFrom('work')
      .select('key')
      .whereRef('done', '<', 'wanted')
      .limit(1)
      .execute()
    const effects = await database
      .selectFrom('effects')
      .select(['kind', 'state'])
      .where('finished_at', 'is', null)
      .limit(1)
      .execute()
    if (open.length + effects.length === 0) return
    if (Date.now() > end) throw new Error(`still to be done: ${JSON.stringify([...open, ...effects])}`)
  }
}
