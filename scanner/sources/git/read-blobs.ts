import type { ContentSink } from '../content-sink.ts'
import { readObjects, type ReadObjectsOptions } from './read-objects.ts'
import type { Repository } from './repository.ts'

/**
 * Reads blobs and hands their bytes to `sink`, in the order of `ids`. Made for worker threads: nothing is shared, and
 * each call has a git process of its own.
 * @param ids blob ids as bytes, one after the other; best a slice of what `inPackOrder` gives
 * @throws AppError `git-failed`, `git-missing`
 */
export function readBlobs(
  repository: Repository,
  ids: Uint8Array,
  sink: ContentSink,
  options: ReadObjectsOptions = {},
): Promise<void> {
  return readObjects(repository, ids, sink, options)
}
