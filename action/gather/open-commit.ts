import { AppError } from '../../scanner/errors.ts'
import { fetchCommit } from '../../scanner/sources/git/range/fetch-commit.ts'
import { closeRepository, openRepository } from '../../scanner/sources/git/repository.ts'
import { resolveRef } from '../../scanner/sources/git/resolve-ref.ts'
import { type Fetched, openFetched, remoteOf } from './open-fetched.ts'
import type { RangeOptions } from './open-range.ts'

/**
 * One commit with all of its files, from the checkout where it is there, else from GitHub.
 * @param commit in hex
 * @returns why not, for people, where it cannot be had
 */
export async function openCommit(
  commit: string,
  { workspace, place, token, signal }: Omit<RangeOptions, 'octokit'>,
): Promise<Fetched | { readonly problem: string }> {
  return (
    (await openCheckout(commit, workspace)) ??
    openFetched((path) => fetchCommit(path, remoteOf(place, token), commit, signal))
  )
}

/** undefined where there is no checkout, or not of this commit, or where its files come when they are asked for. */
async function openCheckout(commit: string, workspace: string): Promise<Fetched | undefined> {
  try {
    const repository = await openRepository(workspace)
    const close = (): void => closeRepository(repository)
    try {
      await resolveRef(repository, commit)
      if (!repository.partial) return { repository, close }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
    close()
    return undefined
  } catch (error) {
    // Nothing is checked out: it is fetched.
    if (error instanceof AppError) return undefined
    throw error
  }
}
