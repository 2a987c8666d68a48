import { createWorkers, type Workers } from '../../../scanner/pool/pool.ts'

let threads: Workers | undefined

/**
 * One thread for all programs that the tests of a process start one after the other, in place of `createWorkers`: to load and compile the
 * rules takes it most of a second, more than all that a test has to be scanned. A program that closes it loses what it waits for and may ask
 * no more, as where threads end with it.
 */
export function sharedThreads(entry: URL): Workers {
  const shared = (threads ??= createWorkers(entry, 1))
  const closing = new AbortController()
  const closed = new Promise<never>((_, reject) => {
    closing.signal.addEventListener('abort', () => reject(new Error('the threads were ended')))
  })
  // Nobody may be waiting for anything.
  closed.catch(() => {})
  return {
    open: (rules) => {
      const pool = shared.open(rules)
      return {
        ...pool,
        run: (task) => (closing.signal.aborted ? closed : Promise.race([closed, pool.run(task)])),
      }
    },
    close: async () => closing.abort(),
  }
}
