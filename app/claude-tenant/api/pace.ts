import { setTimeout as wait } from 'node:timers/promises'

/** Time, so that tests need not wait. */
export interface Clock {
  readonly now: () => Date
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export const realClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
}

/** Claude lets 600 requests a minute pass, of all keys of a parent organization together: half of them is left to others. */
export const usualPerMinute = 300
const windowMs = 60_000

/** Lets requests pass at a pace: so many within any minute. One for each key. */
export function createPace(
  clock: Clock,
  perMinute: number,
): { readonly turn: (signal: AbortSignal) => Promise<void> } {
  let sent: number[] = []
  return {
    turn: async (signal) => {
      for (;;) {
        const now = clock.now().getTime()
        sent = sent.filter((at) => at > now - windowMs)
        const [first] = sent
        if (first === undefined || sent.length < perMinute) break
        await clock.wait(first + windowMs - now + 1, signal)
      }
      sent.push(clock.now().getTime())
    },
  }
}
