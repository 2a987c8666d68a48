import { join } from 'node:path'
import { gatehouseFiles } from '../gatehouse.ts'
import { fasterThan } from './aims.ts'
import { type CompareOptions, median } from './compare.ts'
import type { Command } from './contender.ts'
import { generateRepository } from './generate-repository.ts'
import type { Measured } from './measured.ts'
import { type Run, errorsOf, runCommand } from './run-command.ts'

const root = join(import.meta.dirname, '../..')

/**
 * How long `gatehouse check` takes on a repository of 1,000 files and 120 commits, as published and from a clone.
 * @param source files to make the repository from
 */
export async function measureChecks(source: string, options: CompareOptions): Promise<Measured> {
  const repository = join(options.scratch, 'thousand-files')
  generateRepository(source, repository, { files: 1000, filesPerCommit: 50, changes: 100 })
  const packed = await runAll(
    { program: process.execPath, arguments: [gatehouseFiles.packed, 'check', repository] },
    options,
  )
  const clone = await runAll(
    { program: 'npm', arguments: ['run', '-s', 'gatehouse', '--', 'check', repository], folder: root },
    options,
  )
  console.log('\ncheck of a repository with 1000 files and 120 commits, seconds of each run')
  console.log(
    `  packed        ${secondsOf(packed)
      .map((seconds) => seconds.toFixed(2))
      .join('  ')}`,
  )
  console.log(
    `  from a clone  ${secondsOf(clone)
      .map((seconds) => seconds.toFixed(2))
      .join('  ')}`,
  )
  const aims = [
    fasterThan('check, packed', 1, median(secondsOf(packed))),
    fasterThan('check, from a clone', 2, median(secondsOf(clone))),
  ]
  return { aims, peaks: packed.map(({ peakMegabytes }) => peakMegabytes) }
}

const secondsOf = (runs: readonly Run[]): readonly number[] => runs.map(({ seconds }) => seconds)

/** Short runs vary more, so there are two more of them. */
async function runAll(command: Command, { runs, limit, scratch }: CompareOptions): Promise<readonly Run[]> {
  await runCommand(command, scratch, limit)
  const all: Run[] = []
  for (let round = 0; round < runs + 2; round += 1) all.push(await runCommand(command, scratch, limit))
  const failed = all.find(({ exitCode }) => ![0, 1, 3, 4].includes(exitCode ?? -1))
  if (failed) throw new Error(`the check ended with ${failed.exitCode}: ${errorsOf(scratch)}`)
  return all
}
