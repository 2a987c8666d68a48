import type { Policy } from '../../policies/resolve-policy.ts'
import type { AssistantCommit } from '../../scanner/find-assistant-commits.ts'
import type { OtherWorkflow } from '../../scanner/find-other-workflows.ts'
import type { ScanResult } from '../../scanner/scan.ts'
import type { CloneAccess } from './github.ts'

/** What is needed to look into a repository's content. */
export interface ScanRequest {
  /** Our ids. What was matched is remembered per organization. */
  readonly organization: string
  readonly repository: string
  readonly defaultBranch: string | null
  /** ISO 8601: the last push as GitHub told of it before; it is handed back with the outcome. */
  readonly pushedAt: string | null
  readonly settings: Policy['scanning']
  /** Of the last scan that succeeded: where it would find the same, it is not made again. */
  readonly lastBasis?: string | undefined
  /** Asked when it is needed: it is good for about an hour. */
  readonly openClone: () => Promise<CloneAccess>
  readonly signal: AbortSignal
}

/** What else of a repository's content is evidence that an assistant reaches it. */
export interface ContentEvidence {
  /** What workflows say on branches other than the default one. */
  readonly otherWorkflows: readonly OtherWorkflow[]
  /** Commits that an assistant made, newest first, at most ten for each assistant. */
  readonly activity: readonly AssistantCommit[]
  /** What was not looked at, a sentence each. */
  readonly leftOut: readonly string[]
}

/** Why a repository was not scanned. Permanent. */
export const notScannedCodes = [
  /** Larger than the bound. */
  'too-large',
  /** It took longer than the bound. */
  'too-slow',
  /** GitHub did not let it be read. */
  'refused',
  /** No answer, or an error of GitHub's: may pass by itself. */
  'unreachable',
  /** It broke off: may pass by itself. */
  'interrupted',
  'bad-address',
  /** git or the scanner could not make sense of what came. */
  'failed',
] as const
export type NotScannedCode = (typeof notScannedCodes)[number]

export type ScanOutcome =
  | {
      readonly status: 'scanned'
      /** What was looked at, so that it can be told whether another scan would find the same. */
      readonly basis: string
      /** As `scanVersion` says. */
      readonly version: string
      readonly pushedAt: string | null
      /** The commit that the default branch points at, in hex; null where nothing was ever pushed to it. */
      readonly headCommit: string | null
      /** Whether history was looked at, and so what is not found is not in history any more. */
      readonly history: 'none' | 'head' | 'whole'
      readonly result: ScanResult
      readonly evidence: ContentEvidence
    }
  /** As the last time: the same refs, rules and settings. */
  | {
      readonly status: 'unchanged'
      readonly basis: string
      readonly version: string
      readonly pushedAt: string | null
      readonly headCommit: string | null
    }
  | { readonly status: 'not-scanned'; readonly code: NotScannedCode; readonly why: string }

/** Whether trying again soon may help. */
export const mayPass = (code: NotScannedCode): boolean => code === 'unreachable' || code === 'interrupted'

export interface RepositoryScanner {
  /** @throws the signal's reason, and whatever `openClone` throws */
  readonly scan: (request: ScanRequest) => Promise<ScanOutcome>
}
