import { median, medianSeconds, type Result, wasEnded } from './compare.ts'

const cell = (number: number | undefined, digits: number): string =>
  number === undefined || Number.isNaN(number) ? '–' : number.toFixed(digits)

/**
 * One line for each contender; `ratio` is how much longer it takes than we do (below 1: it is faster), `MB` what it says it
 * looked at, and `MB/s` how fast it was with that.
 */
export function printResults(title: string, results: readonly Result[]): void {
  console.log(`\n${title}`)
  const heads = ['median s', 'min', 'max', 'CPU s', 'MB', 'MB/s', 'peak MB', 'ratio']
  console.log(`  ${'program'.padEnd(26)}${heads.map((head) => head.padStart(10)).join('')}`)
  const own = results[0] ? medianSeconds(results[0]) : Number.NaN
  for (const result of results) {
    const seconds = result.runs.map((run) => run.seconds)
    const middle = medianSeconds(result)
    const cells = [
      cell(middle, 2),
      cell(Math.min(...seconds), 2),
      cell(Math.max(...seconds), 2),
      cell(median(result.runs.flatMap(({ cpuSeconds }) => cpuSeconds ?? [])), 2),
      cell(result.scanned / 1e6, 0),
      cell(result.scanned / 1e6 / middle, 0),
      cell(peakOf(result), 0),
      `${cell(middle / own, 2)}×`,
    ]
    const note = wasEnded(result) ? '   ended: took too long' : ''
    console.log(`  ${result.name.padEnd(26)}${cells.map((text) => text.padStart(10)).join('')}${note}`)
  }
}

/** The largest of all runs, in MB; undefined where it could not be measured. */
export function peakOf({ runs }: Result): number | undefined {
  const peaks = runs.flatMap(({ peakMegabytes }) => peakMegabytes ?? [])
  return peaks.length === 0 ? undefined : Math.max(...peaks)
}
