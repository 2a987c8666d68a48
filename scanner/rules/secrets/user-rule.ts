import { RE2JS } from 're2js'
import type { Confidence, Cut, SecretRule, Severity } from '../../engine/rule.ts'

/** A secret rule that an organization adds in its policy. A plain value. */
export interface UserRule {
  readonly id: string
  readonly title: string
  /** In RE2 syntax: it runs in linear time, whatever is written. A group named `secret` marks the secret. */
  readonly pattern: string
  /** Literals of at least 3 bytes, any letter case, one of which is in or near every match. */
  readonly keywords: readonly string[]
  readonly severity: Severity
  readonly confidence: Confidence
  readonly why?: string | undefined
  readonly fix?: string | undefined
}

/**
 * Makes a rule of what a policy says.
 * @throws an error of the pattern's syntax; a policy that was read has none
 */
export function userSecretRule({ pattern, keywords, why, fix, ...rule }: UserRule): SecretRule {
  // Only a piece of the file is seen at a time, so that `^` and `$` can be nothing but the ends of a line.
  const compiled = RE2JS.compile(pattern, RE2JS.MULTILINE)
  return {
    ...rule,
    kind: 'secret',
    why: why ?? 'Your organization counts this text among its secrets.',
    fix: fix ?? 'Do what your organization has set for this kind of secret; its policy names the rule.',
    source: { url: '', checked: 'policy' },
    // Every byte is searched some few times at most, also where the keyword stands everywhere.
    detect: [{ how: 'near', keywords, apart: 2048, find: (text, cut) => findIn(compiled, text, cut) }],
    randomBits: 0,
    matches: [],
    misses: [],
  }
}

function findIn(compiled: RE2JS, text: string, cut: Cut): readonly (readonly [number, number])[] {
  const matcher = compiled.matcher(text)
  const named = 'secret' in compiled.namedGroups()
  const found: [number, number][] = []
  while (matcher.find()) {
    // What ends where the piece ends may be half of a match.
    if ((cut.before && matcher.start() === 0) || (cut.after && matcher.end() === text.length)) continue
    const group = named ? 'secret' : 0
    if (matcher.end(group) > matcher.start(group)) found.push([matcher.start(group), matcher.end(group)])
  }
  return found
}
