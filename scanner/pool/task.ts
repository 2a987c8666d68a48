import type { CompiledRules } from '../engine/compile-rules.ts'
import { needsContent } from './content-findings.ts'
import { type KnownBlob, knownBlob } from './known-blob.ts'
import { type FileReference, readFiles } from '../sources/read-files.ts'
import { readBlobs } from '../sources/git/read-blobs.ts'
import type { KeptPacks } from '../sources/git/pack/packed-objects.ts'
import { pickIds } from '../sources/git/object-ids.ts'
import { pickPlaces, type Places } from '../sources/git/pack/places.ts'
import { idLength, type Repository } from '../sources/git/repository.ts'
import { messageSink } from './message-sink.ts'
import { withIndexes } from '../sources/content-sink.ts'
import { isCode } from '../rules/code/inspect-code.ts'
import { loadGrammars } from '../syntax/grammars.ts'
import { grammarOf } from '../syntax/language.ts'
import { type ContentResult, noMemory, scanContents } from './scan-contents.ts'
import { rememberingRules } from './scan-rules.ts'
import type { StoredBlob } from './stored-blob.ts'

/** A piece of work for one thread: what to read, and which paths each content has. A plain value. */
export type Task =
  | {
      readonly kind: 'files'
      readonly files: readonly FileReference[]
      /** By index: whether to look for weaknesses in code too; undefined: nowhere. */
      readonly code?: readonly boolean[]
      /** Whose repository they are in, where that is known. */
      readonly owner?: string | undefined
    }
  | {
      readonly kind: 'blobs'
      readonly repository: Repository
      /** Blob ids as bytes, one after the other. */
      readonly ids: Uint8Array
      readonly paths: readonly (readonly string[])[]
      /** Where they lie, so that they can be read without git. */
      readonly places: Places
      /** What was stored of them, by index; undefined where nothing is remembered. */
      readonly stored?: ReadonlyMap<number, StoredBlob>
      /** By index: at which of its paths to look for weaknesses in code too; undefined: at none. */
      readonly code?: readonly (readonly string[])[]
      readonly owner?: string | undefined
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
  const reading = codeReader(task)
  if (reading) await loadGrammars(reading.paths.flatMap((path) => grammarOf(path) ?? []))
  if (task.kind === 'blobs') return scanBlobs(rememberingRules(rules), task, packs, reading)
  const memory = { ...noMemory, ...(reading && { isCodeRead: reading.isRead, owner: reading.owner }) }
  const { sink, result } = scanContents(rules, pathReader(task), memory)
  if (task.kind === 'files') readFiles(task.files, sink)
  else await readBlobs(task.repository, task.ids, messageSink(sink), { places: task.places, packs })
  return result
}

interface CodeReader {
  /** Content is handed over in one go, so what parses it has to be there before. */
  readonly paths: readonly string[]
  readonly isRead: (index: number, path: string) => boolean
  readonly owner: string | undefined
}

/** undefined where no code is looked at. */
function codeReader(task: Task): CodeReader | undefined {
  if (task.kind === 'messages' || task.code === undefined) return undefined
  if (task.kind === 'files') {
    const { files, code, owner } = task
    const paths = files.flatMap(({ path }, index) => (code[index] === true ? [path] : []))
    return { paths, isRead: (index) => code[index] === true, owner }
  }
  const { code, owner } = task
  return { paths: code.flat(), isRead: (index, path) => code[index]?.includes(path) === true, owner }
}

async function scanBlobs(
  rules: CompiledRules,
  task: Task & { readonly kind: 'blobs' },
  packs: KeptPacks,
  reading: CodeReader | undefined,
): Promise<ContentResult> {
  const known = knownBlobs(rules, task)
  const memory = {
    known,
    isKept: task.stored !== undefined,
    ...(reading && { isCodeRead: reading.isRead, owner: reading.owner }),
  }
  const { sink, takeKnown, result } = scanContents(rules, pathReader(task), memory)
  const isRead = (index: number): boolean =>
    !known.has(index) ||
    task.paths[index]!.some(
      (path) => needsContent(path) || (reading?.isRead(index, path) === true && isCode(path)),
    )
  for (const index of known.keys()) if (!isRead(index)) takeKnown(index)
  const wanted = [...task.paths.keys()].filter(isRead)
  const ids = pickIds(task.ids, wanted, idLength(task.repository))
  const places = pickPlaces(task.places, wanted)
  await readBlobs(task.repository, ids, withIndexes(sink, wanted), { places, packs })
  return result
}

function knownBlobs(
  rules: CompiledRules,
  { stored, paths }: Task & { readonly kind: 'blobs' },
): ReadonlyMap<number, KnownBlob> {
  const known = new Map<number, KnownBlob>()
  for (const [index, one] of stored ?? []) {
    const blob = knownBlob(rules, one, paths[index]!)
    if (blob) known.set(index, blob)
  }
  return known
}

function pathReader(task: Task): (index: number) => readonly string[] {
  if (task.kind === 'messages') {
    const paths = [task.path]
    return () => paths
  }
  const paths = task.kind === 'files' ? task.files.map((file) => [file.path]) : task.paths
  return (index) => paths[index] ?? []
}
