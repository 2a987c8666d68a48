/** The simulated time, in milliseconds: the machine's, plus what a test let pass. */
export interface Clock {
  readonly now: () => number
  readonly advance: (milliseconds: number) => void
}

export function createClock(): Clock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    advance(milliseconds) {
      ahead += milliseconds
    },
  }
}

/** GitHub's dates have no fraction of a second. */
export const isoTime = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour
