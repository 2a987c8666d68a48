import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
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

/** A simulated GitHub, as the program has to know it. */
export interface KnownGitHub {
  readonly apiUrl: string
  readonly appId: number
  readonly privateKey: string
  readonly secret: string
}

/** The settings of the program that works on it and sweeps only at its start. */
export const environmentFor = (
  { apiUrl, appId, privateKey, secret }: KnownGitHub,
  folder: string,
): Readonly<Record<string, string>> => ({
  DATA_FOLDER: folder,
  PORT: '0',
  PUBLIC_URL: 'http://localhost',
  GITHUB_API_URL: apiUrl,
  GITHUB_APP_ID: String(appId),
  GITHUB_PRIVATE_KEY: privateKey,
  GITHUB_WEBHOOK_SECRET: secret,
  SWEEP_MINUTES: '10080',
  NODE_OPTIONS: startOptions(),
})

/** Node's own options that `npm start` gives the program: how much memory it takes depends on them. */
export function startOptions(): string {
  const { scripts } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'))
  return /^node ((?:--\S+ )*)app\/main\.ts$/.exec(scripts.start)![1]!.trim()
}
