import { commitMessagePath, tagMessagePath } from './engine/message-path.ts'
import type { NotScanned } from './engine/finding.ts'
import type { Sighting } from './place-findings.ts'
import type { Pool } from './pool/pool.ts'
import type { ScanOptions } from './scan.ts'
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
  options: Pick<ScanOptions, 'signal'> & { readonly isIgnored: (path: string) => boolean },
): Promise<MessageScan & { readonly ignored: number }> {
  const kinds = [
    { ids: commitIds, path: commitMessagePath, before: 0 },
    // Tags come after all commits, wherever they point.
    { ids: tagIds, path: tagMessagePath, before: commits },
  ].filter(({ ids }) => ids.length > 0)
  const wanted = kinds.filter(({ path }) => !options.isIgnored(path))
  const scans = await Promise.all(wanted.map((kind) => scanIn(pool, repository, kind, options)))
  return {
    ignored: kinds.length - wanted.length,
    sightings: scans.flatMap(({ sightings }) => sightings),
    notScanned: scans.flatMap(({ notScanned }) => notScanned),
  }
}

async function scanIn(
  pool: Pool,
  repository: Repository,
  { ids, path, before }: { readonly ids: Uint8Array; readonly path: string; readonly before: number },
  options: Pick<ScanOptions, 'signal'>,
): Promise<MessageScan> {
  const { findings, problems } = await scanMessageContents(pool, repository, ids, path, options)
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
