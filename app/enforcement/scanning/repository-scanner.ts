import { globMatcher } from '../../../policies/glob.ts'
import { AppError } from '../../../scanner/errors.ts'
import type { Pool } from '../../../scanner/pool/pool.ts'
import { rulesVersion } from '../../../scanner/pool/rules-version.ts'
import type { ScanRules } from '../../../scanner/pool/scan-rules.ts'
import type { BlobCache } from '../../../scanner/pool/stored-blob.ts'
import { createMirrors, type Mirrors } from '../../../scanner/sources/git/mirror/mirrors.ts'
import { updateMirror } from '../../../scanner/sources/git/mirror/update-mirror.ts'
import { closeRepository, openRepository } from '../../../scanner/sources/git/repository.ts'
import type { RepositoryScanner, ScanOutcome, ScanRequest } from '../scanning.ts'
import { lookIntoMirror } from './look-into-mirror.ts'

export interface RepositoryScannerOptions {
  /** Where mirrors are kept; several processes may share it. */
  readonly cacheFolder: string
  /** Bytes of all mirrors together, about. */
  readonly mostMirrorBytes: number
  /** A larger repository is not scanned. */
  readonly mostRepositoryBytes: number
  /** For fetching and scanning one repository. */
  readonly mostSeconds: number
  /** Threads for a set of rules; see `createWorkers`. Pools are closed after each scan. */
  readonly openPool: (rules: ScanRules) => Pool
  /** What is remembered of an organization's blobs under one version of rules. */
  readonly blobCache: (organization: string, version: string) => BlobCache
}

/** Fetches repositories and scans them, each within its bounds. What it cannot look at it never calls clean. */
export function createRepositoryScanner(options: RepositoryScannerOptions): RepositoryScanner {
  const mirrors = createMirrors({ folder: options.cacheFolder, mostBytes: options.mostMirrorBytes })
  return { scan: (request) => scanInTime(options, mirrors, request) }
}

async function scanInTime(
  options: RepositoryScannerOptions,
  mirrors: Mirrors,
  request: ScanRequest,
): Promise<ScanOutcome> {
  const time = AbortSignal.timeout(options.mostSeconds * 1000)
  const signal = AbortSignal.any([request.signal, time])
  try {
    return await mirrors.use(request.organization, request.repository, signal, (path) =>
      fetchAndLook(options, mirrors, { ...request, signal }, path),
    )
  } catch (error) {
    // What breaks when it is stopped may be any error; that it was stopped is what counts.
    request.signal.throwIfAborted()
    if (time.aborted) return tooSlow(options.mostSeconds)
    if (error instanceof AppError && error.code !== 'git-missing') return failed(error)
    throw error
  }
}

const tooSlow = (seconds: number): ScanOutcome => ({
  status: 'not-scanned',
  code: 'too-slow',
  why: `Fetching and scanning it took longer than ${seconds} seconds.`,
})

/** Only the code: git's own words may quote names of the repository. */
const failed = ({ code }: AppError): ScanOutcome => ({
  status: 'not-scanned',
  code: 'failed',
  why: `Its content could not be read (${code}).`,
})

async function fetchAndLook(
  options: RepositoryScannerOptions,
  mirrors: Mirrors,
  request: ScanRequest,
  path: string,
): Promise<ScanOutcome> {
  const first = await fetchOnce(options, request, path)
  if (!isDamaged(first)) return first
  // GitHub has every object: what is missing or damaged is so on this disk.
  mirrors.forget(path)
  return fetchOnce(options, request, path)
}

const isDamaged = (outcome: ScanOutcome): boolean =>
  outcome.status === 'scanned' &&
  outcome.result.coverage.notScanned.some(
    ({ code }) => code === 'missing-object' || code === 'corrupt-object',
  )

async function fetchOnce(
  options: RepositoryScannerOptions,
  request: ScanRequest,
  path: string,
): Promise<ScanOutcome> {
  const { organization, defaultBranch, settings, signal } = request
  const problem = await updateMirror(path, await request.openClone(), {
    defaultBranch,
    refs: settings.history === 'all' ? 'all' : 'branches',
    mostBytes: options.mostRepositoryBytes,
    signal,
  })
  if (problem) return { status: 'not-scanned', ...problem }
  const rules: ScanRules = { userRules: settings.rules }
  const repository = await openRepository(path)
  try {
    return await lookIntoMirror(repository, request, {
      openPool: () => options.openPool(rules),
      cache: options.blobCache(organization, rulesVersion(rules)),
      signal,
      ...(settings.ignore.length > 0 && { isIgnored: globMatcher(settings.ignore) }),
    })
  } finally {
    closeRepository(repository)
  }
}
