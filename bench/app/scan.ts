import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Store } from '../../app/database/store.ts'
import { webhookPath } from '../../app/github/manifest.ts'
import { buildPacked, gatehouseFiles } from '../gatehouse.ts'
import { fetchPackages } from '../noise/fetch-packages.ts'
import { packages } from '../noise/packages.ts'
import type { Aim } from '../speed/aims.ts'
import { generateRepository, type RepositorySize } from '../speed/generate-repository.ts'
import { errorsOf, type Run, runCommand } from '../speed/run-command.ts'
import { cpuBetween, cpuOf } from './process-cpu.ts'
import type { Asked, ScanGitHub } from './scan-github.ts'
import { environmentFor, type StartedProgram, startProgram } from './start-program.ts'
import { openWhenThere, untilSwept } from './sweep.ts'

const root = path.join(import.meta.dirname, '../..')

const sizes: readonly (RepositorySize & { readonly name: string })[] = [
  // The first scan of a process also loads the scanner.
  { name: 'first-of-all', files: 100, filesPerCommit: 10, changes: 20 },
  { name: 'small', files: 110, filesPerCommit: 10, changes: 20 },
  { name: 'middle', files: 5000, filesPerCommit: 50, changes: 400 },
]
/** Many times what any of them takes. */
const limitMs = 300_000
const lookMs = 20

/** How long something took, by the clock, and the CPU seconds of everything that worked on it. */
type Took = Pick<Run, 'seconds' | 'cpuSeconds'>

interface Parts {
  readonly github: ScanGitHub
  readonly child: ChildProcess
  readonly program: StartedProgram
  readonly store: Store
  readonly scratch: string
}

/**
 * How long it takes from the webhook that tells of a repository, or of a push to it, until what was found is recorded: through the
 * whole program, with its PostgreSQL, which fetches from a simulated GitHub. Peers of the same run: `git clone --bare` from there,
 * which is the least that anybody needs, and the command line on such a clone.
 */
export async function measureScans(): Promise<readonly Aim[]> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-scans-'))
  chmodSync(scratch, 0o755)
  const folder = path.join(scratch, 'data')
  mkdirSync(folder)
  const secret = randomBytes(20).toString('hex')
  buildPacked()
  const child = fork(path.join(import.meta.dirname, 'scan-github.ts'), [secret])
  try {
    const [github]: ScanGitHub[] = await once(child, 'message')
    const program = await startProgram([path.join(root, 'app/main.ts')], environmentOf(github!, folder))
    try {
      const database = await openWhenThere(folder, () => undefined)
      try {
        const parts = { github: github!, child, program, store: database.store, scratch }
        await untilSwept(parts.store, 1, () => undefined)
        await ask(child, { what: 'deliver', to: `http://127.0.0.1:${program.port}${webhookPath}` })
        for (const size of sizes) await measureSize(parts, size)
      } finally {
        await database.close()
      }
    } finally {
      await program.stop()
    }
  } finally {
    child.disconnect()
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
  return []
}

const environmentOf = (github: ScanGitHub, folder: string): Readonly<Record<string, string>> => ({
  ...environmentFor(github, folder),
  SCAN: 'all',
})

async function measureSize(parts: Parts, { name, ...size }: (typeof sizes)[number]): Promise<void> {
  const { scratch, github } = parts
  const source = path.join(scratch, name)
  generateRepository(fetchPackages(packages, path.join(root, '.cache/noise')), source, size)
  const commits = execFileSync('git', ['-C', source, 'rev-list', '--count', 'main'], {
    encoding: 'utf8',
  }).trim()
  const first = await timeUntilRecorded(parts, name, 'repository', { what: 'connect', name, from: source })
  const bare = path.join(scratch, `${name}.git`)
  const address = `${github.webUrl.replace('://', `://x-access-token:${github.token}@`)}/acme/${name}.git`
  const clone = await run(parts, 'git', ['clone', '--quiet', '--bare', address, bare])
  // The command line scans what is on a disk: of the pushed content.
  const line = [gatehouseFiles.packed, 'scan', source, '--history', '--format', 'jsonl', '--no-progress']
  const scan = await run(parts, process.execPath, line)
  const again = await timeUntilRecorded(parts, name, 'push', { what: 'push', name })
  const fetched = await run(parts, 'git', ['-C', bare, 'fetch', '--quiet', 'origin', 'main'])
  console.log(`\n${name}: ${size.files} files, ${commits} commits`)
  const print = (what: string, took: Took, beside: number): void =>
    console.log(
      `  ${what.padEnd(46)} ${took.seconds.toFixed(2)} s, ${took.cpuSeconds?.toFixed(2) ?? '?'} CPU s; ${(took.seconds / beside).toFixed(2)}×`,
    )
  const together = clone.seconds + scan.seconds
  print('first scan, from webhook to record', first, together)
  print('git clone --bare', clone, together)
  print('gatehouse scan --history', scan, together)
  console.log('  (× the clone and the command line together)')
  print('after a push of one commit', again, fetched.seconds)
  print('git fetch', fetched, fetched.seconds)
  console.log('  (× the fetch)')
}

/** @param event by which the program hears of it */
async function timeUntilRecorded(
  { child, program, store }: Parts,
  name: string,
  event: 'repository' | 'push',
  asked: Asked,
): Promise<Took> {
  const before = cpuOf(program.pid)
  const head = await ask(child, asked)
  for (const end = Date.now() + limitMs; Date.now() < end; await wait(lookMs)) {
    const { rows } = await sql<{ received: Date; has_finding: boolean }>`
      select (select max(received_at) from deliveries where event = ${event}) as received,
        exists (select from findings where repository_id = repositories.id and path = 'settings.env') as has_finding
      from scans join repositories on repositories.id = repository_id
      where name = ${name} and head_commit = ${head} and good_at is not null`.execute(store.database)
    const [row] = rows
    if (!row) continue
    const seconds = (Date.now() - row.received.getTime()) / 1000
    if (row.has_finding !== (event === 'push')) throw new Error(`${name}: what was pushed was not found`)
    const { own, children } = cpuBetween(before, cpuOf(program.pid))
    return { seconds, cpuSeconds: own + children }
  }
  throw new Error(`${name} was not scanned within ${limitMs / 1000} s`)
}

async function ask(child: ChildProcess, asked: Asked): Promise<string> {
  child.send(asked)
  const [answer] = await once(child, 'message')
  const { head, defects }: { readonly head: string; readonly defects: readonly string[] } = answer
  if (defects.length > 0) throw new Error(defects.slice(0, 3).join('\n'))
  return head
}

async function run({ scratch }: Parts, program: string, args: readonly string[]): Promise<Run> {
  const result = await runCommand({ program, arguments: args }, scratch, limitMs / 1000)
  if (![0, 1, 4].includes(result.exitCode ?? -1))
    throw new Error(`${program} ${args[0]} ended with ${result.exitCode}: ${errorsOf(scratch)}`)
  return result
}
