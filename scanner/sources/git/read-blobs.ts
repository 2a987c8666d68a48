import { setImmediate } from 'node:timers/promises'
import { defaultReadLimits, type ContentSink, withIndexes } from '../content-sink.ts'
import { type KeptPacks, keepPacks } from './pack/packed-objects.ts'
import type { Places } from './pack/places.ts'
import { pickIds } from './object-ids.ts'
import { readObjects, type ReadObjectsOptions } from './read-objects.ts'
import { idLength, type Repository } from './repository.ts'

export interface ReadBlobsOptions extends ReadObjectsOptions {
  /** Where the blobs lie in packs, as `inPackOrder` says; without it git reads all of them, which takes some times longer. */
  readonly places?: Places
  /** Kept from one call to the next; without it packs are opened for this call alone. */
  readonly packs?: KeptPacks
}

// Long enough to cost nothing, short enough for a progress bar and for signals.
const sliceMilliseconds = 50

/**
 * Reads blobs and hands their bytes to `sink`. Made for worker threads.
 * Those in packs are read right here, in the order of `ids`; then git reads what is left: loose blobs, very large ones, and
 * everything that looks damaged, so that git has the last word on it.
 * @param ids blob ids as bytes, one after the other; best a slice of what `inPackOrder` gives
 * @throws AppError `git-failed`, `git-missing`
 */
export async function readBlobs(
  repository: Repository,
  ids: Uint8Array,
  sink: ContentSink,
  options: ReadBlobsOptions = {},
): Promise<void> {
  const { places } = options
  if (places === undefined) return readObjects(repository, ids, sink, options)
  const length = idLength(repository)
  const left = await readPacked(places, length, sink, options)
  if (left.length === 0) return
  await readObjects(repository, pickIds(ids, left, length), withIndexes(sink, left), options)
}

/** @returns the indexes of those that could not be read */
async function readPacked(
  { packs, positions }: Places,
  length: number,
  sink: ContentSink,
  options: ReadBlobsOptions,
): Promise<readonly number[]> {
  const kept = options.packs ?? keepPacks()
  const objects = kept.open(packs, length)
  const wholeLimit = options.wholeLimit ?? defaultReadLimits.wholeLimit
  const left: number[] = []
  let pause = Date.now() + sliceMilliseconds
  try {
    for (const [index, position] of positions.entries()) {
      const content = position < 0 ? null : objects.read(position)
      if (content === null || content.length > wholeLimit) left.push(index)
      else sink.whole(index, content)
      if (Date.now() < pause) continue
      await setImmediate()
      options.signal?.throwIfAborted()
      pause = Date.now() + sliceMilliseconds
    }
  } finally {
    if (options.packs === undefined) kept.close()
  }
  return left
}
