/**
 * `npm run fuzz`: asks the API of the real program everything that its description allows and much that it does not, as each role, as a
 * program with a token, and as nobody. Nothing may fail inside (5xx) or be answered other than is described, and whoever may only read
 * has changed nothing. Schemathesis asks: https://schemathesis.readthedocs.io
 */
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import { sql } from 'kysely'
import { tokenScopes } from '../../../app/enforcement/members/permissions.ts'
import { buildActingCompany } from '../../demo/acting/company.ts'
import { signInByHttp } from '../../demo/http-session.ts'
import { type StartedProgram, startFor } from '../../demo/start-program.ts'
import { startSimulator } from '../../github/server/simulator.ts'
import type { User } from '../../github/world/entities.ts'

const version = '4.32.5'
/** The API takes 600 requests a minute of each caller. */
const perMinute = 550
/** Signing oneself out ends the run, and a whole export for each of thousands of requests takes hours. */
const leftOut = '/(me/sessions/|audit-check|audit-events/export)'

const usage = `usage: npm run fuzz [-- --examples <number>] [--seed <number>] [--as <caller,caller>]

  --examples  requests of each route in each phase (default 25)
  --seed      the same requests again
  --as        only these of nobody, program, auditor, member, admin, owner
`

interface Caller {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}

const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '25' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    as: { type: 'string', default: 'nobody,program,auditor,member,admin,owner' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(usage)
else process.exitCode = (await fuzz()).length === 0 ? 0 : 1

async function fuzz(): Promise<readonly string[]> {
  const st = await installed()
  const folder = await mkdtemp(path.join(tmpdir(), 'gatehouse-fuzz-'))
  // PostgreSQL runs as somebody else where this runs as root.
  await chmod(folder, 0o755)
  const github = await startSimulator()
  const company = buildActingCompany(github)
  const program = await startFor({ github, app: company.app, folder, settings: company.settings })
  try {
    while (!(await program.source.isSwept(['harbor-apps']))) await wait(300)
    const { freya, bo, kim, dana } = company.people
    const owner = await signInByHttp(program.address, github, freya)
    const { id } = await program.store.database
      .selectFrom('organizations')
      .select('id')
      .executeTakeFirstOrThrow()
    const ofOrganization = `/organizations/${id}`
    await owner.order(`${ofOrganization}/members`, { login: 'dana', role: 'auditor' })
    await owner.order(`${ofOrganization}/members`, { login: 'kim', role: 'admin' })
    const made = Object(
      await owner.order(`${ofOrganization}/tokens`, { name: 'fuzz', scopes: tokenScopes, days: 1 }),
    )
    const sign = async (who: User) => (await signInByHttp(program.address, github, who)).headers
    const callers: readonly Caller[] = [
      { name: 'nobody', headers: {} },
      { name: 'program', headers: { authorization: `Bearer ${String(made.token)}` } },
      { name: 'auditor', headers: await sign(dana) },
      { name: 'member', headers: await sign(bo) },
      { name: 'admin', headers: await sign(kim) },
      { name: 'owner', headers: owner.headers },
    ]
    const wanted = callers.filter(({ name }) => values.as.split(',').includes(name))
    console.log(`As ${wanted.map(({ name }) => name).join(', ')}; again with --seed ${values.seed}`)
    const told: (readonly string[])[] = []
    // Whoever changes little at once, then those who can take the others' roles and tokens.
    const isMighty = ({ name }: Caller): boolean => name === 'admin' || name === 'owner'
    const askAs = (caller: Caller): Promise<readonly string[]> => ask(st, program.address, caller)
    told.push(...(await Promise.all(wanted.filter((one) => !isMighty(one)).map(askAs))))
    for (const caller of wanted.filter(isMighty)) told.push(await askAs(caller))
    const wrong = [...told.flat(), ...(await changedBy(program, 'dana')), ...github.defects]
    for (const one of wrong) console.log(`Wrong: ${one}`)
    console.log(wrong.length === 0 ? 'Nothing is wrong.' : `${wrong.length} things are wrong.`)
    return wrong
  } finally {
    await program.stop()
    await github.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The program that asks, in an environment of its own. */
async function installed(): Promise<string> {
  const home = path.join(import.meta.dirname, `../../../node_modules/.cache/schemathesis-${version}`)
  const st = path.join(home, 'bin/st')
  if (existsSync(st)) return st
  console.log(`Schemathesis ${version} is installed …`)
  const run = promisify(execFile)
  await run('python3', ['-m', 'venv', home])
  await run(path.join(home, 'bin/pip'), ['install', '--quiet', `schemathesis==${version}`])
  return st
}

/** Asks as one caller. @returns what is wrong */
async function ask(st: string, address: string, { name, headers }: Caller): Promise<readonly string[]> {
  const options = {
    checks: 'not_a_server_error,response_schema_conformance,content_type_conformance',
    'max-examples': values.examples,
    seed: values.seed,
    'rate-limit': `${perMinute}/m`,
    // Streams of events end after thirty seconds.
    'request-timeout': '45',
    'exclude-path-regex': leftOut,
    'generation-database': 'none',
  }
  const words = [
    ...Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]),
    ...Object.entries(headers).flatMap(([header, value]) => ['--header', `${header}: ${value}`]),
  ]
  const asking = spawn(st, ['run', `${address}/api/v1/openapi.json`, '--no-color', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: tmpdir(),
  })
  const said: string[] = []
  for (const stream of [asking.stdout, asking.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const code = await new Promise<number | null>((resolve) => asking.once('close', resolve))
  const lines = said.join('').split('\n')
  console.log(
    `${name}: ${lines.findLast((line) => /generated|Test cases|passed|failed/i.test(line))?.trim() ?? ''}`,
  )
  if (code === 0) return []
  // Requests that were made up are long, and what is wrong with them is not.
  const shown = lines.filter((line) => /^(?:_{3,}|- |\[\d{3}\]|\s+`?\{|.*\berror\b)/i.test(line))
  return [`${name}:\n${shown.map((line) => line.slice(0, 300)).join('\n')}`]
}

/** What is recorded that somebody has done who may only read: being signed in and out is all. */
async function changedBy({ store }: StartedProgram, login: string): Promise<readonly string[]> {
  const { rows } = await sql<{ kind: string; subject: string }>`
    select kind, subject from audit_events join person_names on person_id = actor
    where login = ${login} and kind not like 'session.%'`.execute(store.database)
  return rows.map(({ kind, subject }) => `${login}, who may only read: ${kind} of ${subject}`)
}
