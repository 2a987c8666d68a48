import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from './contender.ts'

/** What one run took. */
export interface Run {
  /** Wall clock. */
  readonly seconds: number
  /** All cores together, with children; undefined where the system's `time` is missing. */
  readonly cpuSeconds: number | undefined
  /** The largest resident size of the process or of any child of it, threads included. */
  readonly peakMegabytes: number | undefined
  /** null where it was ended because it took too long. */
  readonly exitCode: number | null
}

const time = '/usr/bin/time'

/**
 * Runs a command and measures it. Its output goes to a file, as it would for a user who keeps it; never to nowhere, which
 * some programs notice and then stop early.
 * @param scratch a folder for the output
 * @param limit seconds after which it is ended
 */
export async function runCommand(command: Command, scratch: string, limit: number): Promise<Run> {
  const usage = join(scratch, 'usage')
  const timed = existsSync(time) ? [time, '--format', '%U %S %M', '--output', usage] : []
  const [program, ...options] = [...timed, command.program, ...command.arguments]
  const input = openSync(command.input ?? '/dev/null', 'r')
  const output = openSync(join(scratch, 'output'), 'w')
  const errors = openSync(join(scratch, 'errors'), 'w')
  const started = performance.now()
  // A process group of its own, so that ending it ends its children too.
  const child = spawn(program!, options, {
    stdio: [input, output, errors],
    detached: true,
    ...(command.folder !== undefined && { cwd: command.folder }),
  })
  const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), limit * 1000)
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  })
  const seconds = (performance.now() - started) / 1000
  clearTimeout(timer)
  for (const file of [input, output, errors]) closeSync(file)
  return { seconds, exitCode, ...readUsage(timed.length > 0 && exitCode !== null ? usage : undefined) }
}

/** A number in what the last command printed; undefined where it is not there. */
export function printedNumber(scratch: string, pattern: RegExp): number | undefined {
  const found = ['errors', 'output'].map(
    (name) => pattern.exec(readFileSync(join(scratch, name), 'utf8'))?.[1],
  )
  const digits = found.find((text) => text !== undefined)
  return digits === undefined ? undefined : Number(digits)
}

/** What went wrong, for the person who looks at the measurement. */
export const errorsOf = (scratch: string): string =>
  readFileSync(join(scratch, 'errors'), 'utf8').slice(0, 600)

function readUsage(file: string | undefined): Pick<Run, 'cpuSeconds' | 'peakMegabytes'> {
  // The last line: before it stands what `time` has to say of the exit code.
  const line = file === undefined ? '' : readFileSync(file, 'utf8').trim().split('\n').at(-1)
  const [user, system, kilobytes] = (line ?? '').split(' ').map(Number)
  if (user === undefined || system === undefined || kilobytes === undefined) {
    return { cpuSeconds: undefined, peakMegabytes: undefined }
  }
  return { cpuSeconds: user + system, peakMegabytes: (kilobytes * 1024) / 1e6 }
}
