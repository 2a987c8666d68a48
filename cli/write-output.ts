import { writeFileSync } from 'node:fs'
import { AppError } from '../scanner/errors.ts'
import { type Environment, fromCaller } from './environment.ts'

/**
 * Writes a result to a file, or to standard output, wholly before it returns.
 * @throws AppError `output-failed`
 */
export function writeOutput(environment: Environment, text: string, file: string | undefined): void {
  if (file === undefined || file === '-') {
    environment.stdout.write(text)
    return
  }
  try {
    writeFileSync(fromCaller(environment, file), text)
  } catch (error) {
    throw new AppError('output-failed', `${file} could not be written: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

/** Why the operating system refused: `ENOENT: no such file or directory, open '…'`. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'unknown reason'
