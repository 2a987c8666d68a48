import type { MaskText } from './engine/mask-text.ts'
import type { Pool } from './pool/pool.ts'
import type { ContentResult } from './pool/scan-contents.ts'
import type { ScanOptions } from './scan.ts'
import { scanBlobContents } from './scan-contents-in-pool.ts'
import type { TreeEntry } from './sources/git/list-tree.ts'
import { packIds } from './sources/git/object-ids.ts'
import { inPackOrder } from './sources/git/pack-order.ts'
import type { Repository } from './sources/git/repository.ts'

/** Most blobs of source code are smaller; only decides whether threads are worth starting. */
export const usualBlobSize = 8000

/** What blobs hold, while the threads are still there. */
export interface Placed {
  readonly result: ContentResult
  readonly idOf: (index: number) => string
  readonly pathsOf: (index: number) => readonly string[]
  readonly pool: Pool
  /** The pool's. */
  readonly mask: MaskText
}

/** What a scan of versions at paths is given. */
export type PlacedOptions = Omit<ScanOptions, 'code'> & {
  /** Whether a blob at that path is looked at as code too; without it, nothing is. */
  readonly isCodeWanted?: (id: string, path: string) => boolean
}

/** Scans blobs that stand at paths, each distinct blob once, and hands what they hold to `use`. */
export async function scanPlaced<T>(
  repository: Repository,
  entries: readonly PlacedEntry[],
  options: PlacedOptions,
  use: (placed: Placed) => Promise<T>,
): Promise<T> {
  const blobs = new Set(entries.map(({ id }) => id)).size
  const pool = options.openPool({ items: blobs, bytes: blobs * usualBlobSize })
  try {
    return await use(await scanPlacedWith(pool, repository, entries, options))
  } finally {
    await pool.close()
  }
}

type PlacedEntry = Pick<TreeEntry, 'id' | 'path'>

/** The same with threads that are there. */
export async function scanPlacedWith(
  pool: Pool,
  repository: Repository,
  entries: readonly PlacedEntry[],
  options: Omit<PlacedOptions, 'openPool'>,
): Promise<Placed> {
  const paths = new Map<string, Set<string>>()
  for (const { id, path } of entries) {
    const known = paths.get(id)
    if (known) known.add(path)
    else paths.set(id, new Set([path]))
  }
  const ids = [...paths.keys()]
  const lists = [...paths.values()].map((list) => [...list])
  const order = await inPackOrder(repository, packIds(repository, ids))
  const pathsOf = (index: number): readonly string[] => lists[order.indexes[index]!]!
  const idOf = (index: number): string => ids[order.indexes[index]!]!
  const { isCodeWanted } = options
  let done = 0
  const result = await scanBlobContents(pool, repository, order, pathsOf, {
    ...options,
    ...(isCodeWanted && {
      codeOf: (index) => pathsOf(index).filter((path) => isCodeWanted(idOf(index), path)),
    }),
    onDone: (items) => {
      done += items
      options.onProgress?.({ step: 'scanning', done, total: ids.length })
    },
  })
  return { result, idOf, pathsOf, pool, mask: pool.mask }
}
