import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { BringFiles, BroughtFile } from '../../scanner/scan-pointed.ts'
import type { LfsPointer } from '../../scanner/sources/git/lfs-pointer.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../scanner/sources/temporary-folder.ts'
import type { Place } from '../github.ts'
import { pauses, type Patience } from '../retry.ts'
import { remoteOf } from './open-fetched.ts'

/** What of Git LFS one run looks at: each byte that is fetched counts against what the owner pays for. In bytes. */
export const largeLimits = { file: 100 * 1024 * 1024, all: 500 * 1024 * 1024, files: 1000 } as const

/** As many as git-lfs itself asks for at once. */
const atOnce = 100
const longestAnswer = 60_000
/** For 100 MB over a line of 3 Mbit a second. */
const longestDownload = 5 * 60_000

export interface LargeAccess extends Pick<Patience, 'sleep' | 'signal'> {
  readonly place: Place
  readonly token: string
  /** A checkout whose own store of such files may be used; undefined: there is none. */
  readonly checkout: string | undefined
}

export interface LargeFiles {
  readonly bring: BringFiles
  /** Removes what was brought. */
  readonly close: () => void
}

/**
 * Brings files from Git LFS: from the checkout where it has them, else from GitHub. The repository's own word about where they lie
 * (`.lfsconfig`) is not heard: whoever writes a change could send the token anywhere by it.
 * Source: git-lfs, docs/api/batch.md and docs/api/basic-transfers.md.
 */
export function openLargeFiles(access: LargeAccess): LargeFiles {
  let folder: string | undefined
  let [bytes, files] = [0, 0]
  const known = new Map<string, BroughtFile>()
  return {
    bring: async (pointers) => {
      const wanted = new Map<string, LfsPointer>()
      for (const one of pointers) {
        if (known.has(one.oid) || wanted.has(one.oid)) continue
        const here = await inCheckout(access.checkout, one)
        const beyond = here === undefined ? beyondLimits(one, { bytes, files }) : undefined
        if (here !== undefined) known.set(one.oid, { location: here })
        else if (beyond !== undefined) known.set(one.oid, { problem: beyond })
        else {
          wanted.set(one.oid, one)
          bytes += one.size
          files += 1
        }
      }
      if (wanted.size > 0) {
        folder ??= makeTemporaryFolder('gatehouse-large-')
        for (const [oid, file] of await fetchAll(access, [...wanted.values()], folder)) known.set(oid, file)
      }
      return known
    },
    close: () => {
      if (folder !== undefined) removeTemporaryFolder(folder)
    },
  }
}

const megabytes = (size: number): string => `${Math.ceil(size / (1024 * 1024))} MB`

function beyondLimits(
  { size }: LfsPointer,
  so: { readonly bytes: number; readonly files: number },
): string | undefined {
  if (size > largeLimits.file)
    return `It is in Git LFS and has ${megabytes(size)}; at most ${megabytes(largeLimits.file)} are fetched of one file.`
  if (so.bytes + size > largeLimits.all || so.files + 1 > largeLimits.files)
    return `It is in Git LFS, of which one run fetches at most ${megabytes(largeLimits.all)} in ${largeLimits.files} files.`
  return undefined
}

