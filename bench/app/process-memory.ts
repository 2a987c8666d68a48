import { readdirSync, readFileSync } from 'node:fs'

/** How often to look, in milliseconds: of fifty processes it costs a few. */
const everyMs = 2000

/**
 * Watches the memory of a process and its children. What they share, which of PostgreSQL is nearly all, counts once. Linux only.
 * @returns `stop`, with the largest sum in MB; NaN where the system does not tell
 */
export function watchMemory(parent: number): { readonly stop: () => number } {
  let largest = Number.NaN
  const look = (): void => {
    const sum = [parent, ...childrenOf(parent)].reduce((all, pid) => all + shareOf(pid), 0) / 1024
    if (sum > 0 && !(sum <= largest)) largest = sum
  }
  const timer = setInterval(look, everyMs)
  return {
    stop: () => {
      clearInterval(timer)
      look()
      return largest
    },
  }
}

const childrenOf = (parent: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]) === parent)

/** In kB. */
const shareOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)

/** Processes end while they are looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
