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
  entries: readonly Pick<TreeEntry, 'id' | 'path'>[],
  options: PlacedOptions,
  use: (placed: Placed) => Promise<T>,
): Promise<T> {
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
  const pool = options.openPool({ items: ids.length, bytes: ids.length * usualBlobSize })
  let done = 0
  try {
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
    return await use({ result, idOf, pathsOf, pool, mask: pool.mask })
  } finally {
    await pool.close()
  }
}
