/**
 * Compares the packed build with its peers in one run: `npm run bench -- [--tree <folder>]… [--history <repository>]…`; and
 * measures the App: `npm run bench -- app [--only intake]`.
 * Without paths it takes the pinned packages of `npm run noise` and a repository made from them. docs/measurements.md says
 * how to read the result.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measureAction } from './action/measure-action.ts'
import { benchApp } from './app/bench-app.ts'
import { measureConsole } from './console/measure-console.ts'
import { buildPacked } from './gatehouse.ts'
import { fetchPackages } from './noise/fetch-packages.ts'
import { packages } from './noise/packages.ts'
import { measureSiem } from './siem/measure-siem.ts'
import { printAims, smallerThan } from './speed/aims.ts'
import type { CompareOptions } from './speed/compare.ts'
import { contenders } from './speed/contenders.ts'
import { findProgram, type Present } from './speed/find-program.ts'
import { generateRepository } from './speed/generate-repository.ts'
import { measureChecks } from './speed/measure-checks.ts'
import { measureGrowth } from './speed/measure-growth.ts'
import { measureHistory, measureTree, type Named } from './speed/measure-subject.ts'
import type { Measured } from './speed/measured.ts'

const usage = `usage: npm run bench -- [options]
       npm run bench -- app [--only <part,part>]   measures the App: act, intake, queries, scan, sweep

       npm run bench -- console   measures lists, the API, an export and pages on a large database

       npm run bench -- siem [--events <number>] [--only <kind,kind>]   sends a long record through each sink

       npm run bench -- action [--semgrep-rules <path>]…   measures the Action beside semgrep and gitleaks

  --files <number,number>  with "action": how many files the pull requests change (default 1,30,300,3000)
  --semgrep-rules <path>   with "action": rules for semgrep, which is left out without; may be given several times
  --repositories <number,number>   with "app": how many there are (default 1000,10000)
  --large                  with "act": also 5,000 repositories' drift

  --tree <folder>          a folder to scan; may be given several times
  --history <repository>   a repository whose history to scan; may be given several times
  --runs <number>          counted runs of each program (default 3)
  --limit <seconds>        when to end a program that takes too long (default 600)
  --only <name,name>       only these programs, and Gatehouse
  --peer <name>=<file>     where a program is that is not on PATH: --peer gitleaks=/opt/gitleaks
  --skip <part,part>       of: checks, growth
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tree: { type: 'string', multiple: true, default: [] },
    history: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '3' },
    limit: { type: 'string', default: '600' },
    only: { type: 'string' },
    repositories: { type: 'string', default: '1000,10000' },
    peer: { type: 'string', multiple: true, default: [] },
    skip: { type: 'string', default: '' },
    large: { type: 'boolean', default: false },
    events: { type: 'string', default: '1000000' },
    files: { type: 'string', default: '1,30,300,3000' },
    'semgrep-rules': { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(usage)
else if (positionals[0] === 'app')
  await benchApp(values.only, values.repositories.split(',').map(Number), values.large)
else if (positionals[0] === 'action') await benchAction()
else if (positionals[0] === 'siem')
  process.exitCode = (await measureSiem(
    Number(values.events),
    (values.only ?? '').split(',').filter(Boolean),
  ))
    ? 0
    : 1
else if (positionals[0] === 'console') printAims(await measureConsole())
else await run()

async function benchAction(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
  try {
    sayMachine()
    execFileSync('npm', ['run', '-s', 'build:action', '--', join(scratch, 'action')], { stdio: 'inherit' })
    const aims = await measureAction({
      runs: Number(values.runs),
      limit: Number(values.limit),
      scratch,
      source: layOutPackages(scratch),
      bundle: join(scratch, 'action/index.js'),
      peers: givenPeers(),
      sizes: values.files.split(',').map(Number),
      semgrepRules: values['semgrep-rules'].map((path) => named(path).path),
    })
    printAims(aims)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function run(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
  try {
    buildPacked()
    const options = { runs: Number(values.runs), limit: Number(values.limit), scratch }
    const parts = await measureParts(presentContenders(), options)
    const memory = smallerThan(
      500,
      parts.flatMap(({ peaks }) => peaks),
    )
    printAims([...parts.flatMap(({ aims }) => aims), memory])
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function measureParts(
  present: readonly Present[],
  options: CompareOptions,
): Promise<readonly Measured[]> {
  const skipped = values.skip.split(',')
  const isDefault = values.tree.length + values.history.length === 0
  const needsData = isDefault || !skipped.includes('checks') || !skipped.includes('growth')
  const data = needsData ? layOutPackages(options.scratch) : ''
  const trees = isDefault ? [{ name: 'the pinned packages', path: data }] : values.tree.map(named)
  const histories = isDefault ? [makeHistory(data, options.scratch)] : values.history.map(named)
  const parts: Measured[] = []
  if (!skipped.includes('checks')) parts.push(await measureChecks(data, options))
  for (const tree of trees) parts.push(await measureTree(tree, present, options))
  for (const history of histories) parts.push(await measureHistory(history, present, options))
  if (!skipped.includes('growth')) parts.push(await measureGrowth(data, options))
  return parts
}

function named(path: string): Named {
  return { name: path, path: resolve(process.env['INIT_CWD'] ?? '.', path) }
}

/** Says what takes part, and how to get what does not. */
function presentContenders(): readonly Present[] {
  sayMachine()
  const given = givenPeers()
  const wanted = contenders.filter(({ name, program }) => program === undefined || isWanted(name))
  return wanted.flatMap((contender) => {
    const found = findProgram(contender, given)
    const what = found ? found.version : `not found; left out. To compare with it: ${contender.install}`
    console.log(`${contender.name.padEnd(26)} ${what}`)
    return found ? [found] : []
  })
}

function sayMachine(): void {
  const processor = cpus()[0]?.model ?? 'unknown processor'
  console.log(`${new Date().toISOString()}  ${processor}, ${availableParallelism()} cores`)
}

function givenPeers(): ReadonlyMap<string, string> {
  return new Map(
    values.peer.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  )
}

function isWanted(name: string): boolean {
  return values.only?.split(',').includes(name) ?? true
}

/** A copy outside the checkout, whose ignore rules some programs would heed. */
function layOutPackages(scratch: string): string {
  const source = fetchPackages(packages, join(import.meta.dirname, '../.cache/noise'))
  const target = join(scratch, 'packages')
  cpSync(source, target, { recursive: true })
  return target
}

function makeHistory(source: string, scratch: string): Named {
  const path = join(scratch, 'history')
  generateRepository(source, path, { files: 3000, filesPerCommit: 50, changes: 6000 })
  return { name: 'made from the pinned packages', path }
}
