import type { ChaosProgram, ChaosWorker } from './chaos-program.ts'

/** The workers of one run, always as many as there were at first. */
export interface Crew {
  /** Kills one by its place, and starts another there. */
  readonly kill: (place: number) => Promise<void>
  /** Kills all, and starts as many when `meanwhile` is over. */
  readonly killAll: (meanwhile: () => Promise<void>) => Promise<void>
  /** Whoever ended by himself is told of, once, and another takes his place. */
  readonly mend: () => void
  /** Who ended without being told to. */
  readonly ended: readonly string[]
  /** Lets all finish what is under way; nobody works after that. */
  readonly stop: () => Promise<void>
  /** Kills whoever is left. */
  readonly close: () => Promise<void>
}

export function startCrew({ startWorker }: Pick<ChaosProgram, 'startWorker'>, size: number): Crew {
  let workers: ChaosWorker[] = Array.from({ length: size }, startWorker)
  const ended: string[] = []
  const mend = (): void => {
    workers = workers.map((worker) => {
      const output = worker.ended()
      if (output === undefined) return worker
      ended.push(`a worker ended by itself: ${output.slice(-500)}`)
      return startWorker()
    })
  }
  return {
    ended,
    mend,
    async kill(place) {
      mend()
      await workers[place]!.kill()
      workers[place] = startWorker()
    },
    async killAll(meanwhile) {
      mend()
      await Promise.all(workers.splice(0).map((worker) => worker.kill()))
      await meanwhile()
      workers = Array.from({ length: size }, startWorker)
    },
    async stop() {
      mend()
      await Promise.all(workers.splice(0).map((worker) => worker.stop()))
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.kill()))
    },
  }
}
