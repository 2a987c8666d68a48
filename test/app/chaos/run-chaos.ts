import { setTimeout as wait } from 'node:timers/promises'
import type { Simulator } from '../../github/server/simulator.ts'
import type { Organization, Repository } from '../../github/world/entities.ts'
import { type ActingScene, actRound, push } from './act.ts'
import { restLimit, untilAtRest } from './at-rest.ts'
import type { ChaosCompany } from './chaos-company.ts'
import { type ChaosProgram, placeOf } from './chaos-program.ts'
import { type Crew, startCrew } from './crew.ts'
import { createDisturber } from './disturb.ts'
import { happen, type Scene } from './happen.ts'
import { type Random, randomFrom } from './random.ts'
import { eventsLine, reachedTable, unreachedEvents, unreachedKinds } from './reached-kinds.ts'
import { isEmptyQuarantine, watchedIn } from './reached-now.ts'
import { actProblems, verdict, type Watches } from './verdict.ts'
import { type ConnectionWatch, watchConnections } from './watch-connections.ts'
import { watchWrites } from './watch-writes.ts'

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
  const watches = {
    connections: watchConnections(
      company.enforcing ? watchedIn(github, company.enforcing, company) : [],
      Date.now,
      isEmptyQuarantine(github),
    ),
    writes: watchWrites(github, company),
  }
  const crew = startCrew(program, processes)
  try {
    const lasted = await disturbAll(options, crew, watches)
    const left = await settle(options, lasted)
    await crew.stop()
    const wrong = left.length > 0 ? left : await judge(options, watches)
    const { enforcing } = company
    const isOver = wrong.length > 0 || !enforcing || !program.acting
    const after = isOver ? [] : await leaveEverywhere(options, { ...company, enforcing }, watches)
    return [...crew.ended, ...program.problems(), ...wrong, ...after]
  } finally {
    await crew.close()
  }
}

/** Gatehouse leaves all organizations, and dies meanwhile. @returns what of it is still there */
async function leaveEverywhere(
  options: ChaosOptions,
  company: Required<ChaosCompany>,
  watches: Watches,
): Promise<readonly string[]> {
  const { program, processes, github, log, patience = longestPatienceMs } = options
  const crew = startCrew(program, processes)
  try {
    const before = watches.writes.writes.length
    for (const { login } of company.organizations) log((await program.acting?.leave(login)) ?? '')
    const written = (): number => watches.writes.writes.length - before
    await untilKill({ random: randomFrom(options.seed), pace: 8_000, written: () => written() })
    await crew.kill(0)
    const left = await untilAtRest(program, patience)
    await crew.stop()
    const state = await program.readState()
    return [
      ...left.map((one) => `left after Gatehouse was to leave: ${one}`),
      ...crew.ended,
      ...state.brokenRecords,
      ...(await actProblems({ github, company }, state, watches)),
    ]
  } finally {
    await crew.close()
  }
}

/** A shorter story has not come to everything that there is. */
const fewestKills = 4

