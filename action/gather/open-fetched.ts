import { join } from 'node:path'
import type { Remote } from '../../scanner/sources/git/mirror/fetch-environment.ts'
import type { RangeProblem } from '../../scanner/sources/git/range/fetch-range.ts'
import { closeRepository, openRepository, type Repository } from '../../scanner/sources/git/repository.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../scanner/sources/temporary-folder.ts'
import type { Place } from '../github.ts'

export interface Fetched {
  readonly repository: Repository
  /** Removes it again. */
  readonly close: () => void
}

export const remoteOf = ({ server, owner, repo }: Place, token: string): Remote => ({
  url: `${server}/${owner}/${repo}.git`,
  token,
})

/**
 * Opens what is fetched into a temporary folder.
 * @param fetch gets the path of the bare repository that is to be made
 * @returns why not, for people, where it cannot be had
 */
export async function openFetched(
  fetch: (path: string) => Promise<RangeProblem | undefined>,
): Promise<Fetched | { readonly problem: string }> {
  const folder = makeTemporaryFolder('gatehouse-range-')
  const remove = (): void => removeTemporaryFolder(folder)
  try {
    const path = join(folder, 'fetched.git')
    const problem = await fetch(path)
    if (problem) {
      remove()
      return { problem: problem.why }
    }
    const repository = await openRepository(path)
    const close = (): void => {
      closeRepository(repository)
      remove()
    }
    return { repository, close }
  } catch (error) {
    remove()
    throw error
  }
}
