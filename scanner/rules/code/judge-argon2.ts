import type { CodeVerdict } from './code-rule.ts'

/** What a call asks of Argon2; what it leaves to the library is good. */
export interface Argon2Options {
  /** In KiB. */
  readonly memory: number | undefined
  readonly passes: number | undefined
  /** As it is written: `argon2.argon2d`, `Type.D`. */
  readonly variant: string | undefined
}

/** Least memory in KiB for so many passes: OWASP's Password Storage Cheat Sheet, Argon2id. */
const leastMemory: readonly number[] = [47_104, 19_456, 12_288, 9216, 7168]

export function judgeArgon2({ memory, passes, variant }: Argon2Options): CodeVerdict | undefined {
  const least = leastMemory[Math.min(Math.max(1, passes ?? 3), leastMemory.length) - 1]!
  if (memory !== undefined && memory > 0 && memory < least)
    return {
      ...(memory * 2 > least
        ? { severity: 'low' as const, confidence: 'medium' as const }
        : { confidence: 'high' as const }),
      note: `Argon2 takes ${memory} KiB, at least ${least} are needed`,
    }
  // RFC 9106 names Argon2id the variant to take; d can be watched from outside, i is cheaper to guess.
  return variant !== undefined && /(?:argon2|\b)(?:d|i)$/i.test(variant)
    ? { severity: 'low', confidence: 'medium', note: 'Argon2id is the variant for passwords' }
    : undefined
}
