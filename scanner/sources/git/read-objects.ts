import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defaultReadLimits, type ReadLimits, type ReadProblem } from '../content-sink.ts'
import { createBatchParser, type ObjectSink } from './batch-parser.ts'
import { hexLines, idAt } from './object-ids.ts'
import { idLength, type Repository } from './repository.ts'
import { finished, gitFailed, startGit, type GitProcess } from './run.ts'

export interface ReadObjectsOptions extends Partial<ReadLimits> {
  /** Ends the reading early; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

// Every start of git answers at least one object, unless git itself does not run; then it is time to give up.
const maxFailedStarts = 20
// git answers within milliseconds. Minutes of silence mean that it waits for something that never comes.
const silenceMilliseconds = 120_000
const idsPerWrite = 4096

/**
 * Reads objects through one `git cat-file --batch` and hands them to `sink` in the order of `ids`. What is missing or
 * corrupt is reported there, and the rest is still read: when git gives up on an object, a new git starts behind it.
 * Give the ids in pack order (see `inPackOrder`): git is several times faster then.
 * @param ids object ids as bytes, one after the other
 * @throws AppError `git-failed`, `git-missing`
 */
export async function readObjects(
  repository: Repository,
  ids: Uint8Array,
  sink: ObjectSink,
  options: ReadObjectsOptions = {},
): Promise<void> {
  const count = ids.length / idLength(repository)
  let failedStarts = 0
  for (let next = 0; next < count;) {
    const run = await readRun(repository, ids, next, sink, options)
    options.signal?.throwIfAborted()
    if (run.next === count) return
    failedStarts = run.next === next && !run.insideContent ? failedStarts + 1 : 0
    if (failedStarts === maxFailedStarts) throw gitFailed('Objects cannot be read', run.message)
    // Without any answer it is the first object that git fails at; behind an answer another start may still read it.
    const isBad = run.insideContent || run.next === next
    if (isBad) sink.problem(run.next, corrupt)
    next = isBad ? run.next + 1 : run.next
  }
}

interface Run {
  /** The first object that was not answered, or not wholly. */
  readonly next: number
  readonly insideContent: boolean
  readonly message: string
}

async function readRun(
  repository: Repository,
  ids: Uint8Array,
  start: number,
  sink: ObjectSink,
  options: ReadObjectsOptions,
): Promise<Run> {
  const limits = { ...defaultReadLimits, ...options }
  const parser = createBatchParser(start, limits, sink, (index) => {
    sink.problem(index, absent(repository, ids, index))
  })
  const child = startGit(repository.git, ['cat-file', '--batch', '--buffer'])
  const end = finished(child, parser.push)
  const stop = () => child.kill('SIGKILL')
  options.signal?.addEventListener('abort', stop)
  const watch = watchSilence(child)
  feed(child, ids, start, idLength(repository))
  const { message } = await end.finally(() => {
    clearInterval(watch)
    options.signal?.removeEventListener('abort', stop)
  })
  return { next: parser.next(), insideContent: parser.insideContent(), message }
}

/** Kills a git that has been silent for two intervals; one is not enough, because our own work delays the data too. */
function watchSilence(child: GitProcess): NodeJS.Timeout {
  let silent = 0
  child.stdout.on('data', () => {
    silent = 0
  })
  const watch = setInterval(() => {
    silent += 1
    if (silent > 2) child.kill('SIGKILL')
  }, silenceMilliseconds)
  return watch.unref()
}

/** Writes the ids as hex lines, as fast as git takes them. */
function feed(child: GitProcess, ids: Uint8Array, start: number, length: number): void {
  let at = start * length
  const write = (): void => {
    while (at < ids.length) {
      const end = Math.min(ids.length, at + idsPerWrite * length)
      const lines = hexLines(ids.subarray(at, end), length)
      at = end
      if (!child.stdin.write(lines)) return
    }
    child.stdin.end()
  }
  child.stdin.on('drain', write)
  write()
}

const corrupt: ReadProblem = {
  code: 'corrupt-object',
  reason: 'The object is damaged; git cannot read it. `git fsck` tells more.',
}

function absent(repository: Repository, ids: Uint8Array, index: number): ReadProblem {
  const id = idAt(ids, index, idLength(repository))
  // git calls a loose object missing that is there but cannot be unpacked.
  const loose = join(repository.commonDirectory, 'objects', id.slice(0, 2), id.slice(2))
  if (existsSync(loose)) return corrupt
  if (repository.partial) {
    return {
      code: 'missing-object',
      reason: 'The object was left out of this partial clone. Scan a full clone, or fetch it first.',
    }
  }
  return { code: 'missing-object', reason: 'The object is not in the repository. `git fsck` tells more.' }
}
