import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface StartedProgram {
  readonly port: number
  readonly pid: number
  readonly stop: () => Promise<void>
}

/** Starts a program of ours that says in a line of JSON where it listens. */
export async function startProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<StartedProgram> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { msg, port }: { msg?: string; port?: number } = JSON.parse(line)
      if (msg === 'listening' && port !== undefined) resolve(port)
    })
    void ended.then(() => reject(new Error(`${args.join(' ')} ended before it listened`)))
  })
  return { port, pid: child.pid ?? 0, stop }
}
