import { readAssignment } from './assignment.ts'
import { type Candidate, reach } from './candidate.ts'
import type { CompiledNear, CompiledRules } from './compile-rules.ts'
import type { Hits } from './prefilter/hits.ts'
import { type Given, givenBy, tryAssigned } from './try-assigned.ts'
import { tryNear } from './try-near.ts'
import { tryToken } from './try-token.ts'

const lookBack = 512

/**
 * Runs every rule where its literals occur, which the search has found.
 * @param onWatched called with the place of each text that is watched
 */
export function findCandidates(
  { uses }: CompiledRules,
  bytes: Uint8Array,
  hits: Hits,
  onWatched: (at: number) => void,
): readonly Candidate[] {
  if (hits.count === 0) return []
  const textAt = openText(bytes)
  const candidates: Candidate[] = []
  /** From where on a search of its own looks again. */
  const searched = new Map<CompiledNear, number>()
  let known: { given: Given | undefined; base: number; from: number; to: number } | undefined
  for (let index = 0; index < hits.count; index += 1) {
    const at = hits.positions[index]!
    const use = uses[hits.kinds[index]!]!
    if (use.isWatched) onWatched(at)
    const { text, base } = textAt(at)
    for (const token of use.tokens) {
      for (const candidate of tryToken(token, text, at - base, base)) candidates.push(candidate)
    }
    for (const near of use.near) {
      if (at < (searched.get(near) ?? -Infinity)) continue
      searched.set(near, at + (near.detector.apart ?? 0))
      candidates.push(...tryNear(near, text, at - base, base))
    }
    if (use.assigned.length === 0) continue
    // `export` may start a name of several words, so what follows a blank is read as a name of its own.
    if (
      !known ||
      known.base !== base ||
      at < known.from ||
      at >= known.to ||
      /\s/.test(text.slice(known.from - base, at - base))
    ) {
      const assignment = readAssignment(text, at - base, use.length)
      const given = assignment && givenBy(assignment, text)
      known = { given, base, from: at, to: base + (assignment?.valueStart ?? at - base + 1) }
    }
    if (!known.given) continue
    for (const assigned of use.assigned) {
      const candidate = tryAssigned(assigned, known.given, text, base)
      if (candidate) candidates.push(candidate)
    }
  }
  return candidates
}

/** Decodes bytes to latin1 around hits only, in pieces that serve many hits; one char is one byte. */
function openText(bytes: Uint8Array): (at: number) => { text: string; base: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let base = 0
  let text = ''
  return (at) => {
    const wanted = Math.min(bytes.length, at + reach)
    if ((base > 0 && at < base + lookBack) || wanted > base + text.length) {
      // Twice the look-back, because hits may come a position out of order.
      base = Math.max(0, at - 2 * lookBack)
      text = buffer.toString('latin1', base, Math.min(bytes.length, at + 4 * reach))
    }
    return { text, base }
  }
}
