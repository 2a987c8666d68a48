import { pickIds } from './sources/git/object-ids.ts'
import { idLength, type Repository } from './sources/git/repository.ts'
import type { History, HistoryBlob } from './sources/git/read-history.ts'

/** The blobs of history that are to be scanned, each known by an index of its own. */
export interface WantedBlobs {
  readonly count: number
  /** As bytes, one after the other. */
  readonly ids: Uint8Array
  blob(index: number): HistoryBlob
  /** The paths of a blob without those that the policy leaves out; never empty. */
  pathsOf(index: number): readonly string[]
  /** How many different paths the policy leaves out. */
  readonly ignored: number
}

/**
 * Leaves out what the policy does not want looked at, before it is read: what is counted as looked at then was.
 * @param isIgnored undefined: nothing is left out
 */
export function wantedBlobs(
  repository: Repository,
  history: History,
  isIgnored: ((path: string) => boolean) | undefined,
): WantedBlobs {
  const pathsIn = (index: number): readonly string[] => history.pathsOf(index)
  if (isIgnored === undefined)
    return {
      count: history.blobs,
      ids: history.blobIds,
      blob: (index) => history.blob(index),
      pathsOf: pathsIn,
      ignored: 0,
    }
  const ignored = new Map<string, boolean>()
  const isWanted = (path: string): boolean => {
    const answer = ignored.get(path) ?? isIgnored(path)
    ignored.set(path, answer)
    return !answer
  }
  const kept: number[] = []
  for (let index = 0; index < history.blobs; index += 1) {
    // Every path is asked for, so that all that are left out are counted.
    if (pathsIn(index).filter(isWanted).length > 0) kept.push(index)
  }
  return {
    count: kept.length,
    ids: pickIds(history.blobIds, kept, idLength(repository)),
    blob: (index) => history.blob(kept[index]!),
    pathsOf: (index) => pathsIn(kept[index]!).filter(isWanted),
    ignored: [...ignored.values()].filter(Boolean).length,
  }
}
