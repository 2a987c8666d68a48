import { setTimeout as wait } from 'node:timers/promises'
import type { Simulator } from '../../github/server/simulator.ts'
import { type ActingScene, createActs } from './act.ts'
import { restLimit, untilAtRest } from './at-rest.ts'
import type { ChaosCompany } from './chaos-company.ts'
import type { ChaosProgram } from './chaos-program.ts'
import { differences } from './compare-states.ts'
import { type Crew, startCrew } from './crew.ts'
import { createDisturber } from './disturb.ts'
import { happen, type Scene } from './happen.ts'
import { connectionProblems } from './judge-connections.ts'
import { randomFrom } from './random.ts'
import { reachedNow, watchedIn } from './reached-now.ts'
import { type ConnectionWatch, watchConnections } from './watch-connections.ts'

export interface ChaosOptions {
  readonly github: Simulator
  readonly company: ChaosCompany
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
  const { program, processes, company, github } = options
  const watch = watchConnections(company.enforcing ? watchedIn(github, company.enforcing, company) : [])
  const crew = startCrew(program, processes)
  try {
    const lasted = await disturbAll(options, crew, watch)
    const left = await settle(options, lasted)
    await crew.stop()
    const wrong = left.length > 0 ? left : await verdict(options, watch)
    return [...crew.ended, ...program.problems(), ...wrong]
  } finally {
    await crew.close()
  }
}

/** @returns how long it lasted, in milliseconds */
async function disturbAll(options: ChaosOptions, crew: Crew, watch: ConnectionWatch): Promise<number> {
  const { github, company, program, kills, processes, log, pace = 8_000 } = options
  const random = randomFrom(options.seed)
  const scene: Scene = { github: byPeople(github, watch), organizations: company.organizations, random }
  const act = actsIn(options, scene, watch)
  await program.acting?.accept()
  const { disturb, calm } = createDisturber({ scene, installations: company.installations, program })
  const began = performance.now()
  for (let kill = 1; kill <= kills; kill += 1) {
    for (let left = 1 + random.below(5); left > 0; left -= 1) log(await happen(scene))
    if (act) for (let left = actsPerKill; left > 0; left -= 1) log(await act())
    if (random.below(2) === 0) log(await disturb())
    await wait(random.below(pace))
    const victim = random.below(processes)
    log(`kill ${kill} of ${kills}: worker ${victim + 1}`)
    await crew.kill(victim)
  }
  calm()
  await program.acting?.resume()
  await github.webhooks.settled()
  return performance.now() - began
}

/** A story of three kills has the most telling of them. */
const actsPerKill = 4

/** What else happens where the program changes GitHub. */
function actsIn(
  { company, program }: ChaosOptions,
  scene: Scene,
  watch: ConnectionWatch,
): (() => Promise<string>) | undefined {
  const { enforcing } = company
  if (!enforcing || !program.acting) return undefined
  const acting: ActingScene = {
    ...scene,
    company: { ...company, enforcing },
    hands: program.acting,
    watch,
  }
  return createActs(acting)
}

/** What people do with a repository also takes it from Apps. */
const byPeople = (github: Simulator, watch: ConnectionWatch): Simulator => ({
  ...github,
  transfer: (repository, to) => watch.byPeople(() => github.transfer(repository, to)),
  remove: (repository, by) => watch.byPeople(() => github.remove(repository, by)),
})

/** @returns what is left to be done; nothing, where all is done in time */
async function settle({ program, patience = 180_000 }: ChaosOptions, lasted: number) {
  const told = (one: string): string => `left ${inSeconds(patience)} after a sweep was asked for: ${one}`
  const limit = restLimit(lasted, patience)
  const left = await untilAtRest(program, limit)
  if (left.length > 0) return left.map((one) => `left ${inSeconds(limit)} after the last fault: ${one}`)
  await program.askForSweep()
  const unswept = await untilAtRest(program, patience)
  if (!program.acting || unswept.length > 0) return unswept.map(told)
  // What waits for an owner would hide whether it is made: they let it pass, and what the sweep found is made too.
  await program.acting.letPass()
  return (await untilAtRest(program, patience)).map(told)
}

const inSeconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`

async function verdict(
  { github, company, program, log }: ChaosOptions,
  watch: ConnectionWatch,
): Promise<readonly string[]> {
  const settled = await program.readState()
  const existing = new Map(
    company.organizations.map(({ login, id }) => [login, github.world.repositoriesOf.get(id)?.size ?? 0]),
  )
  const defects = github.defects.map((defect) => `the simulated GitHub is wrong: ${defect}`)
  const { enforcing } = company
  // Whether decisions are right is proven where nothing is changed: approvals are no part of what a fresh computation can see.
  if (enforcing) {
    const { changes } = watch
    const ours = (change: 'added' | 'removed'): number =>
      changes.filter((one) => one.by === 'program' && one.way === 'app' && one.change === change).length
    log(`the program gave ${ours('added')} connections and took ${ours('removed')}`)
    const { mostRemovals } = enforcing
    return [
      ...differences(settled, settled, existing),
      ...connectionProblems(settled, { ...reachedNow(github, enforcing, company), changes, mostRemovals }),
      ...defects,
    ]
  }
  // Asking for our own webhooks once more changes nothing of anybody's.
  const writes = github.calls.filter(
    ({ isWrite, operationId }) => isWrite && operationId !== 'apps/redeliver-webhook-delivery',
  )
  return [
    ...differences(settled, await program.computeFresh(), existing),
    ...writes.map(({ method, path }) => `a write on GitHub: ${method} ${path}`),
    ...defects,
  ]
}
