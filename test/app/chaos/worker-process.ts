import { spawn } from 'node:child_process'
import { compileCache } from '../../compile-cache.ts'
import type { ChaosWorker } from './chaos-program.ts'

/** How much is kept of what a worker prints. */
const longestOutput = 8_192

/**
 * Runs a TypeScript file by this Node in a process of its own, which sees nothing of our environment but `environment`.
 * @param onOutput called with each piece of what it prints
 */
export function startWorkerProcess(
  file: string,
  environment: Readonly<Record<string, string>>,
  onOutput: (piece: string) => void = () => {},
): ChaosWorker & {
  readonly pid: number
  /** The end of what it has printed. */
  readonly output: () => string
} {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', ...compileCache, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer): void => {
    const piece = chunk.toString('utf8')
    output = (output + piece).slice(-longestOutput)
    onOutput(piece)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  let isKilled = false
  let isOver = false
  const over = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      output += String(error)
    })
    child.on('close', () => {
      isOver = true
      resolve()
    })
  })
  return {
    pid: child.pid ?? 0,
    async kill() {
      isKilled = true
      child.kill('SIGKILL')
      await over
    },
    async stop() {
      isKilled = true
      child.kill('SIGTERM')
      await over
    },
    output: () => output,
    ended: () => (isOver && !isKilled ? output : undefined),
  }
}
