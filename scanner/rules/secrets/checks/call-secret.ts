import { isPlaceholder } from '../../../engine/placeholder.ts'
import { looksRandom } from '../../../engine/randomness.ts'
import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { characterClasses } from '../../../engine/statistics.ts'
import { isWeak, judgeCredentials } from './credentials.ts'
import { isSampleKey } from './jwt-sample-keys.ts'

/** Words joined by punctuation: a name, a selector, a route. */
const words = /^[A-Za-z]{1,24}(?:[._\-/: ]{1,2}[A-Za-z]{0,24}\d?){0,12}$/

/** What stands in code for a text that is filled in: `%s`, `{0}`, `#{name}`. */
const template = /[{}<>]|\$[({A-Za-z]|%[sdv(]|\\[nrtu]|^\$/

function objection(value: string): Verdict | undefined {
  if (template.test(value) || isPlaceholder(value)) return { drop: 'filled in elsewhere' }
  if (isWeak(value) || isSampleKey(value) || words.test(value)) return { drop: 'a word' }
  if (/\s/.test(value)) return { drop: 'text for people' }
  return undefined
}

const looksChosen = (value: string): boolean =>
  looksRandom(value) || (value.length >= 8 && characterClasses(value) >= 3)

/** The password of a call whose arguments are a name and a password. */
export function checkCallLogin(secret: string, { text }: CheckContext): Verdict {
  const against = objection(secret)
  if (against) return against
  if (secret.length < 6 || characterClasses(secret) < 2) return { drop: 'hardly a password' }
  const user = /["'`]([^"'`]{0,100})["'`]\s{0,8},\s{0,40}[bru]?["'`][^"'`]{0,200}["'`]$/.exec(text)?.[1] ?? ''
  const verdict = judgeCredentials({ user, password: secret, host: '' })
  return 'drop' in verdict || verdict.confidence !== undefined ? verdict : { confidence: 'medium' }
}

/** The key of a call that signs or encrypts, or a password that a program types. */
export const checkCallSecret = (secret: string): Verdict | undefined =>
  objection(secret) ?? (looksChosen(secret) ? undefined : { drop: 'neither random nor a password' })
