import { expect, onTestFinished, test } from 'vitest'
import { buildCompany } from '../../demo/company.ts'
import { simulated } from '../../github/simulated.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import { fullName } from '../../github/world/lookups.ts'
import { readChaosArguments } from './chaos-arguments.ts'
import { type ChaosProgram, type ChaosState, placeOf } from './chaos-program.ts'
import { startCrew } from './crew.ts'
import { runChaos } from './run-chaos.ts'
import { startWorkerProcess } from './worker-process.ts'

/** What a faultless program would have recorded of the world as it is now. */
function stateOf({ world }: Simulator): ChaosState {
  const decisions = [...world.repositories.values()].map((one) => {
    const decision = {
      outcome: 'allowed',
      group: 'all',
      reasons: [],
      reaches: [],
      findings: [],
      scanned: null,
    }
    const { login } = world.organizations.get(one.ownerId)!
    return [placeOf(login, one.id), { ...decision, repository: fullName(world, one) }] as const
  })
  const coverage = [...world.organizations.values()].map(({ login, id }) => {
    const seen = world.repositoriesOf.get(id)?.size ?? 0
    return [login, { seen, read: seen, failed: [] }] as const
  })
  return { decisions: new Map(decisions), coverage: new Map(coverage), brokenRecords: [] }
}

/** A program whose workers are counted, and whose records are what `recorded` makes of the truth. */
async function rig(
  recorded: (state: ChaosState) => ChaosState = (state) => state,
  parts: Partial<ChaosProgram> = {},
) {
  const github = await simulated()
  const company = await buildCompany(github)
  const counts = { started: 0, killed: 0, stopped: 0 }
  let isFreshUndisturbed = false
  const log: string[] = []
  const program: ChaosProgram = {
    startWorker() {
      counts.started += 1
      return {
        kill: async () => void (counts.killed += 1),
        stop: async () => void (counts.stopped += 1),
        ended: () => undefined,
      }
    },
    cutConnections: async () => {},
    askForSweep: async () => {},
    openWork: async () => [],
    problems: () => [],
    readState: async () => recorded(stateOf(github)),
    async computeFresh() {
      isFreshUndisturbed = counts.started === counts.killed + counts.stopped
      return stateOf(github)
    },
    close: async () => {},
    ...parts,
  }
  const run = (seed: number) =>
    runChaos({
      github,
      company,
      program,
      kills: 12,
      seed,
      processes: 2,
      pace: 5,
      patience: 10,
      log: (line) => log.push(line),
    })
  return { run, counts, log, isFreshUndisturbed: () => isFreshUndisturbed }
}

test('every kill is followed by another worker, and all are stopped before the fresh computation', async () => {
  const { run, counts, log, isFreshUndisturbed } = await rig()
  expect(await run(7)).toEqual([])
  expect(counts).toEqual({ started: 14, killed: 12, stopped: 2 })
  expect(isFreshUndisturbed()).toBe(true)
  expect(log.filter((line) => line.startsWith('kill '))).toHaveLength(12)
})

test('the same seed tells the same story', async () => {
  const [one, two] = [await rig(), await rig()]
  await one.run(11)
  await two.run(11)
  expect(one.log).toEqual(two.log)
  expect(one.log.length).toBeGreaterThan(24)
})

test('what was lost, is stale or was not looked at is told', async () => {
  const { run } = await rig((state) => {
    const [, second, ...rest] = state.decisions
    const stale = [second![0], { ...second![1], outcome: 'denied' }] as const
    return {
      ...state,
      decisions: new Map([stale, ...rest]),
      coverage: new Map(),
      brokenRecords: ['a chain is broken'],
    }
  })
  const wrong = await run(7)
  expect(wrong).toHaveLength(6)
  expect(wrong[0]).toBe('a chain is broken')
  expect(wrong.filter((line) => line.endsWith('no sweep has come to its end'))).toHaveLength(3)
  expect(wrong[4]).toMatch(/is not decided$/)
  expect(wrong[5]).toMatch(/outcome is "denied", and fresh it is "allowed"$/)
})

test('a repository that moved and is decided where it was too is told', async () => {
  const { run } = await rig((state) => {
    const [place, moved] = [...state.decisions][0]!
    const before = { ...moved, repository: 'harbor-old/moved' }
    return {
      ...state,
      decisions: new Map([...state.decisions, [`harbor-old#${place.split('#')[1]}`, before]]),
    }
  })
  expect(await run(7)).toEqual(['harbor-old/moved is decided and should not be'])
})

test('what waits on is not hurried and not compared, and errors that were logged are told', async () => {
  const { run, isFreshUndisturbed } = await rig(undefined, {
    openWork: async () => ['scan:7 tried 9 times'],
    problems: () => ['PostgreSQL: ERROR 40P01 deadlock detected'],
  })
  // The limit holds 2 s besides how long the faults lasted.
  expect(await run(7)).toEqual([
    'PostgreSQL: ERROR 40P01 deadlock detected',
    expect.stringMatching(/^left \d+ s after the last fault: scan:7 tried 9 times$/),
  ])
  expect(isFreshUndisturbed()).toBe(false)
})

test('a worker that ended by itself is told of once, and replaced', () => {
  const words = ['out of luck', undefined, undefined]
  let started = 0
  const crew = startCrew(
    {
      startWorker() {
        const own = words[started]
        started += 1
        return { kill: async () => {}, stop: async () => {}, ended: () => own }
      },
    },
    2,
  )
  crew.mend()
  crew.mend()
  expect(crew.ended).toEqual(['a worker ended by itself: out of luck'])
  expect(started).toBe(3)
})

test('a worker is a process of its own, and dies at once', async () => {
  const worker = startWorkerProcess(`${import.meta.dirname}/waiting-worker.ts`, { WAIT: '60000' })
  onTestFinished(() => worker.kill())
  expect(() => process.kill(worker.pid, 0)).not.toThrow()
  await worker.kill()
  expect(() => process.kill(worker.pid, 0)).toThrow(/ESRCH/)
  expect(worker.ended()).toBeUndefined()
})

test('a worker that ends by itself is noticed, with its last words', async () => {
  const worker = startWorkerProcess(`${import.meta.dirname}/waiting-worker.ts`, { WAIT: '0' })
  await expect.poll(() => worker.ended()).toContain('nothing left to wait for')
})

test('what is asked for is whole numbers', () => {
  expect(readChaosArguments(['--kills', '50', '--processes', '4'], () => 9)).toEqual({
    kills: 50,
    seed: 9,
    processes: 4,
    mode: 'observe',
  })
  expect(() => readChaosArguments(['--kills', 'many'], () => 9)).toThrow(/--kills must be a whole number/)
})
