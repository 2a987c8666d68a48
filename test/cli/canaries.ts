import { compileRules } from '../../scanner/engine/compile-rules.ts'
import { matchBytes } from '../../scanner/engine/match-bytes.ts'
import { secretOf } from '../../scanner/engine/match.ts'
import { secretRules } from '../../scanner/rules/secrets/index.ts'

/** A text with a secret in it, and a piece of the secret that must appear nowhere. */
export interface Canary {
  readonly rule: string
  readonly text: string
  readonly piece: string
}

const pieceLength = 12

/**
 * One for most secret rules whose secret holds enough letters and digits in a row to be recognised in any escaping.
 * The first sample of each rule; its secret is what the engine itself says, from its private table.
 */
export function canaries(): readonly Canary[] {
  const compiled = compileRules(secretRules)
  // Its sample shows, in the half that is public, the same random text that is other rules' secret.
  const known = secretRules.filter(({ id }) => id !== 'sentry-dsn-secret')
  // A secret that could be guessed takes 50 ms each; every fifth of their rules is enough.
  const rules = known.filter(({ randomBits }, index) => randomBits >= 80 || index % 5 === 0)
  return rules.flatMap(({ id, matches }): readonly Canary[] => {
    const text = matches[0]!()
    const match = matchBytes(compiled, Buffer.from(text)).find(({ rule }) => rule.id === id)
    const runs = match ? secretOf(match).match(/[A-Za-z0-9]+/g) : null
    const longest = (runs ?? []).toSorted((a, b) => b.length - a.length)[0] ?? ''
    // From the end, because what is at the start may be a public prefix.
    return longest.length < pieceLength + 4 ? [] : [{ rule: id, text, piece: longest.slice(-pieceLength) }]
  })
}

/** Which pieces stand in a text. Linear in the text, however many pieces there are. */
export function leaksIn(text: string, pieces: readonly string[]): readonly string[] {
  const wanted = new Set(pieces)
  const found = new Set<string>()
  for (let at = 0; at + pieceLength <= text.length; at += 1) {
    const here = text.slice(at, at + pieceLength)
    if (wanted.has(here)) found.add(here)
  }
  return [...found]
}

/** The last characters of a secret that was planted by hand. */
export const pieceOf = (secret: string): string => secret.slice(-pieceLength)
