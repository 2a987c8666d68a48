import { setTimeout as wait } from 'node:timers/promises'
import type { DemoCompany } from '../../demo/company.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import { restLimit, untilAtRest } from './at-rest.ts'
import type { ChaosProgram } from './chaos-program.ts'
import { differences } from './compare-states.ts'
import { type Crew, startCrew } from './crew.ts'
import { createDisturber } from './disturb.ts'
import { happen, type Scene } from './happen.ts'
import { randomFrom } from './random.ts'

export interface ChaosOptions {
  readonly github: Simulator
  readonly company: DemoCompany
  readonly program: ChaosProgram
  readonly kills: number
  readonly seed: number
  readonly processes: number
  readonly log: (line: string) => void
  /** The longest time between two kills, in milliseconds. */
  readonly pace?: number
  /** Milliseconds that all the work may take where nothing disturbs it; see `restLimit`. */
  readonly patience?: number
}

/**
 * Lets things happen and kills workers in the middle of it; then lets the program come to rest by itself, asks for one more
 * sweep as the schedule would, ends all workers, and compares. @returns what is wrong at the end
 */
export async function runChaos(options: ChaosOptions): Promise<readonly string[]> {
  const { program, processes } = options
  const crew = startCrew(program, processes)
  try {
    const lasted = await disturbAll(options, crew)
    const left = await settle(options, lasted)
    await crew.stop()
    const wrong = left.length > 0 ? left : await verdict(options)
    return [...crew.ended, ...program.problems(), ...wrong]
  } finally {
    await crew.close()
  }
}

/** @returns how long it lasted, in milliseconds */
async function disturbAll(options: ChaosOptions, crew: Crew): Promise<number> {
  const { github, company, program, kills, processes, log, pace = 8_000 } = options
  const random = randomFrom(options.seed)
  const scene: Scene = { github, organizations: company.organizations, random }
  const { disturb, calm } = createDisturber({ scene, installations: company.installations, program })
  const began = performance.now()
  for (let kill = 1; kill <= kills; kill += 1) {
    for (let left = 1 + random.below(5); left > 0; left -= 1) log(await happen(scene))
    if (random.below(2) === 0) log(await disturb())
    await wait(random.below(pace))
    const victim = random.below(processes)
    log(`kill ${kill} of ${kills}: worker ${victim + 1}`)
    await crew.kill(victim)
  }
  calm()
  await github.webhooks.settled()
  return performance.now() - began
}

/** @returns what is left to be done; nothing, where all is done in time */
async function settle({ program, patience = 180_000 }: ChaosOptions, lasted: number) {
  const limit = restLimit(lasted, patience)
  const left = await untilAtRest(program, limit)
  if (left.length > 0) return left.map((one) => `left ${inSeconds(limit)} after the last fault: ${one}`)
  await program.askForSweep()
  const unswept = await untilAtRest(program, patience)
  return unswept.map((one) => `left ${inSeconds(patience)} after a sweep was asked for: ${one}`)
}

const inSeconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`

async function verdict({ github, company, program }: ChaosOptions): Promise<readonly string[]> {
  const settled = await program.readState()
  const fresh = await program.computeFresh()
  const existing = new Map(
    company.organizations.map(({ login, id }) => [login, github.world.repositoriesOf.get(id)?.size ?? 0]),
  )
  // Asking for our own webhooks once more changes nothing of anybody's.
  const writes = github.calls.filter(
    ({ isWrite, operationId }) => isWrite && operationId !== 'apps/redeliver-webhook-delivery',
  )
  return [
    ...differences(settled, fresh, existing),
    ...writes.map(({ method, path }) => `a write on GitHub: ${method} ${path}`),
    ...github.defects.map((defect) => `the simulated GitHub is wrong: ${defect}`),
  ]
}
