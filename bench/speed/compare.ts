import type { Command, Subject } from './contender.ts'
import type { Present } from './find-program.ts'
import { errorsOf, type Run, runCommand } from './run-command.ts'

/** All runs of one contender on one subject. */
export interface Result {
  readonly name: string
  readonly runs: readonly Run[]
}

export interface CompareOptions {
  readonly runs: number
  /** Seconds; who takes longer is not started again. */
  readonly limit: number
  readonly scratch: string
}

/**
 * Lets contenders do the same work, one after the other and round by round, so that whatever else the machine does in the
 * meantime troubles all of them alike. The first round, which fills the disk's cache, is not counted.
 * @param commandOf undefined where a contender does not do this
 */
export async function compare(
  present: readonly Present[],
  subject: Subject,
  commandOf: (one: Present, subject: Subject) => Command | undefined,
  options: CompareOptions,
): Promise<readonly Result[]> {
  const entries = present.flatMap((one) => {
    const command = commandOf(one, subject)
    return command ? [{ one, command, runs: [] as Run[] }] : []
  })
  const first = entries[0]
  if (first && options.runs > 1) await runCommand(first.command, options.scratch, options.limit)
  for (let round = 0; round < options.runs; round += 1) {
    for (const { one, command, runs } of entries) {
      if (runs.at(-1)?.exitCode === null) continue
      const run = await runCommand(command, options.scratch, options.limit)
      runs.push(run)
      if (run.exitCode === null || one.contender.works.includes(run.exitCode)) continue
      throw new Error(`${one.contender.name} ended with ${run.exitCode}: ${errorsOf(options.scratch)}`)
    }
  }
  return entries.map(({ one, runs }) => ({ name: one.contender.name, runs }))
}

/** The middle one; of two middle ones the faster. */
export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? Number.NaN

/** Seconds of the median run; a run that was ended counts as what it had taken by then. */
export const medianSeconds = ({ runs }: Result): number => median(runs.map(({ seconds }) => seconds))

export const wasEnded = ({ runs }: Result): boolean => runs.some(({ exitCode }) => exitCode === null)
