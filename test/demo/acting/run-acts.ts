import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startSimulator } from '../../github/server/simulator.ts'
import { signInByHttp } from '../http-session.ts'
import { startFor } from '../start-program.ts'
import { acts, type Stage, until } from './acts.ts'
import { buildActingCompany } from './company.ts'
import { runCommand } from './run-command.ts'

export interface ActsOptions {
  readonly print: (text: string) => void
  readonly signal: AbortSignal
}

/** What was played, and what stays of it until it is closed. */
export interface Played {
  /** What did not come about, or what the record says wrong. */
  readonly missed: readonly string[]
  /** Where the console is. */
  readonly address: string
  readonly close: () => Promise<void>
}

/** The second part of the demo: an organization in which what is decided is enforced. */
export async function runActs({ print, signal }: ActsOptions): Promise<Played> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gatehouse-acts-'))
  // Where this runs as root, PostgreSQL runs as somebody else.
  await chmod(folder, 0o755)
  const github = await startSimulator()
  const undo: (() => Promise<unknown>)[] = [
    () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
    () => github.close(),
  ]
  const close = async (): Promise<void> => {
    for (const one of undo.splice(0).toReversed()) await one()
  }
  try {
    const company = buildActingCompany(github)
    print(
      '\nNow an organization in which the policy is enforced: harbor-apps, with Claude’s App on twelve repositories.\n',
    )
    const program = await startFor({ github, app: company.app, folder, settings: company.settings })
    undo.push(program.stop)
    const stage = { github, company, store: program.store, command: commandOf(program.environment) }
    const missed = await play(stage, program.source.isSwept, { print, signal })
    if (missed.length === 0 && !signal.aborted) await makeAuditor(stage, program.address)
    return { missed, address: program.address, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Who owns the organization makes somebody else an auditor, as an owner does in the console's settings. */
async function makeAuditor({ github, company, store }: Stage, address: string): Promise<void> {
  const { freya, dana } = company.people
  const { id } = await store.database.selectFrom('organizations').select('id').executeTakeFirstOrThrow()
  const owner = await signInByHttp(address, github, freya)
  await owner.order(`/organizations/${id}/members`, { login: dana.login, role: 'auditor' })
}

/** Runs `gatehouse` beside the program. */
const commandOf =
  (environment: Readonly<Record<string, string>>): Stage['command'] =>
  async (...words) => {
    const { code, stdout, stderr } = await runCommand(environment, words)
    // What waits for a person is told by the exit code as well.
    if (code === 0 || (code === 3 && stdout !== '')) return stdout
    throw new Error(`gatehouse ${words.join(' ')}: ${stderr || stdout || `it ended with ${code}`}`)
  }

async function play(
  stage: Stage,
  isSwept: (logins: readonly string[]) => Promise<boolean>,
  { print, signal }: ActsOptions,
): Promise<readonly string[]> {
  if (!(await until(() => isSwept(['harbor-apps']), 60_000))) return ['harbor-apps was not looked at']
  const before = writesOf(stage)
  if (before > 0) return [`${before} writes on GitHub before anybody accepted what would be enforced`]
  print(
    'Everything was looked at, and nothing was written: nobody has accepted yet what would be enforced.\n',
  )
  for (const act of acts) {
    if (signal.aborted) return []
    print(`  ${act.what} …`)
    const started = performance.now()
    await act.happen(stage)
    const isSo = await until(() => act.isSo(stage), 60_000)
    const took = ((performance.now() - started) / 1000).toFixed(1)
    print(`\n    ${isSo ? act.comes : `NOT SEEN: ${act.comes}`}, after ${took} s\n`)
    if (!isSo) return [`${act.comes}: not seen within ${took} s`]
  }
  const connected = stage.company.connected()
  print(`\nClaude’s App is on ${connected.length} repositories: ${connected.join(', ')}.\n`)
  print(
    `${writesOf(stage)} writes on GitHub by Gatehouse, each planned, attempted, seen by reading again, and in the audit log.\n`,
  )
  // Every minute the ends of the records are signed, and a quick machine plays everything before.
  if (!(await until(() => isSigned(stage), 90_000))) return ['the end of the record was not signed']
  print((await stage.command('audit', 'verify')).trimEnd())
  print('\n')
  return stage.github.defects
}

/** Whether a signed head vouches for what is recorded so far, or for a part of it. */
async function isSigned({ store }: Stage): Promise<boolean> {
  const head = await store.database.selectFrom('audit_heads').select('sequence').executeTakeFirst()
  return head !== undefined
}

/** Without what people did. */
const writesOf = ({ github }: Stage): number =>
  github.calls.filter(({ isWrite, actor }) => isWrite && actor === 'installation').length
