import type { Command } from './contender.ts'
import type { Present } from './find-program.ts'
import type { Sized } from './subject.ts'
import { errorsOf, printedNumber, type Run, runCommand } from './run-command.ts'

/** All runs of one contender on one subject. */
export interface Result {
  readonly name: string
  readonly runs: readonly Run[]
  /** What it was given, in bytes … */
  readonly given: number
  /** … and what it says it looked at; all of it, where it says nothing. */
  readonly scanned: number
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
  { bytes }: Pick<Sized, 'bytes'>,
  commandOf: (one: Present) => Command | undefined,
  options: CompareOptions,
): Promise<readonly Result[]> {
  const entries = present.flatMap((one) => {
    const command = commandOf(one)
    return command ? [{ one, command, runs: [] as Run[], scanned: bytes }] : []
  })
  const first = entries[0]
  if (first && options.runs > 1) await runCommand(first.command, options.scratch, options.limit)
  for (let round = 0; round < options.runs; round += 1) {
    for (const entry of entries) {
      if (entry.runs.at(-1)?.exitCode === null) continue
      entry.runs.push(await runChecked(entry.one, entry.command, options))
      const { scanned } = entry.one.contender
      entry.scanned = (scanned && printedNumber(options.scratch, scanned)) ?? bytes
    }
  }
  return entries.map(({ one, runs, scanned }) => ({ name: one.contender.name, runs, given: bytes, scanned }))
}

/** @throws where it fails: what a broken run takes says nothing */
async function runChecked(
  { contender }: Present,
  command: Command,
  { scratch, limit }: CompareOptions,
): Promise<Run> {
  const run = await runCommand(command, scratch, limit)
  if (run.exitCode === null || contender.works.includes(run.exitCode)) return run
  throw new Error(`${contender.name} ended with ${run.exitCode}: ${errorsOf(scratch)}`)
}

/** The middle one; of two middle ones the faster. */
export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? Number.NaN

/** Seconds of the median run; a run that was ended counts as what it had taken by then. */
export const medianSeconds = ({ runs }: Result): number => median(runs.map(({ seconds }) => seconds))

export const wasEnded = ({ runs }: Result): boolean => runs.some(({ exitCode }) => exitCode === null)
