import type { GitHub } from '../server/github.ts'
import type { Repository } from '../world/entities.ts'

/**
 * Brings a pull request's commits into the repository that it is for, where `refs/pull/N/head` names them: also those of a
 * fork can be fetched there.
 */
export async function keepHead(
  { git }: Pick<GitHub, 'git'>,
  repository: Repository,
  { number, headSha, from }: { readonly number: number; readonly headSha: string; readonly from: Repository },
): Promise<void> {
  await bringCommit({ git }, repository, { headSha, from })
  const store = await git.toWrite(repository)
  await store.run(['update-ref', `refs/pull/${number}/head`, headSha])
  store.forget()
}

/** Brings a commit of a fork along, without a name yet. */
export async function bringCommit(
  { git }: Pick<GitHub, 'git'>,
  repository: Repository,
  { headSha, from }: { readonly headSha: string; readonly from: Repository },
): Promise<void> {
  if (from.id === repository.id) return
  const store = await git.toWrite(repository)
  await store.run(['fetch', '--quiet', await (await git.of(from)).folder(), headSha])
}
