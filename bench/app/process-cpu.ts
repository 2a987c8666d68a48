import { readdirSync, readFileSync } from 'node:fs'

/** CPU seconds of a process, and of what it has started. */
export interface CpuSeconds {
  /** Its own, all threads together. */
  readonly own: number
  /** Of those it started and those that these started, also of what has ended since. */
  readonly children: number
}

/** Linux counts in these. */
const ticksPerSecond = 100

/** What a process has used until now. NaN where the system does not tell. */
export function cpuOf(pid: number): CpuSeconds {
  const all = readAll()
  const one = all.get(pid)
  if (!one) return { own: Number.NaN, children: Number.NaN }
  const below = (parent: number): number =>
    [...all.values()]
      .filter((process) => process.parent === parent)
      .reduce((sum, process) => sum + process.own + process.ended + below(process.pid), 0)
  return { own: one.own, children: one.ended + below(pid) }
}

export const cpuBetween = (before: CpuSeconds, after: CpuSeconds): CpuSeconds => ({
  own: after.own - before.own,
  children: after.children - before.children,
})

interface ProcessTimes {
  readonly pid: number
  readonly parent: number
  readonly own: number
  /** Of children that have ended. */
  readonly ended: number
}

function readAll(): ReadonlyMap<number, ProcessTimes> {
  const found = new Map<number, ProcessTimes>()
  for (const name of pids()) {
    // Behind the program's name, which may hold anything. Source: proc_pid_stat(5).
    const fields = statOf(name).split(') ').at(-1)?.split(' ')
    if (fields === undefined || fields.length < 15) continue
    const seconds = (...places: readonly number[]): number =>
      places.reduce((sum, place) => sum + Number(fields[place]), 0) / ticksPerSecond
    const pid = Number(name)
    found.set(pid, { pid, parent: Number(fields[1]), own: seconds(11, 12), ended: seconds(13, 14) })
  }
  return found
}

function pids(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    // Only Linux has it.
    return []
  }
}

/** Processes end while they are looked at. */
function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}
