import { onTestFinished } from 'vitest'
import { readBlobs } from '../../../scanner/sources/git/read-blobs.ts'
import {
  closeRepository,
  idLength,
  openRepository,
  type Repository,
} from '../../../scanner/sources/git/repository.ts'
import type { ContentSink, ReadLimits } from '../../../scanner/sources/content-sink.ts'

/** Opens a repository and closes it when the test ends. */
export async function openForTest(path: string): Promise<Repository> {
  const repository = await openRepository(path)
  onTestFinished(() => {
    closeRepository(repository)
  })
  return repository
}

/** Gathers what a reader hands over: texts by index, and the codes of problems. */
export function gatheringSink() {
  const texts = new Map<number, string>()
  const windows: { index: number; offset: number; length: number; last: boolean; bytes: Buffer }[] = []
  const problems = new Map<number, string>()
  const sink: ContentSink = {
    whole: (index, bytes) => {
      texts.set(index, Buffer.from(bytes).toString('latin1'))
    },
    window: (index, bytes, offset, last) => {
      windows.push({ index, offset, length: bytes.length, last, bytes: Buffer.from(bytes) })
    },
    problem: (index, { code }) => {
      problems.set(index, code)
    },
  }
  return { sink, texts, windows, problems }
}

/** Reads blobs by hex id. */
export async function readTexts(
  repository: Repository,
  ids: readonly string[],
  limits: Partial<ReadLimits> = {},
) {
  const gathered = gatheringSink()
  const bytes = Buffer.from(ids.join(''), 'hex')
  if (bytes.length !== ids.length * idLength(repository)) throw new Error('an id has the wrong length')
  await readBlobs(repository, bytes, gathered.sink, limits)
  return gathered
}
