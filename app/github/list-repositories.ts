import { z } from 'zod'
import type { RepositorySnapshot } from '../enforcement/github.ts'
import type { ApiClient } from './api-client.ts'
import { pageSize } from './api-client.ts'
import type { AskGraphql } from './ask-graphql.ts'
import { statusOf } from './read-fact.ts'
import { readSnapshots } from './read-snapshots.ts'
import { type ListedByGitHub, listedRepository } from './to-snapshot.ts'

/** How many are told of by one query: GitHub gives up after ten seconds. */
export const batchSize = 50
/** A list whose entries go while it is read is short of others, so it is read again; but not for ever. */
const mostPasses = 3

const page = z.object({ total_count: z.number(), repositories: z.array(listedRepository) })

/**
 * Every repository of our installation, whether it is on all of them or on some. GitHub's list tells which they are, a query
 * for each fifty tells of them: three requests a hundred.
 */
export async function* listRepositories(
  client: ApiClient,
  ask: AskGraphql,
): AsyncGenerator<readonly RepositorySnapshot[]> {
  const seen = new Set<number>()
  for (let pass = 1; pass <= mostPasses; pass += 1) {
    const listed = new Set<number>()
    const totals = new Set<number>()
    for (let number = 1; ; number += 1) {
      const shown = await client.get(
        'GET /installation/repositories',
        { per_page: pageSize, page: number },
        page,
      )
      totals.add(shown.total_count)
      for (const { id } of shown.repositories) listed.add(id)
      const fresh = shown.repositories.filter(({ id }) => !seen.has(id))
      for (const { id } of fresh) seen.add(id)
      for (const batch of batchesOf(fresh)) yield await readSnapshots(ask, batch)
      if (shown.repositories.length < pageSize) break
    }
    // One that went from an earlier page moved another to a page that was already read.
    if (totals.size === 1 && totals.has(listed.size)) return
  }
}

function batchesOf(all: readonly ListedByGitHub[]): readonly (readonly ListedByGitHub[])[] {
  const starts = Array.from({ length: Math.ceil(all.length / batchSize) }, (_, index) => index * batchSize)
  return starts.map((start) => all.slice(start, start + batchSize))
}

/** What is needed to say whether a repository is ours. */
export interface Ours {
  /** GitHub's id of the organization: its login may have changed. */
  readonly organizationId: number
  /** Whether our installation has a repository that everybody can see. */
  readonly reaches: (repository: { readonly owner: string; readonly name: string }) => Promise<boolean>
}

/**
 * One repository by its id.
 * @returns undefined where it is not there any more, or not for us
 */
export async function readSnapshot(
  client: ApiClient,
  ask: AskGraphql,
  githubId: number,
  ours: Ours,
): Promise<RepositorySnapshot | undefined> {
  const found = await readListed(client, githubId)
  if (found === undefined || found.owner.id !== ours.organizationId) return undefined
  const { owner, name } = found
  if (!found.private && !(await ours.reaches({ owner: owner.login, name }))) return undefined
  const [snapshot] = await readSnapshots(ask, [found])
  return snapshot
}

async function readListed(client: ApiClient, githubId: number): Promise<ListedByGitHub | undefined> {
  try {
    return await client.get('GET /repositories/{id}', { id: githubId }, listedRepository)
  } catch (error) {
    // Gone, given away, or taken from our App: GitHub says the same of all.
    if (statusOf(error) === 404 || statusOf(error) === 451) return undefined
    throw error
  }
}
