import { execFileSync, spawn } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readFrame, writeFrame } from './frames.ts'

export interface GitRun {
  readonly args: readonly string[]
  readonly folder: string
  /** The whole of it. */
  readonly environment: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
}

/** What the other process answers: how git ended, or why it could not be started. */
export type GitAnswer =
  | { readonly code: number | null; readonly output: Buffer; readonly complaints: Buffer }
  | { readonly error: string }

interface Runner {
  readonly requests: number
  readonly answers: number
}

let runner: Runner | undefined

/**
 * Has git run by a small process, which ends with this one, and waits for it: as `startGit` does, and for the same reason.
 * @returns what it printed
 * @throws where it fails, with its complaints
 */
export function runGitSync(run: GitRun): Buffer {
  const { requests, answers } = (runner ??= openRunner())
  writeFrame(requests, run)
  // oxlint-disable-next-line no-unsafe-type-assertion -- the two are one program
  const answer = readFrame(answers) as GitAnswer | undefined
  if (answer === undefined) throw new Error('what runs git has ended')
  if ('error' in answer) throw new Error(answer.error)
  if (answer.code === 0) return answer.output
  throw new Error(`Command failed: git ${run.args.join(' ')}\n${answer.complaints.toString('utf8')}`)
}

/** It is spoken with by named pipes, which a process can wait for without doing anything else. */
function openRunner(): Runner {
  const folder = mkdtempSync(path.join(tmpdir(), 'git-runner-'))
  const [to, from] = [path.join(folder, 'requests'), path.join(folder, 'answers')]
  execFileSync('mkfifo', [to, from])
  const requests = openPipe(to)
  const answers = openPipe(from)
  rmSync(folder, { recursive: true })
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'runner-process.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', requests.toRead, answers.toWrite],
  })
  child.unref()
  // So that each sees the end of the other.
  closeSync(requests.toRead)
  closeSync(answers.toWrite)
  return { requests: requests.toWrite, answers: answers.toRead }
}

/** Both ends. To open one waits for the other, except for one that says it does not wait. */
function openPipe(file: string): { readonly toRead: number; readonly toWrite: number } {
  const held = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
  const toWrite = openSync(file, 'w')
  const toRead = openSync(file, 'r')
  closeSync(held)
  return { toRead, toWrite }
}
