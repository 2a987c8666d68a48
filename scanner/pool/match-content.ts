import type { CompiledRules } from '../engine/compile-rules.ts'
import type { Match } from '../engine/match.ts'
import { matchBytes } from '../engine/match-bytes.ts'
import { createWindowMatcher, type MatchWindow } from '../engine/match-windows.ts'
import { defaultReadLimits } from '../sources/content-sink.ts'
import { isLfsPointer, lfsPointer, type LfsPointer, readLfsPointer } from '../sources/git/lfs-pointer.ts'
import { type AllowComment, readAllowComments } from './allow-comments.ts'

/** Findings of one task, and so of one file. A person reads none of so many, and each takes some kilobytes of memory. */
export const mostFindings = 100_000
/** How much of a file the rules for names and structure see. */
export const headLength = 64 * 1024
/** One archive of a thousand others would take all the room there is for what was not scanned. */
const mostArchiveProblems = 10
const moreArchiveProblems = { code: 'not-unpacked', reason: 'there is more in it that was not unpacked' }

/** What of a content could not be looked at. */
export interface ContentProblem {
  readonly code: string
  readonly reason: string
}

/** What matching a content gave. */
export interface Matched {
  /** How many were read; those that two windows share count twice. */
  readonly bytes: number
  readonly matches: readonly Match[]
  readonly comments: readonly AllowComment[]
  readonly problems: readonly ContentProblem[]
  /** The file in Git LFS that all of it only points at. */
  readonly pointer?: LfsPointer
}

/** Matches a content that is there whole. */
export function matchWhole(rules: CompiledRules, bytes: Uint8Array): Omit<Matched, 'bytes'> {
  const problems: ContentProblem[] = isLfsPointer(bytes) ? [lfsPointer] : []
  const allowed: number[] = []
  const matches = matchBytes(rules, bytes, {
    onProblem: archiveProblems(problems),
    onWatched: (at) => allowed.push(at),
  })
  const pointer = readLfsPointer(bytes)
  return {
    matches,
    comments: readAllowComments(bytes, allowed, matches),
    problems,
    ...(pointer && { pointer }),
  }
}

/** A content that comes in windows. */
export interface Large extends Matched {
  bytes: number
  readonly index: number
  readonly head: Uint8Array
  readonly match: (...window: Parameters<MatchWindow>) => void
}

/**
 * Begins a content that comes in windows.
 * @param isKnown whether its matches are known, so that only its head is of interest
 */
export function beginLarge(rules: CompiledRules, index: number, bytes: Uint8Array, isKnown: boolean): Large {
  const problems: ContentProblem[] = []
  const matches: Match[] = []
  const large = { index, bytes: 0, head: bytes.slice(0, headLength), matches, comments: [], problems }
  if (isKnown) return { ...large, match: () => undefined }
  const match = createWindowMatcher(rules, defaultReadLimits.overlap, archiveProblems(problems))
  return {
    ...large,
    match: (...window) => {
      // One more than is kept, so that it is noticed.
      for (const one of match(...window).slice(0, mostFindings + 1 - matches.length)) matches.push(one)
    },
  }
}

function archiveProblems(problems: ContentProblem[]): (reason: string) => void {
  let count = 0
  return (reason) => {
    count += 1
    if (count <= mostArchiveProblems) problems.push({ code: 'not-unpacked', reason })
    else if (count === mostArchiveProblems + 1) problems.push(moreArchiveProblems)
  }
}
