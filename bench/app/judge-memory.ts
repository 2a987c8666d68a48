/** What one command took for so many events. */
export interface MemoryOf {
  readonly name: string
  readonly events: number
  /** Its largest resident size; undefined where the system did not tell. */
  readonly megabytes: number | undefined
}

/**
 * What a command may take, whatever the number of events. A garbage collector that has room tidies up late: ten times the
 * events took up to 1.6 times the memory where it had room, and up to 1.1 times where it had none. Growth is told of the latter.
 */
export const memoryLimits = { megabytes: 300, growth: 1.3 } as const

/** @returns for each command that takes too much, grows from one size to another, or was not measured, what is wrong */
export function judgeMemory(runs: readonly MemoryOf[]): readonly string[] {
  return runs.flatMap((run) => {
    const megabytes = sizeOf(run)
    const known = runs.filter(({ name }) => name === run.name).map(sizeOf)
    const least = Math.min(...known.filter((one) => one !== undefined))
    const what = `${run.name}, ${run.events} events:`
    if (megabytes === undefined) return [`${what} its memory was not measured; that takes GNU time`]
    const taken = `${what} ${megabytes.toFixed(0)} MB, more than`
    return [
      ...(megabytes <= memoryLimits.megabytes ? [] : [`${taken} ${memoryLimits.megabytes}`]),
      ...(megabytes <= least * memoryLimits.growth
        ? []
        : [`${taken} ${memoryLimits.growth} times the least, ${least.toFixed(0)}`]),
    ]
  })
}

const sizeOf = ({ megabytes }: MemoryOf): number | undefined =>
  megabytes === undefined || Number.isNaN(megabytes) ? undefined : megabytes
