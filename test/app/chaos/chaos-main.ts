import { randomInt } from 'node:crypto'
import { buildCompany } from '../../demo/company.ts'
import { startSimulator, type Simulator } from '../../github/server/simulator.ts'
import { type ChaosArguments, readChaosArguments } from './chaos-arguments.ts'
import type { ChaosCompany } from './chaos-company.ts'
import type { ChaosProgram } from './chaos-program.ts'
import { buildEnforcingCompany } from './enforcing-company.ts'
import { type ChaosOptions, runChaos } from './run-chaos.ts'

/** Opens the program under test on an empty database, against this simulator; no worker runs yet. */
export type OpenChaosProgram = (on: {
  readonly github: Simulator
  readonly company: ChaosCompany
}) => Promise<ChaosProgram>

/** `npm run chaos -- --kills N --seed S --processes P --mode M`. The exit code is 1 where a death mattered. */
export async function chaosMain(open: OpenChaosProgram, given: readonly string[]): Promise<void> {
  const chosen = readChaosArguments(given, () => randomInt(1, 1_000_000))
  const { kills, seed, processes, mode } = chosen
  console.log(`${mode}, ${kills} kills, ${processes} processes; again with --seed ${seed}`)
  const began = performance.now()
  const seconds = (): string => `${Math.round((performance.now() - began) / 1000)}`
  const wrong = await playChaos(open, {
    ...chosen,
    log: (line) => console.log(`${seconds().padStart(5)} s  ${line}`),
  })
  for (const problem of wrong) console.error(`Wrong: ${problem}`)
  console.log(`${kills} kills in ${seconds()} s.`)
  console.log(
    wrong.length === 0 ? 'Nothing was lost, doubled or left over.' : `${wrong.length} things are wrong.`,
  )
  if (wrong.length > 0) process.exitCode = 1
}

/** One whole run, on a company of its own. @returns what is wrong at the end */
export async function playChaos(
  open: OpenChaosProgram,
  options: ChaosArguments & Pick<ChaosOptions, 'log' | 'pace'>,
): Promise<readonly string[]> {
  // What comes too fast is a fault of its own; a slow machine must not look like one.
  const github = await startSimulator({ limits: { secondary: false } })
  try {
    const company = options.mode === 'enforce' ? buildEnforcingCompany(github) : await buildCompany(github)
    const program = await open({ github, company })
    try {
      return await runChaos({ github, company, program, ...options })
    } finally {
      await program.close()
    }
  } finally {
    await github.close()
  }
}
