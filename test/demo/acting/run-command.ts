import { execFile } from 'node:child_process'
import path from 'node:path'
import { compileCache } from '../../compile-cache.ts'

const gatehouse = path.join(import.meta.dirname, '../../../cli/gatehouse.ts')

/** What a run of `gatehouse` printed, and how it ended. */
export interface CommandRun {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `gatehouse` beside the program. @param environment by which it finds the program's database */
export const runCommand = (
  environment: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<CommandRun> =>
  new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], ...compileCache, ...environment }
    execFile(process.execPath, [gatehouse, ...words], { env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code
      if (typeof code === 'number') resolve({ code, stdout, stderr })
      else reject(error ?? new Error('it ended without an exit code'))
    })
  })
