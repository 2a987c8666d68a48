import { closeSync, openSync, writeSync } from 'node:fs'
import { AppError } from '../scanner/errors.ts'
import { type Environment, fromCaller } from './environment.ts'
import { reasonOf } from './reason-of.ts'

/** As many characters as are gathered before they are written: a system call for each line is slow. */
const gathered = 65_536

/**
 * Writes texts one after the other, to a file closed to others or to standard output, in bounded memory.
 * @returns how many there were
 * @throws AppError `output-failed`
 */
export async function writeStream(
  environment: Pick<Environment, 'stdout' | 'folder'>,
  texts: AsyncIterable<string>,
  file: string | undefined,
): Promise<number> {
  const isFile = file !== undefined && file !== '-'
  const handle = isFile ? attempt(file, () => openSync(fromCaller(environment, file), 'w', 0o600)) : undefined
  const write = (text: string): void =>
    attempt(file ?? 'The result', () =>
      handle === undefined ? environment.stdout.write(text) : writeWhole(handle, Buffer.from(text)),
    )
  let waiting = ''
  let count = 0
  try {
    for await (const text of texts) {
      count += 1
      waiting += text
      if (waiting.length < gathered) continue
      write(waiting)
      waiting = ''
    }
    if (waiting !== '') write(waiting)
    return count
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

function writeWhole(handle: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at)
}

function attempt<Result>(what: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new AppError('output-failed', `${what} could not be written: ${reasonOf(error)}.`, { cause: error })
  }
}
