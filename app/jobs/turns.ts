/** Runs a task when it is its turn. */
export type TakeTurn = <Result>(task: () => Promise<Result>) => Promise<Result>

/** Lets so many tasks run at a time, in the order in which they came. */
export function createTurns(most: number): TakeTurn {
  const waiting: (() => void)[] = []
  let free = most
  return async (task) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await task()
    } finally {
      // A turn is handed on and not given back where somebody waits: nobody who comes later may be first.
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
