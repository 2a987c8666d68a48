import { medianSeconds, type Result, wasEnded } from './compare.ts'

/** One thing the project has set out to reach. */
export interface Aim {
  readonly what: string
  /** Undefined where what it takes was not measured. */
  readonly reached: boolean | undefined
  readonly found: string
}

/** Of a tree, by the bytes that each program looked at: who leaves out most of it by the names of its folders is not fast. */
export function treeAims(name: string, results: readonly Result[]): readonly Aim[] {
  const ahead = (peer: string, factor: number): Aim =>
    aheadOf(`tree ${name}`, peer, factor, results, ratioByByte)
  // Of our literals two thirds are searched in any letter case, which ripgrep pays for; so both ways are told.
  const ripgrep = ['ripgrep (same search)', 'ripgrep (as written)'].map((name) => ahead(name, 0.5))
  return [ahead('gitleaks', 10), ahead('kingfisher', 1), ...ripgrep]
}

/** Of a history, by the clock: how much of it has to be looked at is each program's own art. */
export function historyAims(name: string, results: readonly Result[]): readonly Aim[] {
  const ahead = (peer: string, factor: number): Aim =>
    aheadOf(`history ${name}`, peer, factor, results, ratioByClock)
  return [ahead('git cat-file alone', 0.5), ahead('gitleaks', 5), ahead('kingfisher', 1)]
}

type Ratio = (own: Result, other: Result) => { readonly ratio: number; readonly note: string }

const ratioByClock: Ratio = (own, other) => ({ ratio: medianSeconds(other) / medianSeconds(own), note: '' })

const ratioByByte: Ratio = (own, other) => {
  const { ratio } = ratioByClock(own, other)
  const share = other.scanned / other.given
  if (share > 0.95) return { ratio, note: '' }
  const note = ` a byte; it looked at ${(100 * share).toFixed(1)} %, by the clock ${ratio.toFixed(2)}×`
  return { ratio: ratio / share, note }
}

/** At least so many times the speed of a peer. */
function aheadOf(
  what: string,
  peer: string,
  factor: number,
  results: readonly Result[],
  ratioOf: Ratio,
): Aim {
  const own = results.find(({ name }) => name === 'gatehouse')
  const other = results.find(({ name }) => name === peer)
  const aim = `${what}: at least ${factor}× ${peer}`
  if (!own || !other) return { what: aim, reached: undefined, found: 'not measured' }
  const { ratio, note } = ratioOf(own, other)
  const isFloor = wasEnded(other)
  // A peer that was ended would have taken longer still: enough for a yes, not for a no.
  const reached = ratio >= factor ? true : isFloor ? undefined : false
  return { what: aim, reached, found: `${isFloor ? '> ' : ''}${ratio.toFixed(2)}×${note}` }
}

/** By the clock, as many times the speed of a peer. */
export const fasterThanPeer = (what: string, peer: string, factor: number, results: readonly Result[]): Aim =>
  aheadOf(what, peer, factor, results, ratioByClock)

export function fasterThan(what: string, limit: number, seconds: number): Aim {
  return { what: `${what}: below ${limit} s`, reached: seconds < limit, found: `${seconds.toFixed(2)} s` }
}

/** @param peaks of all runs, in MB; undefined where a run's could not be measured */
export function smallerThan(limit: number, peaks: readonly (number | undefined)[]): Aim {
  const peak = Math.max(...peaks.map((one) => one ?? Number.NaN))
  const reached = Number.isNaN(peak) ? undefined : peak < limit
  return { what: `memory: below ${limit} MB`, reached, found: `${peak.toFixed(0)} MB` }
}

/** Time for four times the bytes against four times the time; a tenth is left for what the machine does besides. */
export function linear(once: number, fourTimes: number): Aim {
  const ratio = fourTimes / once
  return {
    what: '4 times the bytes: at most 4.4 times the time',
    reached: ratio <= 4.4,
    found: `${ratio.toFixed(2)} times`,
  }
}

export function printAims(aims: readonly Aim[]): void {
  console.log('\naims')
  for (const { what, reached, found } of aims) {
    const verdict = reached === undefined ? '?      ' : reached ? 'reached' : 'MISSED '
    console.log(`  ${verdict}  ${what.padEnd(64)} ${found}`)
  }
}
