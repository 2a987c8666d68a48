import type { Match } from '../engine/match.ts'
import type { AllowComment } from './allow-comments.ts'

/**
 * What matching a blob's bytes gave, as plain JSON without any secret text, so that it can be judged later at any path. It holds
 * for one version of the rules only; see `rulesVersion`.
 */
export interface StoredBlob {
  readonly bytes: number
  readonly matches: readonly StoredMatch[]
  readonly comments: readonly AllowComment[]
  /** What of the content could not be looked at: archives that are not unpacked, content that lies elsewhere. */
  readonly problems: readonly { readonly code: string; readonly reason: string }[]
}

export interface StoredMatch extends Omit<Match, 'rule'> {
  /** The rule's id. */
  readonly rule: string
  /**
   * Absent where none was made, because the match was nothing at the paths that the blob had then. Where it is something, the
   * blob is matched again: fingerprints of what could be guessed take long, so none is made in advance.
   */
  readonly fingerprint?: string
}

/**
 * Remembers blobs of one organization under one version of the rules. Only for repositories whose objects git has checked when it
 * received them: an object that lies under another's id would be taken for that one.
 */
export interface BlobCache {
  /** @param ids in hex. @returns those that are known */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredBlob>>
  readonly write: (blobs: ReadonlyMap<string, StoredBlob>) => Promise<void>
}

/** A blob with more is matched each time: it is generated, or hostile, and its row would be larger than the blob. */
const mostMatches = 1000

/** @param fingerprintOf what was made for a match, if anything was */
export function storedBlob(
  found: Pick<StoredBlob, 'bytes' | 'comments' | 'problems'> & { readonly matches: readonly Match[] },
  fingerprintOf: (match: Match) => string | undefined,
): StoredBlob | undefined {
  if (found.matches.length > mostMatches || found.comments.length > mostMatches) return undefined
  const { bytes, comments, problems } = found
  return {
    bytes,
    comments,
    problems,
    matches: found.matches.map((match) => {
      const fingerprint = fingerprintOf(match)
      return { ...match, rule: match.rule.id, ...(fingerprint !== undefined && { fingerprint }) }
    }),
  }
}
