import { AppError } from '../../scanner/errors.ts'
import { type CommitRange, fetchRange } from '../../scanner/sources/git/range/fetch-range.ts'
import { mergeBase } from '../../scanner/sources/git/merge-base.ts'
import { closeRepository, openRepository, type Repository } from '../../scanner/sources/git/repository.ts'
import { resolveRef } from '../../scanner/sources/git/resolve-ref.ts'
import type { Octokit, Place } from '../github.ts'
import type { Change } from '../subject.ts'
import { compareCommits } from './compare-commits.ts'
import { openFetched, remoteOf } from './open-fetched.ts'

/** A change that can be read. */
export interface OpenRange {
  readonly repository: Repository
  /** Where it left the other side, in hex. */
  readonly base: string
  readonly head: string
  /** Commits that bring nothing although they may be there; undefined: the base alone. */
  readonly without: readonly string[] | undefined
  readonly close: () => void
}

export interface RangeOptions {
  readonly octokit: Octokit
  readonly place: Place
  readonly token: string
  /** The folder that the job works in; it may hold a checkout, or none. */
  readonly workspace: string
  readonly signal: AbortSignal
}

/**
 * Everything that a change brings, from the checkout where that has all of it, else from GitHub: a checkout has one commit unless the
 * workflow asks for more.
 * @returns why not, for people, where it cannot be had
 */
export async function openRange(
  { base, head }: Pick<Change, 'base' | 'head'>,
  options: RangeOptions,
): Promise<OpenRange | { readonly problem: string }> {
  const here = await openCheckout({ base, head }, options.workspace)
  if (here) return here
  const range = await compareCommits(options.octokit, options.place, { base, head })
  if (range === null) return { problem: 'GitHub did not list the commits that the change brings.' }
  return fetched(range, options)
}

async function fetched(
  range: CommitRange,
  { place, token, signal }: RangeOptions,
): Promise<OpenRange | { readonly problem: string }> {
  const opened = await openFetched((path) => fetchRange(path, remoteOf(place, token), range, signal))
  if ('problem' in opened) return opened
  return { ...opened, base: range.base, head: range.head, without: range.boundary }
}

/** undefined where there is no checkout, or not one with both sides and all that lies between them. */
async function openCheckout(
  { base, head }: Pick<Change, 'base' | 'head'>,
  workspace: string,
): Promise<OpenRange | undefined> {
  try {
    const repository = await openRepository(workspace)
    const [from, to] = [await resolveRef(repository, base), await resolveRef(repository, head)]
    const start = repository.shallow ? null : await mergeBase(repository, from, to)
    if (start !== null)
      return {
        repository,
        base: from,
        head: to,
        without: undefined,
        close: () => closeRepository(repository),
      }
    closeRepository(repository)
    return undefined
  } catch (error) {
    // Nothing is checked out, or less than is needed: it is fetched.
    if (error instanceof AppError) return undefined
    throw error
  }
}
