import { statSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../scanner/errors.ts'
import { type Environment, fromCaller } from '../environment.ts'
import { readText } from '../load-policy.ts'
import { reasonOf } from '../reason-of.ts'
import { mostBytes, type ReadForeign } from './foreign.ts'
import { type ForeignTool, readForeign } from './read-foreign.ts'

/**
 * Reads a file of another tool.
 * @throws AppError `not-found`; `usage` where it is not understood, with the lines that are wrong
 */
export const loadForeign = (
  environment: Environment,
  given: string,
  from: ForeignTool | undefined,
): Extract<ReadForeign, { ok: true }> =>
  understood(given, readForeign(readSmall(environment, given), path.basename(given), from))

function readSmall(environment: Environment, given: string): string {
  const file = fromCaller(environment, given)
  let size: number | undefined
  try {
    size = statSync(file).size
  } catch (error) {
    throw new AppError('not-found', `${given} could not be read: ${reasonOf(error)}.`, { cause: error })
  }
  if (size > mostBytes)
    throw new AppError('usage', `${given} is larger than ${mostBytes / 1_000_000} MB.`, {
      todo: 'Take over a part of it.',
    })
  return readText(file, 'a file of another tool', given)
}

function understood(given: string, read: ReadForeign): Extract<ReadForeign, { ok: true }> {
  if (read.ok) return read
  const lines = read.problems.map(
    ({ line: at, message }) => `  ${given}${at === undefined ? '' : `:${at}`}: ${message}`,
  )
  throw new AppError('usage', `${given} cannot be taken over.\n${lines.join('\n')}`, {
    todo: 'Correct the lines named, or say with --from whose file it is. Nothing was written.',
  })
}
