import { looksRandom } from '../../../engine/randomness.ts'
import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { alternation } from '../../../engine/statistics.ts'

/** Names of what is derived from a key, or only stands near one. */
const otherThing =
  /hash|sha\d|md5|checksum|digest|integrity|commit|etag|revision|fingerprint|thumbprint|version|selector|(?:url|uri|path|file|name|label|type|class|regex|pattern|header|prefix)$/

/** Names of what services mean to be seen by everybody. */
const meantToBePublic = /public|publishable|(?:^|[^a-z])(?:pub|anon|search)(?:[^a-z]|$)/

/**
 * Judges a value of a known length that only its name tells to be a key: what a service issues is random, so it is not an
 * identifier or a word, nor a hash under another name.
 */
export function looksIssued(value: string, { name }: CheckContext): Verdict | undefined {
  if (otherThing.test(name.trim())) return { drop: 'the name is that of something else' }
  if (!isMixed(value)) return { drop: 'the value reads like an identifier' }
  if (meantToBePublic.test(name))
    return { severity: 'low', note: 'its name says that it is meant to be public' }
  return undefined
}

/**
 * Of identifiers, hardly one changes three times between letters and digits; of random text with a tenth of digits, nearly
 * all do. So this accepts the short keys that look too plain when nothing else is known of them.
 */
const isMixed = (value: string): boolean =>
  looksRandom(value.replaceAll(/[_=~.+/-]/g, '')) ||
  /^\d+$/.test(value) ||
  alternation(value) * value.length >= Math.min(3, value.length / 16)
