import type { ScanResult } from '../../scanner/scan.ts'
import { scanTree } from '../../scanner/scan-tree.ts'
import { fetchCommit } from '../../scanner/sources/git/range/fetch-commit.ts'
import { closeRepository, type Repository } from '../../scanner/sources/git/repository.ts'
import { gatherCommit } from './gather-commit.ts'
import { openCheckout } from './open-checkout.ts'
import { openFetched, remoteOf } from './open-fetched.ts'
import { type Access, type Opened, twice, type Unreadable, withLargeFiles, withoutGit } from './open-range.ts'
import { readFileText } from '../../scanner/sources/git/read-file-text.ts'

/**
 * One commit with all of its files: from the checkout where it is there, else by a fetch of it alone, else through GitHub's API.
 * @param commit in hex
 */
export async function openCommit(commit: string, access: Access): Promise<Opened<ScanResult> | Unreadable> {
  const anywhere = await openAnywhere(commit, access)
  return 'problem' in anywhere ? anywhere : withLargeFiles(anywhere, access)
}

async function openAnywhere(commit: string, access: Access): Promise<Opened<ScanResult> | Unreadable> {
  const { workspace, place, token, signal } = access
  const here = await openCheckout(workspace, [commit], 'files')
  if (here) return opened(here, commit, 'checkout', () => closeRepository(here))
  const fetched = await withoutGit(() =>
    twice(access, () => openFetched((path) => fetchCommit(path, remoteOf(place, token), commit, signal))),
  )
  return 'problem' in fetched
    ? gatherCommit(commit, access)
    : opened(fetched.repository, commit, 'fetch', fetched.close)
}

const opened = (
  repository: Repository,
  commit: string,
  from: Opened<ScanResult>['from'],
  close: () => void,
): Opened<ScanResult> => ({
  scan: (options) => scanTree(repository, commit, options),
  readText: (path) => readFileText(repository, commit, path),
  from,
  close,
})
