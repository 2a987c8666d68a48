import type { HistoryBlob, HistoryPath } from './sources/git/read-history.ts'

/** Where in history a blob stood. */
export interface BlobPlaces extends HistoryBlob {
  /** `rank`: which of `paths` it is. undefined: it never stood there. */
  readonly at: (path: string) => (HistoryPath & { readonly rank: number }) | undefined
}

/**
 * Tells of one blob after the other, and keeps the last one. What is found comes blob by blob, and one that stands at 100,000 paths
 * has findings at each: listing its paths for every one of them would take a day. Keeping all would take as much memory as history.
 * @param blob makes a blob's list of paths, as `History` does
 */
export function placesOfBlobs(blob: (index: number) => HistoryBlob): (index: number) => BlobPlaces {
  let last: { readonly index: number; readonly places: BlobPlaces } | undefined
  return (index) => {
    if (last?.index !== index) last = { index, places: placesOf(blob(index)) }
    return last.places
  }
}

function placesOf(blob: HistoryBlob): BlobPlaces {
  let ranks: ReadonlyMap<string, number> | undefined
  return {
    ...blob,
    at: (path) => {
      // Only made where somebody asks; of paths that read alike the first counts.
      ranks ??= new Map(blob.paths.map((one, rank) => [one.path, rank] as const).toReversed())
      const rank = ranks.get(path)
      return rank === undefined ? undefined : { ...blob.paths[rank]!, rank }
    },
  }
}
