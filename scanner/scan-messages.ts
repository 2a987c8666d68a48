import { commitMessagePath, tagMessagePath } from './engine/message-path.ts'
import type { NotScanned } from './engine/finding.ts'
import type { Sighting } from './place-findings.ts'
import type { Pool } from './pool/pool.ts'
import { scanMessageContents } from './scan-contents-in-pool.ts'
import { idAt } from './sources/git/object-ids.ts'
import type { History } from './sources/git/read-history.ts'
import { idLength, type Repository } from './sources/git/repository.ts'

/** What the messages of history hold. */
export interface MessageScan {
  readonly sightings: readonly Sighting[]
  readonly notScanned: readonly NotScanned[]
}

/**
 * Scans the messages of all commits and annotated tags of a history.
 * @returns also how many of the two kinds the policy leaves out
 */
export async function scanMessages(
  pool: Pool,
  repository: Repository,
  { commits, commitIds, tagIds }: Pick<History, 'commits' | 'commitIds' | 'tagIds'>,
  isIgnored: (path: string) => boolean,
): Promise<MessageScan & { readonly ignored: number }> {
  const kinds = [
    { ids: commitIds, path: commitMessagePath, before: 0 },
    // Tags come after all commits, wherever they point.
    { ids: tagIds, path: tagMessagePath, before: commits },
  ].filter(({ ids }) => ids.length > 0)
  const wanted = kinds.filter(({ path }) => !isIgnored(path))
  const scans = await Promise.all(
    wanted.map(({ ids, path, before }) => scanIn(pool, repository, ids, path, before)),
  )
  return {
    ignored: kinds.length - wanted.length,
    sightings: scans.flatMap(({ sightings }) => sightings),
    notScanned: scans.flatMap(({ notScanned }) => notScanned),
  }
}

async function scanIn(
  pool: Pool,
  repository: Repository,
  ids: Uint8Array,
  path: string,
  before: number,
): Promise<MessageScan> {
  const { findings, problems } = await scanMessageContents(pool, repository, ids, path)
  const idOf = (index: number): string => idAt(ids, index, idLength(repository))
  return {
    sightings: findings.map(({ index, finding }) => ({
      finding,
      commit: idOf(index),
      order: before + index,
      rank: 0,
      tracked: false,
    })),
    notScanned: problems.map(({ index, code, reason }) => ({ path: idOf(index), code, reason })),
  }
}
