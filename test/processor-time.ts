import process from 'node:process'

/**
 * Begins to count what this process computes. Unlike a clock, it says the same on a machine that does something else as well.
 * @returns milliseconds of processor time since then
 */
export function countProcessorTime(): () => number {
  const begun = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / 1000
  }
}
