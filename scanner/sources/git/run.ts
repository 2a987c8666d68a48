import { spawn, type ChildProcessByStdio } from 'node:child_process'
import process from 'node:process'
import type { Readable, Writable } from 'node:stream'
import { AppError } from '../../errors.ts'

/** How git is called for one repository. A plain value, so that it can be handed to a worker thread. */
export interface GitAccess {
  /** Absolute path of the program. */
  readonly binary: string
  readonly version: readonly [major: number, minor: number]
  readonly environment: Readonly<Record<string, string>>
  /** The folder git runs in: an empty one, never the scanned repository. */
  readonly directory: string
}

export interface GitResult {
  readonly ok: boolean
  readonly output: Buffer
  /** What git wrote to its error stream, cut to a few lines. For people only; nothing branches on it. */
  readonly message: string
}

export type GitProcess = ChildProcessByStdio<Writable, Readable, Readable>

const maxMessage = 2000
// Millions of paths; what can print more is read piece by piece.
const mostOutput = 1 << 30

/** Starts git with pipes on all three streams. The caller reads the output and waits with `finished`. */
export function startGit(
  git: GitAccess,
  args: readonly string[],
  extra: Record<string, string> = {},
  options: { readonly group?: 'own' } = {},
): GitProcess {
  const child = spawn(git.binary, args, {
    cwd: git.directory,
    env: { ...git.environment, ...extra },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    // With a group of its own it can be ended together with the programs that it starts.
    detached: options.group === 'own',
  })
  // A git that ended early closes its input; that is noticed by its exit status, not by EPIPE.
  child.stdin.on('error', () => undefined)
  endWithUs(child)
  return child
}

/** A clone that nobody waits for any more would go on for as long as the other side likes. */
const running = new Set<GitProcess>()

function endWithUs(child: GitProcess): void {
  if (running.size === 0) process.on('exit', endAll)
  running.add(child)
  child.on('close', () => {
    running.delete(child)
    if (running.size === 0) process.off('exit', endAll)
  })
}

function endAll(): void {
  for (const child of running) endGroup(child)
}

/** Ends git, and what it has started where it was given a group of its own. */
export function endGroup(child: GitProcess): void {
  try {
    // Without a group of that number this throws, and the process is ended alone.
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Not the leader of a group, or gone.
  }
  child.kill('SIGKILL')
}

/**
 * Hands all output to `take` and waits until the process has ended. When `take` throws, git is stopped and the promise
 * rejects with that error.
 * @throws AppError `git-missing`
 */
export function finished(
  child: GitProcess,
  take: (chunk: Buffer) => void,
): Promise<{ readonly ok: boolean; readonly message: string }> {
  let message = ''
  let failure: { readonly error: unknown } | null = null
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (text: string) => {
    if (message.length < maxMessage) message += text.slice(0, maxMessage - message.length)
  })
  child.stdout.on('data', (chunk: Buffer) => {
    if (failure !== null) return
    try {
      take(chunk)
    } catch (error) {
      failure = { error }
      child.kill('SIGKILL')
    }
  })
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      reject(new AppError('git-missing', 'git could not be started.', { cause }))
    })
    child.on('close', (status) => {
      if (failure === null) resolve({ ok: status === 0, message: message.trim() })
      else reject(asError(failure.error))
    })
  })
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

export interface RunOptions {
  readonly input?: string | Uint8Array
  readonly environment?: Record<string, string>
  /** Ends git, with the programs that it starts. */
  readonly signal?: AbortSignal
}

/**
 * Runs git to its end and collects what it prints. A failure is a value: the caller knows what it means.
 * @throws the signal's reason
 */
export async function runGit(
  git: GitAccess,
  args: readonly string[],
  options: RunOptions = {},
): Promise<GitResult> {
  const { signal } = options
  signal?.throwIfAborted()
  const child = startGit(git, args, options.environment, signal ? { group: 'own' } : {})
  const end = (): void => endGroup(child)
  signal?.addEventListener('abort', end, { once: true })
  const chunks: Buffer[] = []
  let size = 0
  child.stdin.end(options.input ?? '')
  try {
    const { ok, message } = await finished(child, (chunk) => {
      size += chunk.length
      if (size > mostOutput) throw gitFailed(`git ${args[0] ?? ''}`, 'it printed more than could be kept')
      chunks.push(chunk)
    })
    signal?.throwIfAborted()
    return { ok, output: Buffer.concat(chunks), message }
  } finally {
    signal?.removeEventListener('abort', end)
  }
}

/** The error for a git command that must not fail on a sound repository. */
export function gitFailed(what: string, message: string): AppError {
  return new AppError('git-failed', message === '' ? `${what}.` : `${what}: ${message}`)
}
