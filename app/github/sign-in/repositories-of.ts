import { z } from 'zod'
import type { SeenRepositories } from '../../enforcement/sign-in.ts'
import type { PersonReader } from './person-reader.ts'
import { readPages } from './read-pages.ts'
import { hiddenBySingleSignOn } from './single-sign-on.ts'

const page = z.object({ repositories: z.array(z.object({ id: z.int().positive() })) })

export async function repositoriesOf(
  read: PersonReader,
  installationId: number,
  take: (repositoryIds: readonly number[]) => void | Promise<void>,
): Promise<SeenRepositories> {
  let isPart = false
  const end = await readPages(
    read,
    `/user/installations/${installationId}/repositories`,
    page,
    async ({ repositories }, headers) => {
      isPart ||= hiddenBySingleSignOn(headers).length > 0
      await take(repositories.map(({ id }) => id))
    },
  )
  if (end === 'whole') return isPart ? 'unknown' : 'whole'
  if (end === 'absent') return 'hidden'
  // Also where it is forbidden: an organization may shut out tokens, or want single sign-on first, and that says nothing of its repositories.
  return end === 'refused' ? 'refused' : 'unknown'
}
