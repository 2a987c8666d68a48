import { globSync, linkSync, mkdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { gatehouseFiles } from '../gatehouse.ts'
import { linear } from './aims.ts'
import { type CompareOptions, median } from './compare.ts'
import type { Measured } from './measured.ts'
import { type Run, errorsOf, runCommand } from './run-command.ts'

/** How much longer four copies of a tree take than one. @param tree on the same disk as the scratch folder */
export async function measureGrowth(tree: string, options: CompareOptions): Promise<Measured> {
  const folder = join(options.scratch, 'copies')
  mkdirSync(folder)
  for (const name of ['1', '2', '3', '4']) link(tree, join(folder, name))
  const once: Run[] = []
  const fourTimes: Run[] = []
  for (let round = 0; round < Math.min(options.runs, 3); round += 1) {
    once.push(await scan(join(folder, '1'), options))
    fourTimes.push(await scan(folder, options))
  }
  console.log('\ngrowth: the same files once and four times')
  console.log(`  once        ${secondsOf(once).toFixed(2)} s, ${peakOf(once)} MB`)
  console.log(`  four times  ${secondsOf(fourTimes).toFixed(2)} s, ${peakOf(fourTimes)} MB`)
  const peaks = [...once, ...fourTimes].map(({ peakMegabytes }) => peakMegabytes)
  return { aims: [linear(secondsOf(once), secondsOf(fourTimes))], peaks }
}

const secondsOf = (runs: readonly Run[]): number => median(runs.map(({ seconds }) => seconds))
const peakOf = (runs: readonly Run[]): string =>
  median(runs.map(({ peakMegabytes = Number.NaN }) => peakMegabytes)).toFixed(0)

async function scan(path: string, { scratch, limit }: CompareOptions): Promise<Run> {
  const options = [gatehouseFiles.packed, 'scan', path, '--format', 'jsonl', '--no-progress']
  const run = await runCommand({ program: process.execPath, arguments: options }, scratch, limit)
  if (run.exitCode === 0 || run.exitCode === 1 || run.exitCode === 4) return run
  throw new Error(`the scan ended with ${run.exitCode}: ${errorsOf(scratch)}`)
}

/** A copy that takes no room. */
function link(source: string, target: string): void {
  const files = globSync('**/*', { cwd: source, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const { parentPath, name } of files) {
    const copy = join(target, relative(source, join(parentPath, name)))
    mkdirSync(dirname(copy), { recursive: true })
    linkSync(join(parentPath, name), copy)
  }
}
