import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What a running PostgreSQL says of itself in its data folder. Source of the format: PostgreSQL's pidfile.h. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly socketFolder: string
  /** Only then it takes connections. */
  readonly isReady: boolean
}

/** Reads who runs on a data folder; undefined where nobody does, also where the last one was killed. */
export function readPostmaster(dataFolder: string): Postmaster | undefined {
  let lines: readonly string[]
  try {
    lines = readFileSync(path.join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const [pid = '', , , port = '', socketFolder = '', , , status = ''] = lines
  if (!isRunning(Number(pid))) return undefined
  return { pid: Number(pid), port: Number(port), socketFolder, isReady: status.trim() === 'ready' }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It runs under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
