import { looksRandom } from '../../../engine/randomness.ts'
import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { alternation } from '../../../engine/statistics.ts'

/** A value whose form nobody knows: it must be random at first sight. */
export const mustLookRandom = (value: string): Verdict | undefined =>
  looksRandom(value) ? undefined : { drop: 'does not look random' }

/** A value of the form in which its vendor issues keys: those are random, so identifiers and words are none. */
export const mustLookIssued = (value: string): Verdict | undefined =>
  looksIssued(value) ? undefined : { drop: 'reads like an identifier' }

const uuid = /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/

/**
 * Of identifiers, hardly one changes three times between letters and digits, or has seven consonants in a row; of random text
 * with a tenth of digits, nearly all do. So this accepts the short keys that look too plain when nothing else is known of them.
 */
function looksIssued(value: string): boolean {
  if (uuid.test(value)) return new Set(value).size >= 7
  // Punctuation of the key's own alphabet cuts random text into pieces too short to judge.
  return (
    looksRandom(value) ||
    looksRandom(value.replaceAll(/[_=~.+/-]/g, '')) ||
    /^\d+$/.test(value) ||
    alternation(value) * value.length >= Math.min(3, value.length / 16) ||
    (/\d/.test(value) && /[bcdfghjklmnpqrstvwxz]{7}/i.test(value))
  )
}

/** Names of what is derived from a key, or only stands near one; of whole words, because `hashnode` is no hash. */
const otherThing =
  /\b(?:(?:key|token|secret|pass|password)?hash(?:ed|es)?|sha ?\d+|md ?5|checksum|digest|integrity|commit|e ?tag|revision|fingerprint|thumbprint|version|selector)\b|(?:url|uri|path|file|name|label|type|class|regex|pattern|header|prefix)$/

/** Names of what services mean to be seen by everybody. */
const meantToBePublic = /\bpublic|publishable|\b(?:pub|anon|search)\b/

/** Judges a key that only its name tells: neither the name nor the value may be those of something else. */
export function judgeNamedKey(value: string, { words }: Pick<CheckContext, 'words'>): Verdict | undefined {
  if (otherThing.test(words)) return { drop: 'the name is that of something else' }
  if (!looksIssued(value)) return { drop: 'reads like an identifier' }
  if (meantToBePublic.test(words))
    return { severity: 'low', note: 'its name says that it is meant to be public' }
  return undefined
}
