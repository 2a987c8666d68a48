import type { Coverage, Finding, NotScanned } from './engine/finding.ts'
import type { Pool } from './pool/pool.ts'
import type { BringFiles } from './scan-pointed.ts'
import type { BlobCache } from './pool/stored-blob.ts'

/** How far a scan is; `total` is 0 while it is not known. */
export interface Progress {
  readonly step: 'listing' | 'history' | 'scanning'
  readonly done: number
  readonly total: number
}

/** What every scan is given. */
export interface ScanOptions {
  /** Opens threads, or none, for about so many items and bytes; called once. */
  readonly openPool: (work: { readonly items: number; readonly bytes: number }) => Pool
  readonly onProgress?: (progress: Progress) => void
  /** Remembers what blobs hold; see there for which repositories it may be used. */
  readonly cache?: BlobCache
  /** Stops the scan, which then throws the signal's reason. */
  readonly signal?: AbortSignal
  /** Looks for weaknesses in code too, which takes several times as long; of a change, in the files as they are at its end. */
  readonly code?: boolean
  /** Brings files from Git LFS, so that they are looked at in place of their pointers; without it these are told as not scanned. */
  readonly bringFiles?: BringFiles
  /** Whose repository it is, where that is known for certain: their own actions are no third party's. */
  readonly owner?: string
  /** Paths that the policy leaves out. */
  readonly isIgnored?: (path: string) => boolean
}

/** An allow comment in a scanned file; whether it counts is not the scanner's to say. */
export interface PlacedComment {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly text: string
}

/** What a scan found, and what it looked at. */
export interface ScanResult {
  readonly findings: readonly Finding[]
  readonly comments: readonly PlacedComment[]
  readonly coverage: Coverage
}

/** Tells in the coverage how much the policy left out. */
export function ignoredNotice(count: number): readonly NotScanned[] {
  if (count === 0) return []
  const files = count === 1 ? 'One path is' : `${count} paths are`
  return [
    { path: '', code: 'ignored-by-policy', reason: `${files} left out by the policy's \`scanning.ignore\`.` },
  ]
}
