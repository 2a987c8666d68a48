import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { AppError } from '../scanner/errors.ts'
import { type Environment, fromCaller } from './environment.ts'
import { reasonOf } from './reason-of.ts'

/**
 * The lines of a file, one at a time, so that one of any length can be read; `-` is standard input.
 * @throws AppError `not-found`
 */
export async function* readLines(environment: Environment, file: string): AsyncGenerator<string> {
  if (file === '-') {
    yield* Buffer.from(environment.readInput()).toString('utf8').split('\n')
    return
  }
  const input = createReadStream(fromCaller(environment, file), 'utf8')
  const lines = createInterface({ input, crlfDelay: Infinity })
  let failure: unknown
  // readline would wait for ever for a file that cannot be read.
  input.on('error', (error) => {
    failure = error
    lines.close()
  })
  yield* lines
  if (failure === undefined) return
  throw new AppError('not-found', `${file} could not be read: ${reasonOf(failure)}.`, { cause: failure })
}
