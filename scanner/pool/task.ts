import type { CompiledRules } from '../engine/compile-rules.ts'
import { type FileReference, readFiles } from '../sources/read-files.ts'
import { readBlobs } from '../sources/git/read-blobs.ts'
import type { KeptPacks } from '../sources/git/pack/packed-objects.ts'
import type { Places } from '../sources/git/pack/places.ts'
import type { Repository } from '../sources/git/repository.ts'
import { messageSink } from './message-sink.ts'
import { type ContentResult, scanContents } from './scan-contents.ts'
import { rememberingRules } from './scan-rules.ts'

/** A piece of work for one thread: what to read, and which paths each content has. A plain value. */
export type Task =
  | { readonly kind: 'files'; readonly files: readonly FileReference[] }
  | {
      readonly kind: 'blobs'
      readonly repository: Repository
      /** Blob ids as bytes, one after the other. */
      readonly ids: Uint8Array
      readonly paths: readonly (readonly string[])[]
      /** Where they lie, so that they can be read without git. */
      readonly places: Places
    }
  | {
      readonly kind: 'messages'
      readonly repository: Repository
      /** Ids of commits or tags as bytes, one after the other. */
      readonly ids: Uint8Array
      readonly places: Places
      /** What the place of their messages is called. */
      readonly path: string
    }

/**
 * Reads and scans what a task names. Indexes in the result are those of the task's own list.
 * @param packs the thread's, for all of its tasks
 */
export async function runTask(rules: CompiledRules, task: Task, packs: KeptPacks): Promise<ContentResult> {
  const used = task.kind === 'blobs' ? rememberingRules(rules) : rules
  const { sink, result } = scanContents(used, pathReader(task))
  if (task.kind === 'files') readFiles(task.files, sink)
  else {
    const own = task.kind === 'messages' ? messageSink(sink) : sink
    await readBlobs(task.repository, task.ids, own, { places: task.places, packs })
  }
  return result
}

function pathReader(task: Task): (index: number) => readonly string[] {
  if (task.kind === 'messages') {
    const paths = [task.path]
    return () => paths
  }
  const paths = task.kind === 'files' ? task.files.map((file) => [file.path]) : task.paths
  return (index) => paths[index] ?? []
}
