import { setTimeout as wait } from 'node:timers/promises'
import type { DemoCompany } from '../../demo/company.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { ChaosProgram, ChaosWorker } from './chaos-program.ts'
import { differences } from './compare-states.ts'
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
  /** Milliseconds after which a program that is not idle yet never will be. */
  readonly patience?: number
}

/** Lets things happen and kills workers in the middle of it. @returns what is wrong at the end */
export async function runChaos(options: ChaosOptions): Promise<readonly string[]> {
  const { github, company, program, kills, processes, log, pace = 8_000, patience = 300_000 } = options
  const random = randomFrom(options.seed)
  const scene: Scene = { github, organizations: company.organizations, random }
  const { disturb, calm } = createDisturber(scene, company.installations)
  const workers: ChaosWorker[] = Array.from({ length: processes }, program.startWorker)
  const dead: string[] = []
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      for (let left = 1 + random.below(5); left > 0; left -= 1) log(await happen(scene))
      if (random.below(2) === 0) log(disturb())
      await wait(random.below(pace))
      const victim = random.below(workers.length)
      noteDead(workers, dead)
      log(`kill ${kill} of ${kills}: worker ${victim + 1}`)
      await workers[victim]!.kill()
      workers[victim] = program.startWorker()
    }
    calm()
    await github.webhooks.settled()
    await program.askForSweep()
    const isIdle = await untilIdle(program, patience)
    noteDead(workers, dead)
    if (!isIdle) return [...dead, `work is left after ${patience / 1000} s`]
    return [...dead, ...(await verdict(options))]
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()))
  }
}

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

function noteDead(workers: readonly ChaosWorker[], dead: string[]): void {
  for (const worker of workers) {
    const output = worker.ended()
    if (output !== undefined) dead.push(`a worker ended by itself: ${output.slice(-500)}`)
  }
}

/** Idle twice in a row: between two jobs there is a moment in which nothing seems to be left. */
async function untilIdle(program: ChaosProgram, patience: number): Promise<boolean> {
  const end = performance.now() + patience
  let seen = 0
  while (performance.now() < end) {
    seen = (await program.isIdle()) ? seen + 1 : 0
    if (seen === 2) return true
    await wait(250)
  }
  return false
}
