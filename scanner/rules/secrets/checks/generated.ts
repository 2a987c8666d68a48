import { looksRandom } from '../../../engine/randomness.ts'
import type { Verdict } from '../../../engine/rule.ts'
import { alternation } from '../../../engine/statistics.ts'

const uuid = /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/

/**
 * For values that only their name makes a secret: vendors generate keys, so a value of words (`getPagesInConfluenceSpace`) or
 * of one digit over and over is none.
 */
export function checkGenerated(value: string): Verdict | undefined {
  if (uuid.test(value)) return new Set(value).size >= 7 ? undefined : { drop: 'not a generated value' }
  // Punctuation of the key's own alphabet cuts random text into pieces too short to judge.
  // And identifiers hardly ever change three times between letters and digits, or have seven consonants in a row.
  const isGenerated =
    looksRandom(value) ||
    looksRandom(value.replaceAll(/[_=~.-]/g, '')) ||
    alternation(value) * value.length >= 3 ||
    (/\d/.test(value) && /[bcdfghjklmnpqrstvwxz]{7}/i.test(value))
  return isGenerated ? undefined : { drop: 'not a generated value' }
}
