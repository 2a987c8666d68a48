import { readFileSync, writeSync } from 'node:fs'
import { availableParallelism, userInfo } from 'node:os'

/** Where a program writes to. */
export interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  /** Writes a text wholly before it returns: the program may end right after. */
  readonly write: (text: string) => void
}

/** What the program is started in; tests start it in others. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Absolute. */
  readonly folder: string
  readonly cores: number
  readonly stdout: Output
  readonly stderr: Output
  /** The terminal behind standard error, for progress. */
  readonly errorTerminal?: NodeJS.WriteStream
  /** Reads standard input to its end. */
  readonly readInput: () => Uint8Array
  /** The operating system's name for who runs this; undefined: it has none, as in many containers. */
  readonly accountName: () => string | undefined
}

/** The real ones, of this process. */
export function processSurroundings(): Surroundings {
  const { env, stdout, stderr } = process
  return {
    variables: env,
    folder: process.cwd(),
    cores: availableParallelism(),
    stdout: { ...terminalOf(stdout), write: (text) => writeAll(1, Buffer.from(text)) },
    stderr: { ...terminalOf(stderr), write: (text) => writeMessage(Buffer.from(text)) },
    ...(stderr.isTTY && { errorTerminal: stderr }),
    readInput: () => readFileSync(0),
    accountName,
  }
}

function accountName(): string | undefined {
  try {
    return userInfo().username
  } catch {
    // It fails where there is no such account, and who has no name is one of the answers.
    return undefined
  }
}

const terminalOf = ({ isTTY, columns }: NodeJS.WriteStream): Pick<Output, 'isTTY' | 'columns'> =>
  isTTY ? { isTTY, columns } : {}

function writeMessage(bytes: Buffer): void {
  try {
    writeAll(2, bytes)
  } catch {
    // Where standard error leads nowhere there is nobody to tell it to; the exit code still says what happened.
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(file, bytes, at)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // A pipe whose reader is slow; nothing else to do but to try again.
      if (code === 'EAGAIN') continue
      // A reader that has seen enough, as `head` does.
      if (code === 'EPIPE') return
      throw error
    }
  }
}
