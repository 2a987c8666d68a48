import { rmSync } from 'node:fs'
import { type Aim, fasterThan, fasterThanPeer, smallerThan } from '../speed/aims.ts'
import { compare, type CompareOptions, medianSeconds, type Result } from '../speed/compare.ts'
import { findProgram, type Present } from '../speed/find-program.ts'
import { peakOf, printResults } from '../speed/print-results.ts'
import { actionPeers, commandFor, gatehouseWays } from './contenders.ts'
import { pullRequestOf } from './pull-request.ts'

export interface ActionBench extends CompareOptions {
  /** A folder with code to make pull requests of. */
  readonly source: string
  readonly bundle: string
  /** How many files each pull request changes. */
  readonly sizes: readonly number[]
  readonly peers: ReadonlyMap<string, string>
  readonly semgrepRules: readonly string[]
}

/**
 * How long the whole process of the Action takes for pull requests of several sizes, beside other programs on the same change. GitHub is
 * simulated in this process, which takes some of the time of ours and none of theirs.
 */
export async function measureAction(options: ActionBench): Promise<readonly Aim[]> {
  const present = presentFor(options)
  const aims: Aim[] = []
  for (const size of options.sizes) {
    const pull = await pullRequestOf(options.source, size, options.scratch)
    try {
      const results = await compare(
        present,
        { bytes: pull.bytes },
        (one) => commandFor(one, pull, options),
        options,
      )
      const mb = (pull.bytes / 1e6).toFixed(1)
      printResults(
        `a pull request of ${size} files (${mb} MB, from the start of the process to its end)`,
        results,
      )
      aims.push(...aimsFor(size, results))
    } finally {
      await pull.github.close()
      rmSync(pull.checkout, { recursive: true, force: true })
    }
  }
  return aims
}

function presentFor({ peers }: ActionBench): readonly Present[] {
  const own = gatehouseWays.map((contender) => ({ contender, program: process.execPath, version: '' }))
  const others = actionPeers.flatMap((contender) => {
    const found = findProgram(contender, peers)
    console.log(
      `${contender.name.padEnd(26)} ${found ? found.version : `not found; left out. To compare with it: ${contender.install}`}`,
    )
    return found ? [found] : []
  })
  return [...own, ...others]
}

function aimsFor(size: number, results: readonly Result[]): readonly Aim[] {
  const [own] = results
  if (!own) return []
  const what = `a pull request of ${size} files`
  if (size === 30)
    return [fasterThan(what, 1.5, medianSeconds(own)), fasterThanPeer(what, 'semgrep', 10, results)]
  return size === 3_000 ? [smallerThan(512, [peakOf(own)])] : []
}
