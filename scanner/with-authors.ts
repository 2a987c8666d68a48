import type { Finding } from './engine/finding.ts'
import type { Placed } from './place-findings.ts'
import { type Author, readAuthors } from './sources/git/read-authors.ts'
import type { Repository } from './sources/git/repository.ts'

/** Says of findings in history who brought them, and when. */
export async function withAuthors(
  repository: Repository,
  placed: readonly Placed[],
): Promise<readonly Finding[]> {
  const authors =
    placed.length === 0
      ? new Map<string, Author>()
      : await readAuthors(
          repository,
          placed.map(({ commit }) => commit),
        )
  return placed.map(({ finding, commit, tracked, paths, morePaths }) => {
    const { name, date } = authors.get(commit) ?? { name: 'unknown', date: '1970-01-01T00:00:00+00:00' }
    const history = { authorDate: date, author: name, tracked, paths, ...(morePaths > 0 && { morePaths }) }
    return { ...finding, commit, history }
  })
}
