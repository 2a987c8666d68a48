import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'

/** Holds something for one process at a time, and for one caller in it. */
export interface Lock {
  readonly release: () => void
}

/** Who holds it touches the file this often; one that was not touched for six times as long is nobody's. In ms. */
const heartbeat = 10_000
const deadAfter = 6 * heartbeat
const askAgain = 100

/**
 * Takes a lock file, waiting for whoever has it. One that a killed process left behind is taken over: at once on the same
 * machine, after a minute from another one that shares the folder.
 * @throws the signal's reason
 */
export async function takeLock(path: string, signal: AbortSignal): Promise<Lock> {
  for (;;) {
    signal.throwIfAborted()
    const lock = tryLock(path)
    if (lock) return lock
    await setTimeout(askAgain, undefined, { signal }).catch(() => {
      signal.throwIfAborted()
    })
  }
}

/** As `takeLock`, without waiting. @returns undefined where somebody has it */
export function tryLock(path: string): Lock | undefined {
  if (create(path) || (isDead(path) && takeOver(path))) return held(path)
  return undefined
}

function held(path: string): Lock {
  const timer = setInterval(() => {
    const now = new Date()
    // Whoever took it over after we had slept for a minute keeps it.
    if (isOurs(path)) utimesSync(path, now, now)
  }, heartbeat)
  timer.unref()
  return {
    release: () => {
      clearInterval(timer)
      if (isOurs(path)) rmSync(path, { force: true })
    },
  }
}

/** Numbers of processes come again, in a container at every start. */
const ourName = `${hostname()} ${process.pid} ${randomUUID()}`
const isOurs = (path: string): boolean => contentOf(path) === ourName

function create(path: string): boolean {
  try {
    writeFileSync(path, ourName, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

function isDead(path: string): boolean {
  const content = contentOf(path)
  if (content === undefined) return false
  const [host, pid] = content.split(' ')
  const isOfThisMachine = host === hostname() && pid !== undefined
  if (isOfThisMachine && !isOurs(path) && (Number(pid) === process.pid || !isRunning(Number(pid))))
    return true
  const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return touched !== undefined && Date.now() - touched > deadAfter
}

/** One at a time: else a second one that saw the dead lock as well would remove the first one's new lock. */
function takeOver(path: string): boolean {
  const gate = `${path}.taking`
  try {
    mkdirSync(gate)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    // Whoever is at it needs no second, unless it was killed there.
    const since = statSync(gate, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - since > deadAfter) rmSync(gate, { recursive: true, force: true })
    return false
  }
  try {
    if (!isDead(path)) return false
    rmSync(path, { force: true })
    return create(path)
  } finally {
    rmdirSync(gate)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is one too.
    return isCode(error, 'EPERM')
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Released just now.
    return undefined
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
