/**
 * The long proofs, for a night or before a release: `npm run proof [-- options]`. Every test, then each property test with
 * many more inputs, the giant inputs, the noise measurement, a long record exported and verified, the App's processes killed again
 * and again, the API asked everything as everybody, and the labelled cases where they are named. Ends with 1 where one of them failed.
 */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const usage = `usage: npm run proof -- [--runs <number>] [--cases <cases.jsonl>] [--kills <number>]
                              [--only <text>] [--list]

  --runs    inputs for each property (default 100000)
  --cases   labelled texts to measure detection with (or GATEHOUSE_CASES)
  --kills   deaths in each story of chaos (default 30): with 1, 2 and 4 processes; 100 are 600 in all
  --only    only the steps whose name contains this text
  --list    say what would be run
`

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '30' },
    cases: { type: 'string', default: process.env['GATEHOUSE_CASES'] },
    only: { type: 'string', default: '' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** One thing that is proven, by a process of its own. */
interface Step {
  readonly name: string
  readonly arguments: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Whether it is shown while it runs: it takes its time, and says how far it has come. */
  readonly isShown?: boolean
}

const root = join(import.meta.dirname, '..')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')

if (values.help) process.stdout.write(usage)
else process.exitCode = prove(stepsOf().filter(({ name }) => name.includes(values.only)))

function stepsOf(): readonly Step[] {
  const longer = longerTests().map((file) => ({
    name: file,
    // Without limits of time: how long so many inputs take says nothing about whether they pass.
    arguments: [vitest, 'run', file, '--testTimeout=0', '--hookTimeout=0'],
    environment: { PROOF: '1', PROOF_RUNS: values.runs },
  }))
  const cases = values.cases
  const accuracy = {
    name: 'accuracy on labelled cases',
    arguments: ['bench/accuracy.ts', 'secrets', cases ?? '', '--quiet', '--packed'],
  }
  return [
    { name: 'every test, as in CI', arguments: [vitest, 'run'] },
    ...longer,
    { name: 'noise on pinned packages', arguments: ['bench/noise.ts'] },
    { name: 'a long record, in bounded memory', arguments: ['bench/app/long-record.ts'] },
    ...(['observe', 'enforce'] as const).flatMap((mode) => [1, 2, 4].map((one) => chaosOf(one, mode))),
    { name: 'the API, asked everything as everybody', arguments: ['test/app/fuzz/run.ts'], isShown: true },
    {
      name: 'SCIM, asked by an independent client',
      arguments: ['test/app/scim-tester/run.ts'],
      isShown: true,
    },
    ...(cases === undefined || cases === '' ? [] : [accuracy]),
  ]
}

/** Another story each night; its seed is printed, so that a failure can be repeated. */
function chaosOf(processes: number, mode: 'observe' | 'enforce'): Step {
  return {
    name: `chaos in ${mode} with ${processes} ${processes === 1 ? 'process' : 'processes'}`,
    arguments: `test/app/chaos/run.ts --mode ${mode} --kills ${values.kills} --processes ${processes}`.split(
      ' ',
    ),
    isShown: true,
  }
}

/** The tests that do more when asked: they read PROOF_RUNS, by themselves or from test/runs.ts, or PROOF for giant inputs. */
function longerTests(): readonly string[] {
  const asks = /\bPROOF(?:_RUNS)?\b|\bproofRuns\b|\/runs\.ts'/
  const all = globSync('test/**/*.test.ts', { cwd: root }).toSorted()
  return all.filter((file) => asks.test(readFileSync(join(root, file), 'utf8')))
}

function prove(steps: readonly Step[]): number {
  if (values.list) {
    for (const { name } of steps) console.log(name)
    return 0
  }
  const results = steps.map((step) => ({ name: step.name, ...runStep(step) }))
  console.log(`\n${values.runs} inputs for each property`)
  for (const { name, passed, seconds } of results) {
    console.log(`${passed ? 'passed' : 'FAILED'}  ${seconds.toFixed(0).padStart(7)} s  ${name}`)
  }
  const failed = results.filter(({ passed }) => !passed).length
  console.log(`\n${results.length - failed} passed, ${failed} failed`)
  return failed === 0 && results.length > 0 ? 0 : 1
}

/** Runs one step; what it prints is shown where it fails, and for what is no test, whose figures are the point. */
function runStep({ name, arguments: options, environment, isShown = false }: Step): {
  passed: boolean
  seconds: number
} {
  console.log(`\n=== ${name}`)
  const started = performance.now()
  const env = { ...process.env, ...environment }
  const { status, stdout, stderr } = spawnSync(process.execPath, options, {
    cwd: root,
    env,
    stdio: isShown ? 'inherit' : 'pipe',
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  const seconds = (performance.now() - started) / 1000
  if (!isShown && (status !== 0 || options[0] !== vitest)) console.log(`${stdout}${stderr}`)
  console.log(`=== ${name}: ${status === 0 ? 'passed' : 'FAILED'} after ${seconds.toFixed(0)} s`)
  return { passed: status === 0, seconds }
}
