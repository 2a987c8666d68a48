import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

/**
 * Lays out Gatehouse as it was at a commit, ready to run.
 * @param ref as git understands it: `v0.1.0`
 * @param folder made anew; it must not be there
 * @returns its entry file
 * @throws where there is no such commit, or what it depends on cannot be had
 */
export function versionAt(ref: string, folder: string): string {
  mkdirSync(folder, { recursive: true })
  const archive = run('git', ['-C', root, 'archive', '--format=tar', `${ref}^{commit}`])
  run('tar', ['-x', '-C', folder], archive)
  if (
    readFileSync(path.join(folder, 'package-lock.json')).equals(
      readFileSync(path.join(root, 'package-lock.json')),
    )
  )
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  else run('npm', ['ci', '--prefix', folder, '--silent', '--no-audit', '--no-fund'])
  const entry = path.join(folder, 'cli/gatehouse.ts')
  if (!existsSync(entry)) throw new Error(`${ref} has no command line.`)
  return entry
}

function run(program: string, options: readonly string[], input?: Buffer): Buffer {
  const { status, stdout, stderr, error } = spawnSync(program, options, { input, maxBuffer: 1 << 30 })
  if (status === 0) return stdout
  throw new Error(
    `${program} ${options.slice(0, 3).join(' ')} failed: ${error?.message ?? stderr.toString()}`,
  )
}
