import { privateWorktree } from './private-directory.ts'
import type { Ref, Refs } from './read-refs.ts'
import type { Repository } from './repository.ts'
import { gitFailed, runGit, type GitResult } from './run.ts'

/**
 * Refs of a repository that keeps them in reftables (git 2.45 and newer). The tables were copied into the private git
 * directory, where git reads them without the repository's configuration.
 */
export async function readReftable(repository: Repository): Promise<Refs> {
  const [list, branch, id] = await Promise.all([
    runOnTables(repository, ['for-each-ref', '--format=%(objectname) %(refname)']),
    runOnTables(repository, ['symbolic-ref', '--quiet', 'HEAD']),
    runOnTables(repository, ['rev-parse', '--verify', '--quiet', 'HEAD']),
  ])
  if (!list.ok) throw gitFailed('The refs cannot be read', list.message)
  const refs: Ref[] = []
  for (const line of list.output.toString('utf8').split('\n')) {
    const space = line.indexOf(' ')
    if (space > 0) refs.push({ id: line.slice(0, space), name: line.slice(space + 1) })
  }
  const head = { branch: textOrNull(branch.output), id: textOrNull(id.output) }
  return { head, refs, broken: [] }
}

/** Every id that the stash's log names. */
export async function readStashOfReftable(repository: Repository): Promise<readonly string[]> {
  const { output } = await runOnTables(repository, [
    'log',
    '--walk-reflogs',
    '--format=%H',
    'refs/stash',
    '--',
  ])
  // Without a stash there is no such log; at a damaged entry git ends, and what it printed until then counts.
  return output
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
}

function runOnTables(repository: Repository, args: readonly string[]): Promise<GitResult> {
  const { git, gitDirectory, commonDirectory } = repository
  if (gitDirectory === commonDirectory) return runGit(git, args)
  return runGit(git, args, { environment: { GIT_DIR: privateWorktree(git.environment['GIT_DIR']!) } })
}

const textOrNull = (output: Buffer): string | null => output.toString('utf8').trim() || null
