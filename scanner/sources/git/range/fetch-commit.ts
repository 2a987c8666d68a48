import { makeTemporaryFolder, removeTemporaryFolder } from '../../temporary-folder.ts'
import { findGit } from '../environment.ts'
import { fetchEnvironment, isRemoteUrl, type Remote } from '../mirror/fetch-environment.ts'
import { prepareMirror } from '../mirror/mirror-folder.ts'
import { runGit } from '../run.ts'
import { badAddress, failedToFetch, fetchFlags, formatOf, type RangeProblem } from './fetch-range.ts'

/**
 * Brings one commit with all of its files, and nothing that was before it, into a new bare repository.
 * @param commit in hex
 * @returns undefined: it is there
 * @throws the signal's reason; AppError `git-missing`
 */
export async function fetchCommit(
  path: string,
  remote: Remote,
  commit: string,
  signal: AbortSignal,
): Promise<RangeProblem | undefined> {
  if (!isRemoteUrl(remote.url)) return badAddress
  const home = makeTemporaryFolder('gatehouse-fetch-')
  try {
    prepareMirror(path, null, formatOf(commit))
    const environment = fetchEnvironment(path, home, remote)
    const git = { binary: findGit(), version: [2, 31], environment, directory: home } as const
    const { ok } = await runGit(git, [...fetchFlags, '--depth=1', '--', remote.url, commit], { signal })
    return ok ? undefined : failedToFetch('the commit')
  } finally {
    removeTemporaryFolder(home)
  }
}
