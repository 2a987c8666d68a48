import { writeFileSync } from 'node:fs'
import { AppError } from '../scanner/errors.ts'
import { type Environment, fromCaller } from './environment.ts'
import { reasonOf } from './reason-of.ts'

/**
 * Writes a result to a file, or to standard output, wholly before it returns.
 * @throws AppError `output-failed`
 */
export function writeOutput(
  environment: Pick<Environment, 'stdout' | 'folder'>,
  text: string,
  file: string | undefined,
): void {
  const toScreen = file === undefined || file === '-'
  try {
    if (toScreen) environment.stdout.write(text)
    else writeFileSync(fromCaller(environment, file), text)
  } catch (error) {
    const what = toScreen ? 'The result' : file
    throw new AppError('output-failed', `${what} could not be written: ${reasonOf(error)}.`, {
      cause: error,
      ...(toScreen && { todo: 'Check where standard output leads.' }),
    })
  }
}