/** Where `git lfs` keeps them. Source: git-lfs, docs/spec.md, "Intercepting Git". */
async function inCheckout(
  checkout: string | undefined,
  { oid, size }: LfsPointer,
): Promise<string | undefined> {
  if (checkout === undefined) return undefined
  const file = path.join(checkout, '.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid)
  if (statSync(file, { throwIfNoEntry: false })?.size !== size) return undefined
  const hash = createHash('sha256')
  const chunks: AsyncIterable<Buffer> = createReadStream(file)
  for await (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex') === oid ? file : undefined
}

async function fetchAll(
  access: LargeAccess,
  pointers: readonly LfsPointer[],
  folder: string,
): Promise<ReadonlyMap<string, BroughtFile>> {
  const brought = new Map<string, BroughtFile>()
  for (let at = 0; at < pointers.length; at += atOnce) {
    const some = pointers.slice(at, at + atOnce)
    const answered = await patiently(access, () => askBatch(access, some))
    // One after the other: it is the line that takes the time.
    for (const one of some) brought.set(one.oid, await fetchOne(access, one, answered, folder))
  }
  return brought
}

const batchSchema = z.object({
  objects: z.array(
    z.object({
      oid: z.string(),
      actions: z
        .object({
          download: z.object({ href: z.url(), header: z.record(z.string(), z.string()).nullish() }).nullish(),
        })
        .nullish(),
      error: z.object({ message: z.string() }).nullish(),
    }),
  ),
})
type Batch = z.output<typeof batchSchema>

const mediaType = 'application/vnd.git-lfs+json'

/** @throws Failed */
async function askBatch(
  { place, token, signal }: LargeAccess,
  objects: readonly LfsPointer[],
): Promise<Batch> {
  const response = await fetch(`${remoteOf(place, token).url}/info/lfs/objects/batch`, {
    method: 'POST',
    // Wherever it leads, the token would go there too.
    redirect: 'error',
    headers: {
      accept: mediaType,
      'content-type': mediaType,
      authorization: `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
    },
    body: JSON.stringify({ operation: 'download', transfers: ['basic'], objects, hash_algo: 'sha256' }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(longestAnswer)]),
  })
  if (!response.ok) throw new Failed(`GitHub answered with ${response.status}`, response.status)
  const read = batchSchema.safeParse(await response.json())
  if (!read.success) throw new Failed('GitHub’s answer was not understood', undefined)
  return read.data
}

async function fetchOne(
  access: LargeAccess,
  pointer: LfsPointer,
  answered: Batch | Failed,
  folder: string,
): Promise<BroughtFile> {
  if (answered instanceof Failed) return { problem: notHad(answered.message) }
  const object = answered.objects.find(({ oid }) => oid === pointer.oid)
  const from = object?.actions?.download
  if (!from) return { problem: notHad('the store does not have it') }
  const location = path.join(folder, pointer.oid)
  const done = await patiently(access, () => download(access, pointer, from, location))
  return done instanceof Failed ? { problem: notHad(done.message) } : { location }
}

const notHad = (why: string): string => `It is in Git LFS, and could not be fetched: ${why}.`

/** @throws Failed */
async function download(
  { signal }: LargeAccess,
  { oid, size }: LfsPointer,
  {
    href,
    header,
  }: { readonly href: string; readonly header?: Readonly<Record<string, string>> | null | undefined },
  location: string,
): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(longestDownload)])
  const response = await fetch(href, { headers: { ...header }, signal: limit })
  if (!response.ok || response.body === null)
    throw new Failed(`its store answered with ${response.status}`, response.status)
  const hash = createHash('sha256')
  let length = 0
  const count = new Transform({
    transform(chunk: Buffer, _, next) {
      length += chunk.length
      hash.update(chunk)
      // More than was said is not written to the disk.
      next(length > size ? new Failed('it is larger than its pointer says', undefined) : null, chunk)
    },
  })
  await pipeline(Readable.fromWeb(response.body), count, createWriteStream(location), { signal: limit })
  if (length === size && hash.digest('hex') === oid) return
  rmSync(location)
  throw new Failed('what came is not what its pointer names', undefined)
}

/** Why something could not be had. */
class Failed extends Error {
  readonly status: number | undefined
  constructor(message: string, status: number | undefined) {
    super(message)
    this.status = status
  }
}

/** Gateways and connections that fail are tried again; what is refused is not. @throws where the run was cancelled */
async function patiently<T>({ sleep, signal }: LargeAccess, run: () => Promise<T>): Promise<T | Failed> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await run()
    } catch (error) {
      signal.throwIfAborted()
      const failed = error instanceof Failed ? error : new Failed('the connection failed', 503)
      const pause = pauses[tries]
      const isPassing = failed.status !== undefined && (failed.status >= 500 || failed.status === 429)
      if (!isPassing || pause === undefined) return failed
      await sleep(pause, signal)
    }
  }
}
