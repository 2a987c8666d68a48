import { AppError } from '../../scanner/errors.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import type { ChangeScan } from '../../scanner/scan-changes.ts'
import { scanDiff } from '../../scanner/scan-diff.ts'
import { fetchRange } from '../../scanner/sources/git/range/fetch-range.ts'
import { closeRepository, type Repository } from '../../scanner/sources/git/repository.ts'
import type { Octokit, Place } from '../github.ts'
import { type Patience, pauses } from '../retry.ts'
import type { Change } from '../subject.ts'
import { type ComparedRange, compareCommits } from './compare-commits.ts'
import { gatherRange } from './gather-range.ts'
import { openLargeFiles } from './large-files.ts'
import { openCheckout } from './open-checkout.ts'
import { openFetched, remoteOf } from './open-fetched.ts'
import { readFileText } from '../../scanner/sources/git/read-file-text.ts'

/** Something that can be looked at, wherever it comes from. */
export interface Opened<T> {
  readonly scan: (options: ScanOptions) => Promise<T>
  /** The text of a file at the head. @returns undefined where it is not there, too large, or no text in UTF-8 */
  readonly readText: (path: string) => Promise<string | undefined>
  /** Where it was read from, for people. */
  readonly from: 'checkout' | 'fetch' | 'api'
  readonly close: () => void
}
/** What a change brings. */
export interface OpenRange extends Opened<ChangeScan> {
  /** Where both sides can be read besides; undefined where there is no git. */
  readonly inGit?: CommitsInGit
}

/** Two commits of a repository, in hex or by a branch's name. */
export interface CommitsInGit {
  readonly repository: Repository
  readonly base: string
  readonly head: string
}

/** Why something cannot be looked at, for people. */
export interface Unreadable {
  readonly problem: string
}

export interface Access {
  readonly octokit: Octokit
  readonly place: Place
  readonly token: string
  /** The folder that the job works in; it may hold a checkout, or none. */
  readonly workspace: string
  readonly sleep: Patience['sleep']
  readonly signal: AbortSignal
}

export type RangeEnds = Pick<Change, 'base' | 'otherwise' | 'head' | 'tag' | 'isPrivileged'>

/**
 * Everything that a change brings: from the checkout where that has all of it, else by one fetch of exactly what the change holds, else,
 * without git or where git cannot get it, through GitHub's API.
 * @param ends of which the base is a commit, in hex, or a branch
 */
export async function openRange(ends: RangeEnds, access: Access): Promise<OpenRange | Unreadable> {
  const opened = await openAnywhere(ends, access)
  return 'problem' in opened ? opened : withLargeFiles(opened, access)
}

async function openAnywhere(ends: RangeEnds, access: Access): Promise<OpenRange | Unreadable> {
  // A run with more rights than the author's reads nothing that another step may have put there.
  const here = ends.isPrivileged ? undefined : await fromCheckout(ends, access)
  if (here) return here
  const range = await compared(ends, access)
  if (range === null) return notListed
  const fetched = await fromFetch(range, access)
  return 'problem' in fetched ? gatherRange(range, access) : fetched
}

const notListed: Unreadable = {
  problem:
    'GitHub did not list the commits that the change brings: its base is gone, or it has more than 10,000 of them. Check the repository out with `fetch-depth: 0` before, so that the list is not needed.',
}

async function compared(
  { base, otherwise, head, tag }: RangeEnds,
  { octokit, place }: Access,
): Promise<ComparedRange | null> {
  const range =
    (await compareCommits(octokit, place, { base, head })) ??
    (otherwise === undefined ? null : await compareCommits(octokit, place, { base: otherwise, head }))
  return range && tag !== undefined ? { ...range, tag } : range
}

async function fromCheckout(
  { base, head, tag }: RangeEnds,
  { workspace }: Access,
): Promise<OpenRange | undefined> {
  const tags = tag === undefined ? [] : [tag]
  const repository = await openCheckout(workspace, [base, head, ...tags], 'history')
  return (
    repository && {
      scan: (options) => scanDiff(repository, `${base}..${head}`, options, { tags }),
      readText: (path) => readFileText(repository, head, path),
      from: 'checkout',
      inGit: { repository, base, head },
      close: () => closeRepository(repository),
    }
  )
}

async function fromFetch(range: ComparedRange, access: Access): Promise<OpenRange | Unreadable> {
  const { place, token, signal } = access
  const opened = await withoutGit(() =>
    twice(access, () => openFetched((path) => fetchRange(path, remoteOf(place, token), range, signal))),
  )
  if ('problem' in opened) return opened
  const { repository, close } = opened
  const { base, head, boundary: without, tag } = range
  const tags = tag === undefined ? [] : [tag]
  return {
    scan: (options) => scanDiff(repository, `${base}..${head}`, options, { without, tags }),
    readText: (path) => readFileText(repository, head, path),
    from: 'fetch',
    inGit: { repository, base, head },
    close,
  }
}

/** Looks at files in Git LFS too. */
export function withLargeFiles<T extends Opened<unknown>>(opened: T, access: Access): T {
  const { from, scan, close } = opened
  const files = openLargeFiles({ ...access, checkout: from === 'checkout' ? access.workspace : undefined })
  return {
    ...opened,
    scan: (options: ScanOptions) => scan({ ...options, bringFiles: files.bring }),
    close: () => {
      close()
      files.close()
    },
  }
}

/** Git tells nobody why it failed; what is back after a moment was worth the moment. */
export async function twice<T extends object>(
  { sleep, signal }: Pick<Access, 'sleep' | 'signal'>,
  open: () => Promise<T | Unreadable>,
): Promise<T | Unreadable> {
  const first = await open()
  if (!('problem' in first)) return first
  await sleep(pauses[0], signal)
  return open()
}

/** No git on the runner, or one that is too old, is not the end of it. */
export async function withoutGit<T extends object>(
  open: () => Promise<T | Unreadable>,
): Promise<T | Unreadable> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof AppError && error.code === 'git-missing') return { problem: error.message }
    throw error
  }
}
