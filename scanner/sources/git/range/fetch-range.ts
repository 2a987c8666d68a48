import { findGit } from '../environment.ts'
import { fetchEnvironment, isRemoteUrl, type Remote } from '../mirror/fetch-environment.ts'
import { prepareMirror } from '../mirror/mirror-folder.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../temporary-folder.ts'
import { type GitAccess, runGit } from '../run.ts'
import { changedBlobs } from './changed-blobs.ts'

/** Which commits are to be had. Ids in hex. */
export interface CommitRange {
  /** Where the two sides parted. */
  readonly base: string
  readonly head: string
  /** How many commits lead to the head and not to the other side. */
  readonly commits: number
  /** The parents of those commits that are none of them, `base` among them. */
  readonly boundary: readonly string[]
  /** An annotated tag that is to come with it. */
  readonly tag?: string
}

/** Why a range is not there. For people; never with a credential or with what the other side said. */
export interface RangeProblem {
  readonly code: 'bad-address' | 'fetch-failed'
  readonly why: string
}

/**
 * Brings what a range of commits changed into a new bare repository: its commits, the folders of each, and of the files those versions
 * that are in the range or were changed by it. So a change of ten lines in a repository of gigabytes comes in a second.
 * @returns undefined: it is there
 * @throws the signal's reason; AppError `git-missing`
 */
export async function fetchRange(
  path: string,
  remote: Remote,
  range: CommitRange,
  signal: AbortSignal,
): Promise<RangeProblem | undefined> {
  if (!isRemoteUrl(remote.url)) return badAddress
  const home = makeTemporaryFolder('gatehouse-fetch-')
  try {
    prepareMirror(path, null, formatOf(range.head))
    const git: GitAccess = {
      binary: findGit(),
      version: [2, 31],
      environment: partialEnvironment(path, home, remote),
      directory: home,
    }
    // Each commit of the range is within so many steps of its head, and so is each of the boundary.
    const depth = `--depth=${range.commits + 1}`
    const tips = range.tag === undefined ? [range.head] : [range.head, range.tag]
    const commits = await runGit(git, [...fetchFlags, '--filter=blob:none', depth, 'origin', ...tips], {
      signal,
    })
    if (!commits.ok) return failedToFetch('its commits')
    const blobs = await changedBlobs(git, range, signal)
    if (blobs === undefined) return failedToFetch('the list of its changes')
    if (blobs.length === 0) return undefined
    const input = `${blobs.join('\n')}\n`
    const files = await runGit(git, [...fetchFlags, '--filter=blob:none', '--stdin', 'origin'], {
      input,
      signal,
    })
    return files.ok ? undefined : failedToFetch('its files')
  } finally {
    removeTemporaryFolder(home)
  }
}

/** What every fetch here is told: to bring what is named, and to leave everything else alone. */
export const fetchFlags =
  'fetch --quiet --no-tags --no-write-fetch-head --no-auto-maintenance --no-recurse-submodules'.split(' ')

/** Which hash makes such ids. */
export const formatOf = (id: string): 'sha1' | 'sha256' => (id.length === 64 ? 'sha256' : 'sha1')

export const failedToFetch = (what: string): RangeProblem => ({
  code: 'fetch-failed',
  why: `GitHub did not give ${what}: git could not fetch them.`,
})

export const badAddress: RangeProblem = {
  code: 'bad-address',
  why: 'Only https addresses without credentials in them are fetched from.',
}

/** git asks for single objects only of a remote that has a name and is known to give them. */
function partialEnvironment(path: string, home: string, remote: Remote): Record<string, string> {
  const environment = fetchEnvironment(path, home, remote)
  const settings = [
    ['remote.origin.url', remote.url],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.partialCloneFilter', 'blob:none'],
    ['extensions.partialClone', 'origin'],
    // What is wanted is named; nothing is to be found out by talking of what is there.
    ['fetch.negotiationAlgorithm', 'noop'],
  ] as const
  const before = Number(environment['GIT_CONFIG_COUNT'])
  const added = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, value],
  ])
  return {
    ...environment,
    ...Object.fromEntries(added),
    GIT_CONFIG_COUNT: String(before + settings.length),
    // Whatever is missing is asked for once and together.
    GIT_NO_LAZY_FETCH: '1',
  }
}
