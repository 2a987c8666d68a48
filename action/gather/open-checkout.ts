import { AppError } from '../../scanner/errors.ts'
import { closeRepository, openRepository, type Repository } from '../../scanner/sources/git/repository.ts'
import { resolveRef } from '../../scanner/sources/git/resolve-ref.ts'
import { runGit } from '../../scanner/sources/git/run.ts'

/**
 * The checkout in a folder, where it has all of what is asked for: these commits, and nothing left out that may lie before them or in
 * their files. Whoever owns its files may be another user, as in a container: see `openRepository`.
 * @param commits in hex
 * @returns undefined where there is no checkout, no git, or less in it than is needed; what is then not opened is closed
 */
export async function openCheckout(
  workspace: string,
  commits: readonly string[],
  needs: 'history' | 'files',
): Promise<Repository | undefined> {
  const repository = await opened(workspace)
  if (repository === undefined) return undefined
  // In a partial clone files come when they are asked for, and nothing is asked for here.
  const isWhole = !repository.partial && !(needs === 'history' && repository.shallow)
  if (isWhole && (await holds(repository, commits))) return repository
  closeRepository(repository)
  return undefined
}

/** The commit that a folder's checkout is at, in hex; undefined where there is none, or no git to tell. */
export async function readCheckedOut(workspace: string): Promise<string | undefined> {
  const repository = await opened(workspace)
  if (repository === undefined) return undefined
  try {
    return await resolveRef(repository, 'HEAD')
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  } finally {
    closeRepository(repository)
  }
}

async function opened(workspace: string): Promise<Repository | undefined> {
  try {
    return await openRepository(workspace)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** By their ids alone: a branch may be called like one. */
async function holds({ git }: Repository, commits: readonly string[]): Promise<boolean> {
  const input = commits.map((id) => `${id}\n`).join('')
  const { output } = await runGit(git, ['cat-file', '--batch-check'], { input })
  const lines = output.toString('latin1').split('\n').slice(0, -1)
  return (
    lines.length === commits.length &&
    lines.every((line, index) => /^(?:commit|tag) \d+$/.test(line.slice((commits[index]?.length ?? 0) + 1)))
  )
}
