import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'

const oldest = 20

/** Node programs of this machine other than the one that runs, of the versions that the published files promise to work on. */
export function otherNodes(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const present = folders.map((folder) => path.join(folder, 'node')).filter((file) => existsSync(file))
  const own = realpathSync(process.execPath)
  const others = [...new Set(present.map((file) => realpathSync(file)))].filter((file) => file !== own)
  return others.filter((file) => majorOf(file) >= oldest)
}

/** NaN for what is no Node at all, such as a version manager's shim without a version. */
function majorOf(file: string): number {
  try {
    return Number(/^v(\d+)/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' }))?.[1])
  } catch {
    return Number.NaN
  }
}
