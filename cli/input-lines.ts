import { createReadStream } from 'node:fs'
import { AppError } from '../scanner/errors.ts'
import { type Environment, fromCaller } from './environment.ts'
import { reasonOf } from './reason-of.ts'

/**
 * The lines of a file, one at a time, so that one of any length can be read; `-` is standard input. Only `\n` ends a line:
 * Node's readline also ends one at U+2028, which JSON holds as it is.
 * @throws AppError `not-found`
 */
export async function* readLines(
  environment: Pick<Environment, 'folder' | 'readInput'>,
  file: string,
): AsyncGenerator<string> {
  if (file === '-') {
    yield* Buffer.from(environment.readInput()).toString('utf8').split('\n')
    return
  }
  let waiting = ''
  for await (const piece of readPieces(fromCaller(environment, file), file)) {
    const lines = piece.split('\n')
    lines[0] = waiting + lines[0]!
    waiting = lines.pop()!
    yield* lines
  }
  if (waiting !== '') yield waiting
}

async function* readPieces(path: string, name: string): AsyncGenerator<string> {
  const input: AsyncIterable<string> = createReadStream(path, 'utf8')
  try {
    yield* input
  } catch (cause) {
    throw new AppError('not-found', `${name} could not be read: ${reasonOf(cause)}.`, { cause })
  }
}
