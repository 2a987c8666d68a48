import { copyFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from './repository.ts'

/**
 * Copies a work tree's index into the private git directory, where git finds it under its usual name. Without an index
 * (nothing was ever added) git sees an empty one.
 */
export function copyIndex(repository: Repository): void {
  const target = repository.git.environment['GIT_DIR']!
  // A split index keeps most entries in a second file beside it. Source: git-update-index(1), "SPLIT INDEX".
  const shared = readdirSync(repository.gitDirectory).filter((name) => name.startsWith('sharedindex.'))
  rmSync(join(target, 'index'), { force: true })
  for (const name of ['index', ...shared]) {
    const source = join(repository.gitDirectory, name)
    if (statSync(source, { throwIfNoEntry: false })?.isFile() === true)
      copyFileSync(source, join(target, name))
  }
}
