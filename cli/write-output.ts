import { writeFileSync, writeSync } from 'node:fs'
import { AppError } from '../scanner/errors.ts'
import { type Environment, fromCaller } from './environment.ts'

/**
 * Writes a result to a file, or to standard output, wholly before it returns: the program may end right after.
 * @throws AppError `output-failed`
 */
export function writeOutput(environment: Environment, text: string, file: string | undefined): void {
  if (file === undefined || file === '-') {
    writeAll(Buffer.from(text))
    return
  }
  try {
    writeFileSync(fromCaller(environment, file), text)
  } catch (error) {
    throw new AppError('output-failed', `${file} could not be written: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

const standardOutput = 1

function writeAll(bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(standardOutput, bytes, at)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // A pipe whose reader is slow; nothing else to do but to try again.
      if (code === 'EAGAIN') continue
      // A reader that has seen enough, as `head` does.
      if (code === 'EPIPE') return
      throw error
    }
  }
}