async function judge(options: ChaosOptions, watches: Watches): Promise<readonly string[]> {
  const { company, kills, log } = options
  const { wrong, state } = await verdict(options, watches)
  const { acts } = state
  // Before all that is told about it.
  for (const problem of wrong) log(`wrong: ${problem}`)
  if (!company.enforcing || !acts) return wrong
  for (const line of reachedTable(acts.kinds)) log(line)
  for (const { kind, state, problem, place, organization } of acts.open)
    log(`${kind} of ${place ?? organization} is ${state}: ${problem ?? ''}`)
  const names = new Set(wrong.flatMap((problem) => /^[\w-]+[/#][\w.-]+(?= |:)/.exec(problem)?.[0] ?? []))
  for (const { login } of company.organizations)
    if (wrong.some((problem) => problem.startsWith(`${login}: `)))
      for (const line of (await options.program.acting?.taken(login)) ?? []) log(line)
  for (const name of names) {
    for (const line of await tellOf(options, name)) log(line)
    for (const change of watches.connections.changes)
      if (placeOf(change.organization, change.repository) === name) log(`  change ${JSON.stringify(change)}`)
  }
  log(eventsLine(acts.events))
  const unreached =
    kills < fewestKills ? [] : [...unreachedKinds(acts.kinds), ...unreachedEvents(acts.events)]
  return [...wrong, ...unreached.map((what) => `no ${what} was made, so nothing is proven of it`)]
}

const tellOf = async ({ program }: ChaosOptions, name: string): Promise<readonly string[]> => [
  `what was done last in ${name}`,
  ...((await program.acting?.lastDone(name)) ?? []),
]

/** @returns how long it lasted, in milliseconds */
async function disturbAll(options: ChaosOptions, crew: Crew, watches: Watches): Promise<number> {
  const { github, company, program, kills, processes, log, pace = 8_000 } = options
  const random = randomFrom(options.seed)
  const scene: Scene = {
    github: byPeople(github, watches.connections, company),
    organizations: company.organizations,
    random,
  }
  const acting = actingScene(options, scene, watches)
  await program.acting?.accept()
  const { disturb, calm } = createDisturber({ scene, installations: company.installations, program })
  const began = performance.now()
  const most = mostInRound(kills)
  for (let kill = 0, round = 0; kill < kills; round += 1) {
    // What was decided is made first, every second time: else all is overtaken by what comes next.
    if (acting && round % 2 === 1) log(await rest(program, longestCalmMs))
    for (let left = 1 + random.below(5); left > 0; left -= 1) log(await happen(scene))
    let writes = watches.writes.writes.length
    const written = acting && (() => watches.writes.writes.length - writes)
    if (acting) for (const line of await actRound(acting, round)) log(line)
    if (random.below(2) === 0) log(await disturb())
    for (const last = Math.min(kills, kill + most); kill < last;) {
      await untilKill({ random, pace, written })
      kill += 1
      // The next dies over what this one leaves.
      writes = watches.writes.writes.length
      if (acting && kill === last && (round + 1) % allDieEvery === 0) {
        log(`kill ${kill} of ${kills}: all workers; what happens until they are back nobody hears`)
        await crew.killAll(async () => log(await changeUnheard(acting)))
        continue
      }
      const victim = random.below(processes)
      log(`kill ${kill} of ${kills}: worker ${victim + 1}`)
      await crew.kill(victim)
    }
  }
  calm()
  await program.acting?.resume()
  await program.acting?.stay()
  await github.webhooks.settled()
  return performance.now() - began
}

/** Lets the program do what is to be done, for so long at most. @returns what is left, for the log */
async function rest(program: ChaosProgram, limit: number): Promise<string> {
  const left = await untilAtRest(program, limit)
  return left.length === 0 ? 'all is done' : `${left.length} are left to be done, such as ${left[0]}`
}

/**
 * Waits for a random while; every second time, where something is changed, until a few writes were sent: then a death is in the
 * middle of it.
 */
async function untilKill({
  random,
  pace,
  written,
}: {
  readonly random: Random
  readonly pace: number
  readonly written: (() => number) | undefined
}): Promise<void> {
  const [longest, writes] = [random.below(pace), random.below(2) * (1 + random.below(12))]
  if (!written || writes === 0) {
    await wait(longest)
    return
  }
  for (const end = performance.now() + pace; performance.now() < end && written() < writes;) await wait(20)
}

/** Most often it is over in a few seconds. */
const longestCalmMs = 60_000
/** In the middle of a round, where faults may go on. */
const longestRestMs = 40_000
/** So many rounds come to everything that people do, several times; who asks for more deaths gets more of them in each. */
const roundsOfAStory = 30
const mostInRound = (kills: number): number =>
  Math.ceil(kills / Math.max(roundsOfAStory, Math.ceil(kills / 5)))
/** At the end of each fourth round nobody is left. */
const allDieEvery = 4

/** Somebody changes the policy while no worker is there. */
async function changeUnheard(scene: ActingScene): Promise<string> {
  const [web, tools] = [0, 1].map(() => scene.random.oneOf(['allow', 'deny'] as const))
  const off = scene.random.oneOf([
    [],
    ['connections'],
    ['workflows', 'secrets'],
    ['property', 'status'],
  ] as const)
  return push(
    scene,
    { web: web!, tools: tools!, off },
    scene.random.below(scene.company.organizations.length),
  )
}

/** What else happens where the program changes GitHub. */
function actingScene(
  { company, program }: ChaosOptions,
  scene: Scene,
  { connections: watch, writes }: Watches,
): ActingScene | undefined {
  const { enforcing } = company
  if (!enforcing || !program.acting) return undefined
  return {
    ...scene,
    company: { ...company, enforcing },
    hands: program.acting,
    watch,
    writes,
    rest: () => rest(program, longestRestMs),
  }
}

/** What people do with a repository also takes it from Apps, and gives it to those that are on all of its owner's. */
function byPeople(github: Simulator, watch: ConnectionWatch, { enforcing }: ChaosCompany): Simulator {
  const giveToAll = (repository: Repository, owner: Organization): void => {
    for (const { selection, target, repositoryIds } of enforcing?.assistant ?? [])
      if (selection === 'all' && target.id === owner.id) repositoryIds.add(repository.id)
  }
  return {
    ...github,
    createRepository: (owner, input) =>
      watch.byPeople(() => {
        const made = github.createRepository(owner, input)
        giveToAll(made, owner)
        return made
      }),
    transfer: (repository, to) =>
      watch.byPeople(() => {
        github.transfer(repository, to)
        giveToAll(repository, to.owner)
      }),
    remove: (repository, by) => watch.byPeople(() => github.remove(repository, by)),
  }
}

/** All the work may take so long where nothing disturbs it. */
const longestPatienceMs = 180_000
/** Who watches is told what is waited for. */
const tellEveryMs = 10_000

/** @returns what is left to be done; nothing, where all is done in time */
async function settle({ program, log, patience = longestPatienceMs }: ChaosOptions, lasted: number) {
  const restAfter = async (after: string, limit: number): Promise<readonly string[]> => {
    const began = performance.now()
    let told = began
    const left = await untilAtRest(program, limit, (open) => {
      if (performance.now() < told + tellEveryMs || open.length === 0) return
      told = performance.now()
      log(`${inSeconds(told - began)} after ${after} ${open.length} are left, such as ${open[0]}`)
    })
    return left.map((one) => `left ${inSeconds(limit)} after ${after}: ${one}`)
  }
  const left = await restAfter('the last fault', restLimit(lasted, patience))
  if (left.length > 0) return left
  await program.askForSweep()
  const unswept = await restAfter('a sweep was asked for', patience)
  if (!program.acting || unswept.length > 0) return unswept
  // What waits for an owner would hide whether it is made: they let it pass, and what the sweep found is made too.
  log(await program.acting.letPass())
  return restAfter('all was let pass', patience)
}

const inSeconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`
