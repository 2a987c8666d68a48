import type { Ref, Refs } from './read-refs.ts'
import type { Repository } from './repository.ts'
import { gitFailed, runGit } from './run.ts'

/**
 * Refs of a repository that keeps them in reftables (git 2.45 and newer). The tables were copied into the private git
 * directory, where git reads them without the repository's configuration.
 */
export async function readReftable(repository: Repository): Promise<Refs> {
  const { git } = repository
  const [list, branch, id] = await Promise.all([
    runGit(git, ['for-each-ref', '--format=%(objectname) %(refname)']),
    runGit(git, ['symbolic-ref', '--quiet', 'HEAD']),
    runGit(git, ['rev-parse', '--verify', '--quiet', 'HEAD']),
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

const textOrNull = (output: Buffer): string | null => output.toString('utf8').trim() || null
