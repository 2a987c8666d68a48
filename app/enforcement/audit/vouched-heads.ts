import type { SignedHead } from './signed-head.ts'

/** How far a chain had come once, as it was kept beside the database. */
export type KeptPlace = Pick<SignedHead, 'sequence' | 'hash' | 'at'>

/**
 * What is kept beside the database of how far each chain has come. A database that does not have it is an older one: it was
 * restored, and knows nothing of what was decided and done since.
 */
export interface VouchedHeads {
  /** By our id of the organization: the newest place, and the last ones before the chain began anew at an earlier one. */
  readonly of: (organization: string) => readonly KeptPlace[]
}

export const noHeads: VouchedHeads = { of: () => [] }

/** Collects heads in the order in which they were kept, in the memory of a few for each organization. */
export function collectHeads(): VouchedHeads & { readonly add: (head: SignedHead) => void } {
  const places = new Map<string, KeptPlace[]>()
  return {
    of: (organization) => places.get(organization) ?? [],
    add: ({ organization, sequence, hash, at }) => {
      const kept = places.get(organization) ?? []
      const last = kept.at(-1)
      // A chain that goes on vouches for what was before it; one that went back does not for what it had lost.
      if (last !== undefined && sequence >= last.sequence) kept.pop()
      kept.push({ sequence, hash, at })
      places.set(organization, kept.slice(-mostPlaces))
    },
  }
}

/** So many times a database may be restored without anybody's having accepted it meanwhile. */
const mostPlaces = 50
