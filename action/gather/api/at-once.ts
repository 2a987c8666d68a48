/**
 * Makes a gate that lets so many in at a time: GitHub counts what is asked at once, and answers what comes one after the other too slowly.
 */
export function createGate(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let inside = 0
  return async (run) => {
    if (inside === most)
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    else inside += 1
    try {
      return await run()
    } finally {
      // Whoever is next takes this place.
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
