import type { Candidate } from './candidate.ts'

/** A candidate with its place in the outermost text. */
export interface Found {
  readonly candidate: Candidate
  readonly start: number
  readonly end: number
  readonly reachedBy: readonly string[]
  readonly excerpt: string
  /** false inside an archive. */
  readonly placed: boolean
  /** Whether the same place was found without decoding. */
  readonly isKnown: boolean
}

/** The secret without what its wrapping adds. */
export const textOf = ({ rule, secret }: Candidate): string => rule.normalize?.(secret) ?? secret

export const byPlace = (a: Found, b: Found): number => a.start - b.start || a.end - b.end
