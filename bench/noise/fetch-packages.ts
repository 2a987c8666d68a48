import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PinnedPackage } from './packages.ts'

/**
 * Lays the packages out below a folder, each in a folder of its own. Nothing of them is run. What is there already is not
 * fetched again.
 * @param cache made where it is missing
 * @returns the folder to scan
 * @throws where a package cannot be had or is not the pinned one
 */
export function fetchPackages(packages: readonly PinnedPackage[], cache: string): string {
  const contents = join(cache, 'contents')
  mkdirSync(contents, { recursive: true })
  for (const one of packages) if (!existsSync(join(contents, folderOf(one)))) addPackage(one, cache, contents)
  // What an earlier list named is not part of this measurement.
  const wanted = new Set(packages.map(folderOf))
  for (const name of readdirSync(contents))
    if (!wanted.has(name)) rmSync(join(contents, name), { recursive: true })
  return contents
}

/** `@angular/core@22.2.6` as one name: `angular-core@22.2.6`. */
export const folderOf = ({ spec }: Pick<PinnedPackage, 'spec'>): string =>
  spec.replace(/^@/, '').replace('/', '-')

function addPackage(one: PinnedPackage, cache: string, contents: string): void {
  const partial = join(cache, 'partial')
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(join(partial, 'files'), { recursive: true })
  run('npm', ['pack', one.spec, '--silent', '--pack-destination', partial])
  const [archive = ''] = globSync('*.tgz', { cwd: partial })
  checkIntegrity(one, join(partial, archive))
  run('tar', ['-xzf', join(partial, archive), '-C', join(partial, 'files'), '--strip-components=1'])
  // Only now, so that an interrupted run leaves nothing that looks complete.
  renameSync(join(partial, 'files'), join(contents, folderOf(one)))
  rmSync(partial, { recursive: true })
}

function checkIntegrity({ spec, integrity }: PinnedPackage, archive: string): void {
  const digest = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
  if (digest !== integrity)
    throw new Error(`${spec} is not the package that was looked at: its digest is ${digest}`)
}

function run(program: string, options: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, options, { encoding: 'utf8' })
  if (status === 0) return stdout
  throw new Error(`${program} ${options.slice(0, 2).join(' ')} failed: ${error?.message ?? stderr}`)
}
