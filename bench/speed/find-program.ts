import { spawnSync } from 'node:child_process'
import { accessSync, constants, realpathSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import type { Contender } from './contender.ts'
import { gatehouseProgram } from './contenders.ts'
import { gatehouseFiles } from '../gatehouse.ts'

/** A contender that is on this machine. */
export interface Present {
  readonly contender: Contender
  readonly program: string
  /** The first line of what it says of itself. */
  readonly version: string
}

/**
 * Finds a contender's program.
 * @param given paths by the program's name; others are looked for on PATH
 */
export function findProgram(contender: Contender, given: ReadonlyMap<string, string>): Present | undefined {
  const { program: name } = contender
  if (name === undefined) {
    const version = versionOf(gatehouseProgram, [gatehouseFiles.packed, ...contender.version])
    return { contender, program: gatehouseProgram, version }
  }
  const path = given.get(name)
  const program = path === undefined ? onPath(name) : resolve(path)
  if (program === undefined || !isProgram(program)) return undefined
  return { contender, program: realpathSync(program), version: versionOf(program, contender.version) }
}

const onPath = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram)

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const versionOf = (program: string, options: readonly string[]): string =>
  (spawnSync(program, options, { encoding: 'utf8' }).stdout ?? '').split('\n')[0]?.trim() ?? ''
