import type { CompiledRules } from '../engine/compile-rules.ts'
import type { MakeFingerprint } from '../engine/fingerprint.ts'
import { judge } from '../engine/judge.ts'
import type { Match } from '../engine/match.ts'
import type { StoredBlob } from './stored-blob.ts'

/** A blob that need not be matched again. */
export interface KnownBlob {
  readonly stored: StoredBlob
  readonly matches: readonly Match[]
  readonly fingerprints: MakeFingerprint
}

/**
 * Makes matches of what was stored.
 * @returns undefined where that is not enough for these paths: a match is something there that was nothing before
 */
export function knownBlob(
  rules: CompiledRules,
  stored: StoredBlob,
  paths: readonly string[],
): KnownBlob | undefined {
  const fingerprints = new Map<Match, string>()
  const matches: Match[] = []
  for (const { fingerprint, rule: id, ...match } of stored.matches) {
    const rule = rules.ruleOf(id)
    if (rule === undefined) return undefined
    const known: Match = { ...match, rule }
    matches.push(known)
    if (fingerprint !== undefined) fingerprints.set(known, fingerprint)
    else if (paths.some((path) => judge(known, path) !== undefined)) return undefined
  }
  return { stored, matches, fingerprints: (match) => fingerprints.get(match) }
}
