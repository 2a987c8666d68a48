import { setTimeout as wait } from 'node:timers/promises'
import type { ChaosProgram } from './chaos-program.ts'

/** The queue pauses no key for longer. Source: app/jobs/work-queue.ts. */
const longestPauseMs = 600_000

/**
 * How long the program may take to come to rest by itself after the last fault, in milliseconds. A key's pauses double, 2 s, 4 s,
 * 8 s …, so that each is 2 s longer than all before it together: what has failed all the time is tried again after as long as the
 * faults lasted and 2 s. Then there is only the work itself, which may take as long as `patience`.
 * @param lasted how long there were faults
 */
export const restLimit = (lasted: number, patience: number): number =>
  Math.min(lasted + 2_000, longestPauseMs) + patience

/**
 * Waits until nothing is left to be done, twice in a row: between two jobs there is a moment in which nothing seems to be.
 * @param onLook called with what is left, each time it is looked at
 * @returns what is left after the limit, in milliseconds; nothing where it came to rest
 */
export async function untilAtRest(
  { openWork }: Pick<ChaosProgram, 'openWork'>,
  limit: number,
  onLook: (left: readonly string[]) => void = () => {},
): Promise<readonly string[]> {
  const end = performance.now() + limit
  for (let seen = 0; ; await wait(250)) {
    const left = await openWork()
    onLook(left)
    seen = left.length === 0 ? seen + 1 : 0
    if (seen === 2) return []
    if (performance.now() > end && left.length > 0) return left
  }
}
