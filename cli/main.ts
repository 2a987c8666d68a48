import { availableParallelism } from 'node:os'
import { CommanderError } from 'commander'
import { AppError } from '../scanner/errors.ts'
import { escapeTerminal } from '../report/escape/terminal.ts'
import { readEnvironment } from './environment.ts'
import { exitCodes } from './exit-code.ts'
import { createProgram } from './program.ts'

/**
 * Runs the command line.
 * @param args without the program's name
 * @param entry the file that was started; threads start with it too
 * @returns the exit code
 */
export async function main(args: readonly string[], entry: URL): Promise<number> {
  const environment = readEnvironment(process.env, process.stdout, availableParallelism(), process.stderr)
  let exitCode: number = exitCodes.clean
  const program = createProgram({ environment, entry, end: (code) => (exitCode = code) })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    return reportError(error)
  }
}

function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage
  if (error instanceof AppError) {
    const lines = error.message.split('\n').map((line) => escapeTerminal(line))
    process.stderr.write(`error: ${lines.join('\n')}\n${error.todo}\n`)
    return error.exit
  }
  process.stderr.write(
    `internal error: ${escapeTerminal(describe(error))}\nThis is a bug in Gatehouse; please report it.\n`,
  )
  return exitCodes.internal
}

/** The stack names our own files only; messages of unexpected errors may quote what was scanned, so they are left out. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown'
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [error.name, ...frames.slice(0, 6).map((line) => line.trim())].join(' ')
}
